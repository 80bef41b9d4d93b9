"""Invented records for the tests of `stream`, and hypothesis strategies for them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from hypothesis import strategies as st

from stream import topics, wire
from stream.broker import Broker
from stream.contracts import Cursor, DeadLetter, Deletion, Drop, Gap, Point, Post, Reason, Record
from stream.keyring import Ring

NOW = datetime(2026, 3, 2, 8, 15, tzinfo=UTC)


def post(number: int, text: str = "the bus is late again", version: str = "1") -> Post:
    return Post(post_id=f"{number:08x}", version=version, source="test", text=text, received_at=NOW)


def posts(count: int, text: str = "the bus is late again") -> list[Post]:
    return [post(number, text) for number in range(count)]


def deletion(number: int) -> Deletion:
    return Deletion(post_id=f"{number:08x}", source="test", received_at=NOW)


def put(
    broker: Broker, ring: Ring, records: Sequence[Record], topic: str = topics.POSTS, each: int = 10
) -> None:
    """Append `records`, `each` at a time."""
    broker.open(topics.ALL)
    for start in range(0, len(records), each):
        broker.append(wire.frames(records[start : start + each], broker.partitions(topic), topic, ring))


def held(broker: Broker, ring: Ring, topic: str) -> list[Record]:
    """All records that the topic holds."""
    return [r for message in broker.scan(topic) for r in wire.decode(message.value, ring, topic)]


def ids(records: Iterable[Record]) -> set[tuple[str, str]]:
    return {
        (r.post_id, getattr(r, "version", ""))
        for r in records
        if isinstance(r, Post | Drop | Deletion | DeadLetter)
    }


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
moments = st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds UTC
numbers = st.integers(0, 40)
any_post = st.builds(
    Post,
    post_id=numbers.map(lambda n: f"{n:08x}"),
    version=texts,
    source=texts,
    text=texts,
    received_at=moments,
    created_at=st.none() | moments,
    lang=st.none() | texts,
    point=st.none()
    | st.builds(
        Point, lon=st.floats(-180, 180, allow_subnormal=False), lat=st.floats(-90, 90, allow_subnormal=False)
    ),
    envelope=st.binary(max_size=40),
)
any_deletion = st.builds(deletion, numbers)
any_record = st.one_of(
    any_post,
    any_deletion,
    st.builds(Drop, post_id=texts, version=texts, reason=st.sampled_from(Reason), stage=texts),
    st.builds(Cursor, source=texts, host=texts, value=texts, at=moments),
    st.builds(Gap, post_id=texts, where=texts, first=texts, last=texts, at=moments, why=texts),
)
