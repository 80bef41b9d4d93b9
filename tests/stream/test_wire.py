"""Frames: what goes in comes out, and nothing else opens."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stream import wire
from stream.contracts import Post, Record, key_of
from stream.keyring import KeyRing
from tests.stream.records import any_post, any_record, post, posts

RING = KeyRing.throwaway()
HEADER = 29


@given(st.lists(any_record, max_size=8))
@settings(max_examples=40)
def test_what_goes_in_comes_out(records: list[Record]) -> None:
    assert wire.decode(wire.encode(records, RING, "posts"), RING, "posts") == records


@given(st.lists(any_post, max_size=15), st.integers(1, 5), st.integers(1, 1000))
@settings(max_examples=30)
def test_frames_keep_order_partition_and_bound(records: list[Post], partitions: int, bound: int) -> None:
    made = wire.frames(records, partitions, "posts", RING, bound)
    came: dict[str, list[Record]] = defaultdict(list)
    for frame in made:
        inside = wire.decode(frame.value, RING, "posts")
        assert frame.count == len(inside) > 0
        assert frame.count == 1 or len(frame.value) <= bound + HEADER + 16
        for record in inside:
            assert frame.partition == wire.partition_of(key_of(record), partitions)
            came[key_of(record)].append(record)
    sent: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        sent[key_of(record)].append(record)
    assert came == sent


def test_a_key_has_the_same_partition_for_ever() -> None:
    assert [wire.partition_of(key, 6) for key in ("00000000", "00000001", "a", "é")] == [5, 5, 3, 2]


def test_a_batch_of_one_partition_is_one_frame_and_nothing_is_none() -> None:
    assert len(wire.frames(posts(500), 1, "posts", RING)) == 1
    assert wire.frames([], 6, "posts", RING) == []


@given(st.data())
@settings(max_examples=40)
def test_a_changed_or_shortened_frame_does_not_open(data: st.DataObject) -> None:
    value = wire.encode(posts(3), RING, "posts")
    place = data.draw(st.integers(0, len(value) - 1).filter(lambda i: not 5 <= i < 13))
    changed = bytearray(value)
    changed[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(wire.BadFrame):
        wire.decode(bytes(changed), RING, "posts")
    with pytest.raises(wire.BadFrame):
        wire.decode(value[:place], RING, "posts")


def test_a_frame_opens_in_its_own_topic_only() -> None:
    with pytest.raises(wire.BadFrame, match="changed or cut short"):
        wire.decode(wire.encode(posts(1), RING, "posts"), RING, "located")


@pytest.mark.parametrize("place", [2, 4])
def test_an_unknown_version_names_itself_and_the_remedy(place: int) -> None:
    value = bytearray(wire.encode(posts(1), RING, "posts"))
    value[place] = 9
    with pytest.raises(wire.UnknownVersion, match=r"9.*run the version that wrote it"):
        wire.decode(bytes(value), RING, "posts")


def test_bad_records_cost_themselves_only() -> None:
    good = posts(2)
    lines = wire._lines([good[0]]) + b'{"type":"post"}\n{"type":"unheard-of"}\n' + wire._lines([good[1]])
    with pytest.raises(wire.BadRecords) as caught:
        wire.decode(wire._seal(lines, 4, RING, "posts"), RING, "posts")
    assert caught.value.records == [good[0], None, None, good[1]]


def test_what_cannot_be_written_is_said_without_its_content() -> None:
    with pytest.raises(wire.BadOutput) as caught:
        wire.encode([post(1, "planted-word \ud800")], RING, "posts")
    assert "planted" not in str(caught.value)
    assert caught.value.__suppress_context__
    with pytest.raises(wire.BadOutput, match="bytes"):
        wire.frames([post(1, "x" * 2_000_000)], 1, "posts", RING)


def test_no_text_lies_readable_in_a_frame() -> None:
    value = wire.encode([post(1, "planted-word")], RING, "posts")
    assert b"planted" not in value
    assert b"00000001" not in value


def test_a_record_larger_than_a_message_is_refused_and_not_sent() -> None:
    huge = post(1, "x" * (wire.MAX_FRAME + 1))
    with pytest.raises(wire.BadOutput, match="larger than a message"):
        wire.frames([huge], 1, "posts", KeyRing.throwaway())
