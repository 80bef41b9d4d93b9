"""Processes that die at a chosen line, so that a test can look at what each death leaves behind."""

import os
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from types import FrameType
from typing import Any, NamedTuple

from django.db import connections

DIED = 9


class Death(NamedTuple):
    """`released`: what must not leave unlogged had begun to leave. `finished`: it lived to the end."""

    released: bool
    finished: bool


def dying_at(
    point: int, act: Callable[[], object], *, files: Collection[str], release: Collection[tuple[str, str]]
) -> Death:
    """Run `act` in a child process that dies, as by kill -9, at the `point`-th line it reaches in `files` (ends
    of paths). `release`: (end of path, function) whose call means that content begins to leave."""
    connections.close_all()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _child(point, act, tuple(files), tuple(release), write)
    os.close(write)
    with os.fdopen(read, "rb") as said:
        told = said.read()
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, DIED), "the act itself failed"
    return Death(b"R" in told, os.waitstatus_to_exitcode(status) == 0)


def _child(
    point: int,
    act: Callable[[], object],
    files: tuple[str, ...],
    release: tuple[tuple[str, str], ...],
    write: int,
) -> None:
    left = point

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal left
        file, name = frame.f_code.co_filename, frame.f_code.co_name
        if event == "call" and any(file.endswith(end) and name == called for end, called in release):
            os.write(write, b"R")
        if not file.endswith(files):
            return None
        if event == "line":
            left -= 1
            if left == 0:
                os._exit(DIED)
        return trace

    status = 1
    try:
        sys.settrace(trace)
        act()
        status = 0
    finally:
        sys.settrace(None)
        with suppress(OSError):
            os.close(write)
        # Not sys.exit: the test run that was forked must not go on in the child.
        os._exit(status)


def at_every_point(
    act: Callable[[], object],
    *,
    files: Collection[str],
    release: Collection[tuple[str, str]],
    before: Callable[[], int],
) -> tuple[int, int]:
    """Let `act` die at each line in turn until it lives, and check after each death: what was released has its
    entry. `before` counts the entries. Returns how many deaths there were, and how many left an entry alone."""
    point = alone = 0
    while True:
        point += 1
        count = before()
        death = dying_at(point, act, files=files, release=release)
        entries = before() - count
        assert entries or not death.released, f"released without an entry when it died at point {point}"
        alone += bool(entries and not death.released)
        if death.finished:
            assert death.released
            return point - 1, alone
