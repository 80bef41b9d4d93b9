"""Which item is shown first and how soon it must be opened: one table, read by the queue and the clock."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from stream.contracts import HEADS, Head


class Urgency(NamedTuple):
    """`level` orders heads; an item escalates when it is not opened within `open_within` of its
    arrival, or not decided within `decide_within` of being opened."""

    level: int
    open_within: timedelta
    decide_within: timedelta


TIP = "tip"
"""Stands in the place of a head for a tip that no head flagged."""

URGENCY: dict[str, Urgency] = {
    # A life may be at stake, whoever's it is: neither stands before the other.
    "self_harm": Urgency(2, timedelta(minutes=30), timedelta(hours=4)),
    "violence": Urgency(2, timedelta(minutes=30), timedelta(hours=4)),
    # Serious, and a school day is soon enough to act well.
    "cyberbullying": Urgency(1, timedelta(hours=4), timedelta(hours=24)),
    # Someone thought it worth telling, and no score knows why: a life may be at stake here too.
    TIP: Urgency(2, timedelta(minutes=30), timedelta(hours=4)),
}

RARITY: tuple[tuple[float, int], ...] = ((1e-5, 4), (1e-4, 3), (1e-3, 2), (1e-2, 1))
"""Rank at most this (share of ordinary posts that score as high): this many steps up within the level."""


def top_head(flags: Sequence[Head], rank: Mapping[Head, float]) -> str:
    """The flagged head of the highest level, and among those the rarest score; TIP where none is flagged."""
    if not flags:
        return TIP
    return min(flags, key=lambda head: (-URGENCY[head].level, rank.get(head, 1.0), HEADS.index(head)))


def urgency(head: str, rank: float) -> int:
    """Level times ten plus rarity: 20 to 24 for self_harm and violence, 10 to 14 for cyberbullying, 20 for
    a tip that no head flagged."""
    steps = next((step for bound, step in RARITY if rank <= bound), 0)
    return URGENCY[head].level * 10 + steps


def of(head: str) -> Urgency:
    """The row of a head as a column holds it; an unknown one is treated like the most urgent."""
    return next((row for name, row in URGENCY.items() if name == head), URGENCY["violence"])
