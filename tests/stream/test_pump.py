"""From a source into the stream: durable first, cursor second, whatever write fails."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream import topics, wire
from stream.broker import Frame
from stream.brokers.memory import MemoryBroker
from stream.contracts import Cursor, Deletion, Gap, Post, Reason
from stream.errors import Fatal
from stream.keyring import KeyRing
from stream.metrics import Meter
from stream.pump import Seen, run_source
from stream.retry import Flag
from stream.source import Event, Note, Parsed, Wires
from tests.stream.records import NOW, deletion, held, ids, post, posts

RING = KeyRing.throwaway()
SOURCE = '{source="test"}'


@dataclass
class Tape:
    """A connector that plays `records`; its cursor is how many were given, and starts inclusive."""

    records: Sequence[bytes]
    each: int = 3
    name: str = "test"
    gaps: list[Gap] = field(default_factory=list)
    opened: list[str | None] = field(default_factory=list)
    given: int = 0
    on_poll: Callable[[], None] = lambda: None

    def open(self, cursor: Cursor | None) -> None:
        self.opened.append(cursor.value if cursor else None)
        self.given = max(0, int(cursor.value) - 1) if cursor else 0

    def poll(self, timeout_s: float, max_records: int) -> Wires:
        self.on_poll()
        found = self.records[self.given : self.given + self.each]
        self.given += len(found)
        gaps, self.gaps = self.gaps, []
        return Wires(
            records=found,
            received_at=NOW,
            cursor=Cursor(source=self.name, host="tape", value=str(self.given), at=NOW) if found else None,
            gaps=gaps,
            finished=self.given == len(self.records),
        )

    def close(self) -> None:
        self.opened.append("closed")


def numbered(text: str) -> Parsed:
    number, _, version = text.partition(".")
    return Parsed(events=[post(int(number), version=version or "1")])


def broken(text: str) -> Parsed:
    raise ValueError(f"planted-secret {text}")


LETTERS: dict[str, Callable[[str], Parsed]] = {
    "x": lambda text: Parsed(error="field `text` is missing: it is required"),
    "!": broken,
    "o": lambda text: Parsed(drops=[Reason.OTHER_COLLECTION]),
    "d": lambda text: Parsed(events=[deletion(int(text[1:]))]),
    "n": lambda text: Parsed(
        events=[post(int(text[1:]))], notes=[Note("error", "field `langs` was ignored")]
    ),
    "g": lambda text: Parsed(events=[gap(text)]),
    "s": lambda text: Parsed(events=[post(int(text[1:]), "\ud800")]),
    "e": lambda text: Parsed(events=[post(int(text[1:]))], edited=True),
}


def parse(record: bytes, received_at: datetime) -> Parsed:
    """A number (and a version) is a post; LETTERS has the rest."""
    text = record.decode()
    return LETTERS.get(text[0], numbered)(text)


def gap(name: str) -> Gap:
    return Gap(post_id=name, where="test", first="1", last="2", at=NOW, why="look-back")


def tape(*records: str | int, **options: Any) -> Tape:
    return Tape([str(r).encode() for r in records], **options)


def run(broker: MemoryBroker, source: Tape, **options: Any) -> Meter:
    meter = Meter()
    options = {"stop": Flag(), **options}
    run_source(source, parse, broker, RING, meter=meter, **options)
    return meter


def test_everything_is_durable_and_then_the_cursor() -> None:
    broker = MemoryBroker(2)
    meter = run(broker, tape(*range(10)))
    assert ids(held(broker, RING, topics.POSTS)) == ids(posts(10))
    cursors = held(broker, RING, topics.CURSORS)
    assert [c.value for c in cursors if isinstance(c, Cursor)][-1] == "10"
    shown = meter.snapshot()
    assert shown[f"firstbell_source_records_total{SOURCE}"] == 10
    assert shown[f"firstbell_source_active{SOURCE}"] == 0
    assert shown['firstbell_records_out_total{stage="ingest"}'] == 10


def test_the_next_start_goes_on_at_the_cursor() -> None:
    broker = MemoryBroker()
    run(broker, tape(*range(5)))
    source = tape(*range(9))
    run(broker, source)
    assert source.opened[0] == "5"
    assert ids(held(broker, RING, topics.POSTS)) == ids(posts(9))


def test_a_cursor_frame_names_its_source() -> None:
    kept: list[Frame] = []

    class Watching(MemoryBroker):
        def append(self, frames: Sequence[Frame]) -> None:
            kept.extend(frames)
            super().append(frames)

    run(Watching(), tape(1))
    assert [frame.key for frame in kept if frame.topic == topics.CURSORS] == ["test"]


def test_what_is_not_a_post_is_counted_and_said_without_content(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    broker = MemoryBroker()
    meter = run(broker, tape(1, "x", "o", "n2", "!3", "s4", "d1", 5))
    assert len(held(broker, RING, topics.POSTS)) == 4
    shown = meter.snapshot()
    assert shown[f"firstbell_source_errors_total{SOURCE}"] == 2
    assert shown['firstbell_source_notes_total{source="test",kind="error"}'] == 1
    assert shown['firstbell_drops_total{stage="ingest",reason="other_collection"}'] == 1
    assert shown['firstbell_drops_total{stage="ingest",reason="bad_record"}'] == 1
    assert shown[f"firstbell_source_records_total{SOURCE}"] == 8
    assert "field `text` is missing" in caplog.text
    assert "planted-secret" not in caplog.text


def test_gaps_are_recorded_and_said(caplog: pytest.LogCaptureFixture) -> None:
    broker = MemoryBroker()
    meter = run(broker, tape(1, "g7", gaps=[gap("g6")]))
    assert {g.post_id for g in held(broker, RING, topics.GAPS) if isinstance(g, Gap)} == {"g6", "g7"}
    assert meter.snapshot()[f"firstbell_source_gaps_total{SOURCE}"] == 2
    assert "may have missed" in caplog.text


def test_a_replay_is_dropped_and_an_edit_back_is_not() -> None:
    broker = MemoryBroker()
    meter = run(broker, tape("1.a", "1.a", "1.b", "1.a", 2, 2, "d2", 2))
    came = [
        (r.post_id[-1], r.version if isinstance(r, Post) else "gone")
        for r in held(broker, RING, topics.POSTS)
        if isinstance(r, Post | Deletion)
    ]
    assert came == [("1", "a"), ("1", "b"), ("1", "a"), ("2", "1"), ("2", "gone"), ("2", "1")]
    assert meter.snapshot()['firstbell_drops_total{stage="ingest",reason="duplicate"}'] == 2


def test_a_later_version_is_marked_as_an_edit() -> None:
    broker = MemoryBroker()
    run(broker, tape("1.a", "1.b", 2, "d2", 2, "e3"))
    came = [r.edited for r in held(broker, RING, topics.POSTS) if isinstance(r, Post)]
    assert came == [False, True, False, False, True]


events = st.builds(post, st.integers(0, 4), version=st.sampled_from("ab")) | st.builds(
    deletion, st.integers(0, 4)
)


@given(st.lists(events, max_size=20), st.integers(1, 5))
@settings(max_examples=50)
def test_what_is_dropped_as_replayed_changes_no_post_in_the_end(seen: list[Event], size: int) -> None:
    def state(given: Sequence[Event]) -> dict[str, str]:
        last: dict[str, str] = {}
        for event in given:
            if isinstance(event, Post):
                last[event.post_id] = event.version
            elif isinstance(event, Deletion):
                last.pop(event.post_id, None)
        return last

    memory = Seen(size)
    assert state([event for event in seen if not memory.replayed(event)]) == state(seen)


class Ordered(MemoryBroker):
    """Checks, whenever a cursor is written, that what it covers is durable."""

    def append(self, frames: Sequence[Frame]) -> None:
        for cursor in (
            c for f in frames if f.topic == topics.CURSORS for c in wire.decode(f.value, RING, f.topic)
        ):
            assert isinstance(cursor, Cursor)
            assert ids(posts(min(10, int(cursor.value)))) <= ids(held(self, RING, topics.POSTS))
        super().append(frames)


def _writes() -> int:
    broker = MemoryBroker(2)
    run(broker, tape(*range(10), "d3", gaps=[gap("g1")]))
    return broker.writes


@pytest.mark.parametrize("persist", [False, True])
@pytest.mark.parametrize("nth", range(1, _writes() + 1))
def test_every_write_lost_or_done_but_reported_failed(nth: int, persist: bool) -> None:
    broker = Ordered(2, fail_at=nth, persist_on_fail=persist)
    meter = run(broker, tape(*range(10), "d3", gaps=[gap("g1")]))
    assert ids(held(broker, RING, topics.POSTS)) == {*ids(posts(10)), *ids([deletion(3)])}
    assert [c.value for c in held(broker, RING, topics.CURSORS) if isinstance(c, Cursor)][-1] == "11"
    assert meter.snapshot()['firstbell_retries_total{stage="ingest"}'] == 1


def test_a_stop_while_the_broker_is_away_moves_no_cursor() -> None:
    stop = Flag()

    class Away(MemoryBroker):
        def append(self, frames: Sequence[Frame]) -> None:
            self.fail_at = self.writes + 1
            stop.set()
            super().append(frames)

    broker = Away()
    source = tape(*range(10))
    run(broker, source, stop=stop)
    assert source.given == 3, "nothing more is taken in while nothing can be kept"
    assert held(broker, RING, topics.CURSORS) == []


def test_a_source_that_is_switched_off_is_left_and_goes_on_at_its_cursor() -> None:
    broker = MemoryBroker()
    asked = 0

    def enabled() -> bool:
        nonlocal asked
        asked += 1
        return asked not in {3, 4}

    source = tape(*range(12))
    run(broker, source, enabled=enabled, await_s=0)
    assert source.opened == [None, "closed", "6", "closed"]
    assert ids(held(broker, RING, topics.POSTS)) == ids(posts(12))


def test_one_connector_is_active() -> None:
    broker, stop, asked = MemoryBroker(), Flag(), 0
    other = broker.lease("test")
    assert other.held()

    def enabled() -> bool:
        nonlocal asked
        asked += 1
        if asked == 3:
            stop.set()
        return True

    waiting = tape(1, 2)
    run(broker, waiting, stop=stop, enabled=enabled, await_s=0)
    assert waiting.opened == []
    other.release()
    run(broker, waiting)
    assert waiting.opened == [None, "closed"]
    assert other.held(), "the lease was given back"


def test_a_cursor_whose_key_was_destroyed_is_a_gap_and_a_new_start() -> None:
    old = KeyRing.throwaway()
    broker = MemoryBroker()
    broker.open(topics.ALL)
    cursor = Cursor(source="test", host="tape", value="5", at=NOW)
    broker.append(wire.frames([cursor], 1, topics.CURSORS, old))
    ring = KeyRing(RING.keys, dict.fromkeys(old.keys, 1), RING.period_s)
    source = tape(1)
    run_source(source, parse, broker, ring, meter=Meter(), stop=Flag())
    assert source.opened[0] is None
    (found,) = held(broker, RING, topics.GAPS)
    assert isinstance(found, Gap)
    assert (found.where, found.why) == ("test", "the cursor's key was destroyed")


def test_fatal_goes_to_the_caller_and_the_source_is_closed() -> None:
    def broken() -> None:
        raise Fatal("the seal's key is missing")

    source = tape(1, on_poll=broken)
    with pytest.raises(Fatal, match="seal"):
        run(MemoryBroker(), source)
    assert source.opened == [None, "closed"]


def test_cursors_are_read_per_source() -> None:
    broker = MemoryBroker(3)
    run(broker, tape(1, 2, 3))
    other = tape(4, name="other")
    run(broker, other)
    assert other.opened[0] is None
