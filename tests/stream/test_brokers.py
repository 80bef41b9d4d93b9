"""What every broker promises, on each of them: memory, embedded, Apache Kafka."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stream.broker import Frame, Message, Missed, TopicPartition
from stream.errors import FirstbellError, Retriable
from tests.stream.rigs import (
    PATIENCE_S,
    EmbeddedRig,
    KafkaRig,
    Member,
    MemoryRig,
    Rig,
    ends,
    frames,
    numbers,
    take,
    until,
)


@pytest.fixture(params=["memory", "embedded", pytest.param("kafka", marks=pytest.mark.kafka)])
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    match request.param:
        case "memory":
            made: Rig = MemoryRig()
        case "embedded":
            made = EmbeddedRig(tmp_path)
        case _:
            made = KafkaRig(request.getfixturevalue("kafka_url"), request.getfixturevalue("prefix"))
    yield made
    made.close()


def test_partitions_keep_their_order_and_messages_their_content(rig: Rig) -> None:
    sent = frames(rig, 60)
    rig.broker.append(sent[:25])
    rig.broker.append(sent[25:])
    consumer = rig.broker.consumer("posts", "locate")
    got = take(consumer, 60)
    consumer.close()
    for partition in range(rig.broker.partitions("posts")):
        mine = [m for m in got if m.partition == partition]
        assert [m.offset for m in mine] == list(range(len(mine)))
        assert [(m.topic, m.value, m.count) for m in mine] == [
            (f.topic, f.value, f.count) for f in sent if f.partition == partition
        ]
        assert [m.appended_ms for m in mine] == sorted(m.appended_ms for m in mine)


def test_appended_ms_is_the_time_of_the_append(rig: Rig) -> None:
    before = time.time()
    rig.broker.append(frames(rig, 1))
    (message,) = rig.broker.scan("posts")
    # A broker elsewhere may have a clock a little off.
    assert before - 60 < message.appended_ms / 1000 < time.time() + 60


def test_what_was_not_committed_is_read_again(rig: Rig) -> None:
    rig.broker.append(frames(rig, 9))
    first = rig.broker.consumer("posts", "locate")
    took = take(first, 9)
    first.close()
    second = rig.broker.consumer("posts", "locate")
    assert set(take(second, 9)) == set(took)
    second.close()


def test_what_was_advanced_is_durable_and_not_read_again(rig: Rig) -> None:
    rig.broker.append(frames(rig, 9))
    first = rig.broker.consumer("posts", "locate")
    first.advance(frames(rig, 4, "located"), ends(take(first, 9)))
    first.close()
    rig.broker.append(frames(rig, 3, first=100))
    again = rig.another()
    second = again.consumer("posts", "locate")
    assert numbers(take(second, 3)) == [100, 101, 102]
    assert numbers(list(again.scan("located"))) == [0, 1, 2, 3]
    second.close()
    again.close()


def test_a_commit_may_cover_a_part_of_what_was_read(rig: Rig) -> None:
    rig.broker.append([Frame("posts", 0, b"%d" % i, 1) for i in range(10)])
    first = rig.broker.consumer("posts", "locate")
    take(first, 10)
    first.advance([], {TopicPartition("posts", 0): 6})
    first.close()
    second = rig.broker.consumer("posts", "locate")
    assert numbers(take(second, 4)) == [6, 7, 8, 9]
    second.close()


def test_frames_that_cannot_be_written_leave_the_offsets_where_they_were(rig: Rig) -> None:
    rig.broker.append(frames(rig, 3))
    first = rig.broker.consumer("posts", "locate")
    took = take(first, 3)
    with pytest.raises(FirstbellError):
        first.advance([Frame("located", 99, b"nowhere", 1)], ends(took))
    first.close()
    second = rig.broker.consumer("posts", "locate")
    assert numbers(take(second, 3)) == [0, 1, 2]
    second.close()


def test_every_group_reads_everything(rig: Rig) -> None:
    rig.broker.append(frames(rig, 6))
    for group in ("one", "two"):
        consumer = rig.broker.consumer("posts", group)
        took = take(consumer, 6)
        consumer.advance([], ends(took))
        consumer.close()
        assert numbers(took) == [0, 1, 2, 3, 4, 5]


def test_a_paused_consumer_gets_nothing_and_loses_nothing(rig: Rig) -> None:
    rig.broker.append(frames(rig, 3))
    consumer = rig.broker.consumer("posts", "locate")
    took = take(consumer, 2)
    consumer.pause()
    rig.broker.append(frames(rig, 3, first=3))
    for _ in range(5):
        assert list(consumer.poll(0.05, 10)) == []
    consumer.resume()
    assert numbers(took + take(consumer, 4)) == [0, 1, 2, 3, 4, 5]
    consumer.close()


def test_a_consumer_that_starts_paused_gets_nothing_and_loses_nothing(rig: Rig) -> None:
    rig.broker.append(frames(rig, 6))
    consumer = rig.broker.consumer("posts", "locate")
    consumer.pause()
    for _ in range(10):
        assert list(consumer.poll(0.1, 10)) == []
    consumer.resume()
    assert numbers(take(consumer, 6)) == [0, 1, 2, 3, 4, 5]
    consumer.close()


def test_a_poll_gives_no_more_than_was_asked_for(rig: Rig) -> None:
    rig.broker.append(frames(rig, 12))
    consumer = rig.broker.consumer("posts", "locate")
    found: list[Message] = []
    deadline = time.monotonic() + PATIENCE_S
    while len(found) < 12 and time.monotonic() < deadline:
        part = consumer.poll(0.2, 5)
        assert len(part) <= 5
        found += part
    assert numbers(found) == list(range(12))
    consumer.close()


def test_two_members_of_a_group_share_its_partitions_or_the_second_is_told(rig: Rig) -> None:
    if not rig.members_share:
        first = rig.broker.consumer("posts", "locate")
        with pytest.raises(Retriable, match="one worker a stage"):
            rig.another().consumer("posts", "locate")
        first.close()
        return
    with Member(rig) as one, Member(rig) as two:
        sent = 0
        while not (one.got and two.got):
            rig.broker.append(frames(rig, 6, first=sent))
            sent += 6
            until(lambda: one.numbers() | two.numbers() == set(range(sent)))  # noqa: B023 - called at once
        # Settled: each partition now has one reader.
        before = len(one.got), len(two.got)
        rig.broker.append(frames(rig, 6, first=sent))
        until(lambda: one.numbers() | two.numbers() == set(range(sent + 6)))
    late = [{m.partition for m in member.got[n:]} for member, n in zip((one, two), before, strict=True)]
    assert not late[0] & late[1]


def test_what_retention_took_away_is_told_once_and_reading_goes_on(rig: Rig) -> None:
    rig.broker.append([Frame("posts", 0, b"%d" % i, 1) for i in range(8)])
    consumer = rig.broker.consumer("posts", "locate")
    consumer.advance([], ends(take(consumer, 2)))
    consumer.close()
    rig.forget("posts", 0, 5)
    consumer = rig.broker.consumer("posts", "locate")
    assert numbers(take(consumer, 3)) == [5, 6, 7]
    assert list(consumer.missed()) == [Missed("posts", 0, 2, 5)]
    assert list(consumer.missed()) == []
    consumer.close()


def test_a_gap_is_told_although_nothing_is_left_to_read(rig: Rig) -> None:
    rig.broker.append([Frame("posts", 0, b"%d" % i, 1) for i in range(4)])
    consumer = rig.broker.consumer("posts", "locate")
    consumer.advance([], ends(take(consumer, 1)))
    consumer.close()
    rig.forget("posts", 0, 4)
    consumer = rig.broker.consumer("posts", "locate")
    missed: list[Missed] = []
    deadline = time.monotonic() + PATIENCE_S
    while not missed and time.monotonic() < deadline:
        assert list(consumer.poll(0.1, 10)) == []
        missed += consumer.missed()
    assert missed == [Missed("posts", 0, 1, 4)]
    consumer.close()


def test_a_scan_sees_what_was_there_and_moves_no_group(rig: Rig) -> None:
    assert list(rig.broker.scan("posts")) == []
    rig.broker.append(frames(rig, 7))
    scan = rig.broker.scan("posts")
    seen = [next(scan)]
    rig.broker.append(frames(rig, 2, first=7))
    seen += scan
    assert numbers(seen) == list(range(7))
    assert numbers(list(rig.broker.scan("posts"))) == list(range(9))
    consumer = rig.broker.consumer("posts", "locate")
    assert numbers(take(consumer, 9)) == list(range(9))
    consumer.close()


def test_one_message_can_be_read_again_while_it_is_held(rig: Rig) -> None:
    rig.broker.append([Frame("posts", 0, b"%d" % i, i + 1) for i in range(4)])
    at = TopicPartition("posts", 0)
    found = rig.broker.read(at, 2)
    assert found is not None
    assert (found.offset, found.value, found.count) == (2, b"2", 3)
    assert rig.broker.read(at, 4) is None
    rig.forget("posts", 0, 3)
    assert rig.broker.read(at, 2) is None
    assert (kept := rig.broker.read(at, 3)) is not None
    assert kept.value == b"3"


def test_lag_counts_records_and_tells_the_age_of_the_oldest(rig: Rig) -> None:
    rig.broker.append([Frame("posts", 0, b"a", 10), Frame("posts", 0, b"b", 200)])
    consumer = rig.broker.consumer("posts", "locate")
    assert consumer.lag().records == 210
    took = take(consumer, 2)
    consumer.advance([], {TopicPartition("posts", 0): 1})
    lag = consumer.lag()
    assert lag.records == 200
    assert 0 <= lag.seconds < 600
    consumer.advance([], ends(took))
    assert (consumer.lag().records, consumer.lag().seconds) == (0, 0.0)
    consumer.close()


def test_a_lease_has_one_holder(rig: Rig) -> None:
    other = rig.another()
    mine, theirs = rig.broker.lease("bluesky"), other.lease("bluesky")
    until(mine.held)
    for _ in range(3):
        assert not theirs.held()
        assert mine.held()
    mine.release()
    until(theirs.held)
    theirs.release()
    other.close()


def test_leases_of_two_names_have_nothing_to_do_with_each_other(rig: Rig) -> None:
    one, two = rig.broker.lease("bluesky"), rig.broker.lease("import")
    until(one.held)
    until(two.held)
    one.release()
    two.release()


def test_opening_again_changes_nothing(rig: Rig) -> None:
    rig.broker.append(frames(rig, 3))
    again = rig.another()
    again.open(["posts", "located"])
    assert again.partitions("posts") == rig.broker.partitions("posts")
    assert numbers(list(again.scan("posts"))) == [0, 1, 2]
    again.close()


def test_a_topic_that_was_not_opened_is_named(rig: Rig) -> None:
    with pytest.raises(FirstbellError, match="reviewed"):
        rig.broker.partitions("reviewed")
