"""The one loop: nothing lost, nothing silent, poison costs itself, whatever write fails."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream import topics, wire
from stream.broker import Frame, Message
from stream.brokers.memory import MemoryBroker, MemoryConsumer
from stream.contracts import Cleared, DeadLetter, Deletion, Drop, Gap, Post, Reason, Record, key_of
from stream.errors import BadInput, Fatal, Retriable
from stream.journal import Journal
from stream.keyring import KeyRing
from stream.metrics import Meter
from stream.retry import Flag
from stream.runner import redrive, run_stage
from stream.stage import Stage
from tests.stream.records import any_deletion, any_post, deletion, held, ids, post, posts, put

RING = KeyRing.throwaway()
Run = Callable[[Sequence[Post]], Sequence[Record | None]]


def even(batch: Sequence[Post]) -> list[Record | None]:
    """Keeps posts with an even number, and cannot take one whose text says so."""
    for record in batch:
        if record.text == "poison":
            raise ValueError(f"planted-secret {record.text}")
    return [
        record
        if int(record.post_id, 16) % 2 == 0
        else Drop(post_id=record.post_id, version=record.version, reason=Reason.NOT_NEAR)
        for record in batch
    ]


def locate(run: Run = even, **options: Any) -> Stage:
    return Stage("locate", topics.POSTS, topics.LOCATED, run, **options)


def drain(broker: MemoryBroker, stage: Stage, meter: Meter | None = None, **options: Any) -> Meter:
    meter = meter or Meter()
    run_stage(stage, broker, RING, meter=meter, stop=threading.Event(), drain=True, idle_s=0, **options)
    return meter


def number(meter: Meter, name: str, **labels: str) -> float:
    inner = ",".join(f'{label}="{value}"' for label, value in ({"stage": "locate"} | labels).items())
    return meter.snapshot()[f"firstbell_{name}{{{inner}}}"]


@given(
    st.lists(any_post | any_deletion, max_size=20), st.integers(1, 7), st.integers(1, 9), st.integers(1, 4)
)
@settings(max_examples=25)
def test_batching_is_invisible_and_nothing_leaves_silently(
    records: list[Post | Deletion], each: int, most: int, partitions: int
) -> None:
    broker = MemoryBroker(partitions)
    put(broker, RING, records, each=each)
    meter = drain(broker, locate(max_records=most, weigh=lambda record: len(record.text), max_weight=50))

    alone = [even([r])[0] if isinstance(r, Post) else r for r in records]
    out, drops = held(broker, RING, topics.LOCATED), held(broker, RING, topics.DROPS)
    for key in {r.post_id for r in records}:
        assert [r for r in out if key_of(r) == key] == [
            r for r in alone if r and key_of(r) == key and not isinstance(r, Drop)
        ]
    assert len(out) + len(drops) == len(records)
    assert all(isinstance(drop, Drop) and drop.stage == "locate" for drop in drops)
    assert number(meter, "records_in_total") == len(records)
    assert number(meter, "records_out_total") == len(out)
    assert number(meter, "drops_total", reason="not_near") == len(drops)
    assert number(meter, "lag_records") == 0


def test_an_edit_that_ends_here_is_told_to_the_queue_in_the_place_of_a_drop() -> None:
    broker = MemoryBroker()
    edit = msgspec.structs.replace(post(1, version="2"), edited=True)
    put(broker, RING, [post(1), edit, post(2), deletion(1)])
    drain(broker, locate())
    cleared, kept, gone = held(broker, RING, topics.LOCATED)
    assert isinstance(cleared, Cleared)
    assert (cleared.version, cleared.reason, cleared.stage) == ("2", Reason.NOT_NEAR, "locate")
    assert (ids([kept, gone]), len(held(broker, RING, topics.DROPS))) == (ids([post(2), deletion(1)]), 1)
    drain(broker, Stage("classify", topics.LOCATED, topics.SCORED, list))
    assert cleared in held(broker, RING, topics.SCORED)


def test_a_call_gets_no_more_than_it_can_take() -> None:
    calls: list[list[int]] = []

    def run(batch: Sequence[Post]) -> list[Post]:
        calls.append([len(record.text) for record in batch])
        return list(batch)

    broker = MemoryBroker()
    put(broker, RING, [post(n, "x" * (n % 13)) for n in range(100)], each=30)
    drain(broker, locate(run, max_records=9, weigh=lambda r: len(r.text), max_weight=40))
    assert sum(map(len, calls)) == 100
    assert all(len(call) <= 9 and sum(call) <= 40 for call in calls)
    assert max(map(len, calls)) > 3


@pytest.mark.parametrize("where", [[0], [99], [17, 18], [3, 40, 41, 97], range(100)])
def test_poison_costs_itself_only(where: Sequence[int], caplog: pytest.LogCaptureFixture) -> None:
    broker = MemoryBroker(2)
    records = [post(n, "poison" if n in where else "fine") for n in range(100)]
    put(broker, RING, records, each=20)
    meter = drain(broker, locate())

    letters = held(broker, RING, topics.DEAD)
    assert ids(letters) == ids(records[n] for n in where)
    for letter in letters:
        assert isinstance(letter, DeadLetter)
        assert (letter.stage, letter.error) == ("locate", "ValueError")
        found = redrive(broker, RING, locate(), letter)
        assert isinstance(found, Post)
        assert (found.post_id, found.text) == (letter.post_id, "poison")
    dead = [
        d for d in held(broker, RING, topics.DROPS) if isinstance(d, Drop) and d.reason is Reason.DEAD_LETTER
    ]
    assert ids(dead) == ids(letters)
    assert (
        number(meter, "dead_letters_total")
        == number(meter, "drops_total", reason="dead_letter")
        == len(where)
    )
    assert len(held(broker, RING, topics.LOCATED)) + len(held(broker, RING, topics.DROPS)) == 100
    assert "planted-secret" not in caplog.text


def test_a_letter_whose_record_is_gone_gives_nothing() -> None:
    broker = MemoryBroker()
    put(broker, RING, [post(0, "poison")])
    drain(broker, locate())
    (letter,) = held(broker, RING, topics.DEAD)
    assert isinstance(letter, DeadLetter)
    with pytest.raises(BadInput, match="of stage locate"):
        redrive(broker, RING, Stage("classify", topics.POSTS, None, even), letter)
    broker.forget(topics.POSTS, 0, 1)
    assert redrive(broker, RING, locate(), letter) is None


def test_what_no_frame_can_hold_is_a_dead_letter() -> None:
    def run(batch: Sequence[Post]) -> list[Post]:
        return [post(int(r.post_id, 16), "\ud800" if r.post_id.endswith("3") else "fine") for r in batch]

    broker = MemoryBroker()
    put(broker, RING, posts(10))
    drain(broker, locate(run))
    assert [r.error for r in held(broker, RING, topics.DEAD) if isinstance(r, DeadLetter)] == ["BadOutput"]
    assert len(held(broker, RING, topics.LOCATED)) == 9


def test_a_frame_that_does_not_open_is_one_dead_letter_and_the_rest_goes_on() -> None:
    broker = MemoryBroker()
    put(broker, RING, posts(4))
    broker.append([Frame(topics.POSTS, 0, b"not a frame", 7)])
    put(broker, RING, posts(6)[4:])
    meter = drain(broker, locate())
    (letter,) = held(broker, RING, topics.DEAD)
    assert isinstance(letter, DeadLetter)
    assert (letter.offset, letter.index, letter.error) == (1, 0, "BadFrame")
    assert number(meter, "dead_letters_total") == 7
    assert number(meter, "records_in_total") == 13
    assert redrive(broker, RING, locate(), letter) is None


def test_bad_records_in_a_frame_are_dead_letters_with_their_index() -> None:
    broker = MemoryBroker()
    broker.open(topics.ALL)
    lines = wire._lines([post(0)]) + b'{"type":"tomorrow"}\n' + wire._lines([post(2), post(3, "poison")])
    broker.append([Frame(topics.POSTS, 0, wire._seal(lines, 4, RING, topics.POSTS), 4)])
    meter = drain(broker, locate())
    letters = [r for r in held(broker, RING, topics.DEAD) if isinstance(r, DeadLetter)]
    assert [(letter.index, letter.error) for letter in letters] == [(1, "BadRecords"), (3, "ValueError")]
    assert redrive(broker, RING, locate(), letters[0]) is None
    assert redrive(broker, RING, locate(), letters[1]) == post(3, "poison")
    assert len(held(broker, RING, topics.LOCATED)) == 2
    assert number(meter, "records_in_total") == 4


def test_what_retention_took_is_a_recorded_gap(caplog: pytest.LogCaptureFixture) -> None:
    broker = MemoryBroker()
    put(broker, RING, posts(2), each=1)
    drain(broker, locate())
    put(broker, RING, posts(9)[2:], each=1)
    broker.forget(topics.POSTS, 0, 6)
    meter = drain(broker, locate())
    (gap,) = held(broker, RING, topics.GAPS)
    assert isinstance(gap, Gap)
    assert (gap.where, gap.first, gap.last, gap.why) == ("posts/0", "2", "6", "retention")
    assert number(meter, "gaps_total") == 1
    assert number(meter, "records_in_total") == 3
    assert "offsets 2 to 6" in caplog.text


def test_a_gap_with_nothing_after_it_is_recorded_once() -> None:
    broker = MemoryBroker(2)
    put(broker, RING, posts(9), each=1)
    drain(broker, locate())
    put(broker, RING, posts(9), each=1)
    for partition in range(2):
        broker.forget(topics.POSTS, partition, 100)
    drain(broker, locate())
    drain(broker, locate())
    assert len(held(broker, RING, topics.GAPS)) == 2
    assert broker.consumer(topics.POSTS, "locate").lag().records == 0


def test_a_frame_whose_key_was_destroyed_is_a_recorded_gap() -> None:
    old = KeyRing.throwaway()
    broker = MemoryBroker()
    put(broker, old, posts(2))
    put(broker, RING, posts(4)[2:])
    ring = KeyRing(RING.keys, dict.fromkeys(old.keys, 1), RING.period_s)
    run_stage(locate(), broker, ring, meter=Meter(), stop=Flag(), drain=True, idle_s=0)
    (gap,) = held(broker, RING, topics.GAPS)
    assert isinstance(gap, Gap)
    assert (gap.first, gap.last, gap.why) == ("0", "1", "retention")


def test_a_missing_key_stops_the_worker_and_keeps_the_frame() -> None:
    broker = MemoryBroker()
    put(broker, KeyRing.throwaway(), posts(2))
    with pytest.raises(Fatal, match="is not in the key ring"):
        drain(broker, locate())
    assert broker.consumer(topics.POSTS, "locate").lag().records == 2


def test_a_sink_gets_everything_and_drops_nothing_silently() -> None:
    got: list[Record] = []

    def store(batch: Sequence[Record]) -> list[Record | None]:
        got.extend(batch)
        return [
            Drop(post_id=r.post_id, version=r.version, reason=Reason.DUPLICATE)
            if isinstance(r, Post) and r.post_id.endswith("1")
            else None
            for r in batch
        ]

    broker = MemoryBroker()
    records: list[Record] = [*posts(3), deletion(1)]
    put(broker, RING, records)
    meter = drain(broker, Stage("queue", topics.POSTS, None, store))
    assert got == records
    assert number(meter, "records_out_total", stage="queue") == 3
    assert number(meter, "drops_total", stage="queue", reason="duplicate") == 1


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        (locate(lambda batch: batch[1:]), "9 outcomes for 10 records"),
        (locate(lambda batch: [None for _ in batch]), "no outcome"),
        (Stage("locate", topics.POSTS, None, lambda batch: batch), "is a sink"),
    ],
)
def test_a_stage_that_breaks_its_promise_stops(stage: Stage, message: str) -> None:
    broker = MemoryBroker()
    put(broker, RING, posts(10))
    with pytest.raises(Fatal, match=message):
        drain(broker, stage)
    assert broker.consumer(topics.POSTS, "locate").lag().records == 10


def test_a_database_that_is_away_is_waited_for() -> None:
    calls = 0

    def run(batch: Sequence[Post]) -> Sequence[Post]:
        nonlocal calls
        calls += 1
        if calls < 3:
            raise Retriable("the database is away")
        return batch

    broker = MemoryBroker()
    put(broker, RING, posts(10))
    meter = drain(broker, locate(run))
    assert len(held(broker, RING, topics.LOCATED)) == 10
    assert number(meter, "retries_total") == 2
    assert held(broker, RING, topics.DEAD) == []


def test_fatal_of_a_stage_goes_to_the_caller_and_advances_nothing() -> None:
    def run(batch: Sequence[Post]) -> Sequence[Post]:
        raise Fatal("the model's hash is wrong")

    broker = MemoryBroker()
    put(broker, RING, posts(10))
    with pytest.raises(Fatal, match="hash"):
        drain(broker, locate(run))
    assert broker.writes == 1


def test_a_stop_while_waiting_leaves_the_batch_for_the_next_start() -> None:
    stop = Flag()

    def run(batch: Sequence[Post]) -> Sequence[Post]:
        stop.set()
        raise Retriable("the database is away")

    broker = MemoryBroker()
    put(broker, RING, posts(10))
    run_stage(locate(run), broker, RING, meter=Meter(), stop=stop)
    drain(broker, locate())
    assert len(held(broker, RING, topics.LOCATED)) + len(held(broker, RING, topics.DROPS)) == 10


def test_a_stop_finishes_the_batch_in_hand() -> None:
    stop = Flag()

    def run(batch: Sequence[Post]) -> Sequence[Post]:
        stop.set()
        return batch

    broker = MemoryBroker()
    put(broker, RING, posts(30))
    run_stage(locate(run, max_records=10), broker, RING, meter=Meter(), stop=stop)
    assert ids(held(broker, RING, topics.LOCATED)) == ids(posts(10))
    assert broker.consumer(topics.POSTS, "locate").lag().records == 20


class WatchedConsumer(MemoryConsumer):
    """Tells what is asked of it, and frees the stage after a few polls while paused."""

    said: list[str]
    free: threading.Event

    def pause(self) -> None:
        super().pause()
        self.said.append("pause")

    def resume(self) -> None:
        super().resume()
        self.said.append("resume")

    def poll(self, timeout_s: float, max_messages: int) -> Sequence[Message]:
        if self.said[-1:] == ["pause"] or self.said[-1:] == ["poll"]:
            self.said.append("poll")
            if self.said.count("poll") == 3:
                self.free.set()
        return super().poll(timeout_s, max_messages)


class WatchedBroker(MemoryBroker):
    def consumer(self, topic: str, group: str) -> MemoryConsumer:
        made = WatchedConsumer(self, topic, group)
        made.said, made.free = self.said, self.free
        return made

    said: list[str]
    free: threading.Event


def test_a_slow_stage_has_its_consumer_paused_and_polled() -> None:
    broker = WatchedBroker()
    broker.said, broker.free = [], threading.Event()
    put(broker, RING, posts(10))

    def slow(batch: Sequence[Post]) -> Sequence[Post]:
        assert broker.free.wait(30)
        return batch

    drain(broker, locate(slow, patience_s=0.01))
    assert broker.said[0] == "pause"
    assert broker.said.count("poll") >= 3
    assert broker.said[-1] == "resume"
    assert len(held(broker, RING, topics.LOCATED)) == 10


def _writes() -> int:
    broker = MemoryBroker(2)
    put(broker, RING, [post(n, "poison" if n == 13 else "fine") for n in range(40)])
    before = broker.writes
    drain(broker, locate(max_records=20))
    return broker.writes - before


@pytest.mark.parametrize("persist", [False, True])
@pytest.mark.parametrize("nth", range(1, _writes() + 1))
def test_every_write_lost_or_done_but_reported_failed(nth: int, persist: bool) -> None:
    """The same sets of ids as without a fault, whichever write fails, in either way."""
    broker = MemoryBroker(2, persist_on_fail=persist)
    records = [post(n, "poison" if n == 13 else "fine") for n in range(40)]
    put(broker, RING, records)
    broker.fail_at = broker.writes + nth
    drain(broker, locate(max_records=20))

    out, drops = ids(held(broker, RING, topics.LOCATED)), ids(held(broker, RING, topics.DROPS))
    assert out == ids(r for n, r in enumerate(records) if n % 2 == 0)
    assert drops == ids(r for n, r in enumerate(records) if n % 2)
    assert ids(held(broker, RING, topics.DEAD)) == ids([records[13]])
    assert broker.consumer(topics.POSTS, "locate").lag().records == 0


class AwayBroker(MemoryBroker):
    """A consumer cannot be had the first times."""

    away = 3

    def consumer(self, topic: str, group: str) -> MemoryConsumer:
        if self.away:
            self.away -= 1
            raise Retriable("the broker is away")
        return super().consumer(topic, group)


def test_a_broker_that_is_away_at_the_start_is_waited_for() -> None:
    broker = AwayBroker()
    put(broker, RING, posts(4))
    drain(broker, locate())
    assert len(held(broker, RING, topics.LOCATED)) == 2


def test_a_stage_that_waits_has_nothing_in_hand(tmp_path: Path) -> None:
    """A kill during the wait says nothing about the records."""
    journal = Journal.claim(tmp_path, "locate")
    seen: list[bytes] = []

    class Peeking(Flag):
        def is_set(self) -> bool:
            seen.append(journal.path.read_bytes()[:1])
            return False

    def run(batch: Sequence[Post]) -> Sequence[Post]:
        seen.append(b"run " + journal.path.read_bytes()[:1])
        if seen.count(b"run [") == 1:
            raise Retriable("the database is away")
        return batch

    broker = MemoryBroker()
    put(broker, RING, posts(4))
    run_stage(locate(run), broker, RING, meter=Meter(), stop=Peeking(), journal=journal, drain=True, idle_s=0)
    journal.close()
    first = seen.index(b"run [")
    second = seen.index(b"run [", first + 1)
    assert set(seen[first + 1 : second]) == {b"\0"}


def test_the_journal_is_empty_after_a_clean_run(tmp_path: Path) -> None:
    broker = MemoryBroker()
    put(broker, RING, posts(4))
    journal = Journal.claim(tmp_path, "locate")
    drain(broker, locate(), journal=journal)
    path = journal.path
    journal.close()
    assert path.read_bytes()[:1] == b"\0"
