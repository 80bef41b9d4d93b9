"""What a stage is: a name, where it reads and writes, and a pure function of a batch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from stream.contracts import AccountChange, Cleared, Deletion, Gap, Record

PASSED_ON = (Deletion, Cleared, AccountChange, Gap)
"""Records that every stage passes on as they are; only a sink's function sees them."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`run` takes records and returns one outcome each, in order.

    An outcome is a record for `sink`, a Drop, or, from a sink stage (`sink` None), None for "done".
    `run` is called from one thread, always the same. It may raise: Retriable repeats the call,
    Fatal stops the worker, anything else is tracked down to the records that cause it, which
    become dead letters. `weigh` gives a record's weight (tokens, say); a call gets at most
    `max_records` records of at most `max_weight` together (a heavier record comes alone).
    A batch waits up to `wait_s` to fill. When `run` takes longer than `patience_s`, the consumer
    is paused, and polled so that it stays a member of its group.
    """

    name: str
    source: str
    sink: str | None
    # Any: each stage's function takes its own contract, and Callable is contravariant.
    run: Callable[[Sequence[Any]], Sequence[Record | None]]
    weigh: Callable[[Any], int] | None = None
    max_records: int = 1000
    max_weight: int = 0
    wait_s: float = 0.0
    patience_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Poison:
    """The outcome of a record that the stage cannot take: the type of the error, never its message."""

    error: str


Outcome = Record | Poison | None
