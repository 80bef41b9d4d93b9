"""The connector against the replay server, over real sockets on loopback."""

import json
import time
from collections.abc import Iterator

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from ingest import bluesky
from ingest.jetstream import LOOK_BACK_S, JetstreamConnector, backoff_s
from ingest.jetstream_wire import V1_DICTIONARY, Position, Unpacker, read
from ingest.replay import ReplayServer
from stream.contracts import Cursor, Gap, Post
from stream.errors import BadInput
from stream.source import Note
from tests.ingest.wires import KEY, NOW, account, commit, identity, seal, wire

PARSE = bluesky.parser(seal, KEY)
PATIENCE_S = 30.0


def events(count: int, start: int = 0) -> list[dict[str, object]]:
    made = []
    for number in range(start, start + count):
        event = commit(text=f"Post number {number}.")
        event["commit"]["rkey"] = f"rkey{number}"
        made.append(event)
    return made


def ids(count: int, start: int = 0) -> set[str]:
    posts = [PARSE(line, NOW).events[0] for line in map(wire, events(count, start))]
    return {post.post_id for post in posts}


class Reader:
    """Polls as the pump does, and keeps what it saw."""

    def __init__(self, server: ReplayServer, cursor: Cursor | None) -> None:
        self.connector = JetstreamConnector(server.url, backoff_base_s=0.01, quiet_s=5)
        self.cursor = cursor
        self.ids: set[str] = set()
        self.records = 0
        self.gaps: list[Gap] = []
        self.notes: list[Note] = []
        self.connector.open(cursor)

    def poll(self, size: int = 50) -> int:
        wires = self.connector.poll(0.05, size)
        for record in wires.records:
            self.ids |= {event.post_id for event in PARSE(record, NOW).events if isinstance(event, Post)}
        self.records += len(wires.records)
        self.gaps += wires.gaps
        self.notes += wires.notes
        self.cursor = wires.cursor or self.cursor
        return len(wires.records)

    def until(self, done: object) -> None:
        assert callable(done)
        deadline = time.monotonic() + PATIENCE_S
        while not done():
            assert time.monotonic() < deadline, self.notes
            self.poll()


def begin() -> Cursor:
    """A cursor from before the server's first event, within its look-back."""
    return Cursor(source="bluesky", host="another", value=str(int(time.time() * 1e6)), at=NOW)


@pytest.fixture
def open_readers() -> Iterator[list[Reader]]:
    readers: list[Reader] = []
    yield readers
    for reader in readers:
        reader.connector.close()


def test_every_post_arrives_and_what_was_not_asked_for_does_not(open_readers: list[Reader]) -> None:
    like = commit()
    like["commit"]["collection"] = "app.bsky.feed.like"
    with ReplayServer([*events(100), like, identity(), account(active=False)], rate=0) as server:
        reader = Reader(server, begin())
        open_readers.append(reader)
        reader.until(lambda: reader.records >= 102)
    assert reader.ids == ids(100)
    assert reader.records == 102
    assert reader.gaps == []


def test_mid_frame_cuts_refusals_duplicates_and_disorder_lose_nothing(open_readers: list[Reader]) -> None:
    with ReplayServer(events(200), rate=0) as server:
        server.faults.refuse = [503, 429, 503]
        server.faults.cut_after = 120
        server.faults.duplicate_every = 7
        server.faults.reorder_every = 11
        reader = Reader(server, begin())
        open_readers.append(reader)
        reader.until(lambda: reader.ids == ids(200))
        assert server.faults.cut_after == 0
    said = " ".join(note.text for note in reader.notes)
    assert "503" in said
    assert "429" in said
    assert "lost" in said
    assert reader.gaps == []


def test_a_server_that_restarts_is_found_again(open_readers: list[Reader]) -> None:
    with ReplayServer(events(200), rate=0) as server:
        reader = Reader(server, begin())
        open_readers.append(reader)
        reader.until(lambda: len(reader.ids) >= 200)
        server.restart()
        for event in events(100, 200):
            server.put(event)
        reader.until(lambda: reader.ids == ids(300))


def test_the_cursor_covers_what_was_polled_and_nothing_more(open_readers: list[Reader]) -> None:
    with ReplayServer(events(100), rate=0) as server:
        connector = JetstreamConnector(server.url, backoff_base_s=0.01)
        connector.open(begin_at(server))
        records: list[bytes] = []
        while len(records) < 30:
            wires = connector.poll(1, 30 - len(records))
            records += wires.records
        # The process dies here: what its buffer held is lost, the cursor is all that is kept.
        connector.close()
        assert wires.cursor is not None
        assert int(wires.cursor.value) == json.loads(records[-1])["time_us"]
        reader = Reader(server, wires.cursor)
        open_readers.append(reader)
        reader.until(lambda: reader.ids >= ids(70, 30))


def test_a_full_buffer_stops_reading_and_loses_nothing(open_readers: list[Reader]) -> None:
    with ReplayServer(events(200), rate=0) as server:
        reader = Reader(server, None)
        reader.connector.close()
        reader.connector = JetstreamConnector(server.url, buffer=20, backoff_base_s=0.01)
        reader.connector.open(begin_at(server))
        open_readers.append(reader)
        assert server.exhausted.wait(PATIENCE_S)
        while len(reader.ids) < 200:
            assert reader.poll(7) <= 7
    assert reader.ids == ids(200)


def begin_at(server: ReplayServer) -> Cursor:
    return Cursor(source="bluesky", host=server.url, value=str(int((time.time() - 30) * 1e6)), at=NOW)


@pytest.mark.parametrize("age_s", [120.0, LOOK_BACK_S + 3600.0])
def test_what_the_server_no_longer_has_is_a_gap_with_its_bounds(
    age_s: float, open_readers: list[Reader]
) -> None:
    stale = str(int((time.time() - age_s) * 1e6))
    with ReplayServer(events(5), rate=0) as server:
        cursor = Cursor(source="bluesky", host=server.url.removeprefix("ws://"), value=stale, at=NOW)
        reader = Reader(server, cursor)
        open_readers.append(reader)
        reader.until(lambda: reader.ids == ids(5))
        server.restart()
        reader.until(lambda: any("lost" in note.text for note in reader.notes))
    [gap] = reader.gaps
    assert gap.first == stale
    assert int(gap.last) > int(stale)


def test_a_silent_server_is_left_and_asked_again(open_readers: list[Reader]) -> None:
    with ReplayServer(events(10), rate=0) as server:
        server.faults.silent = True
        reader = Reader(server, begin())
        reader.connector.close()
        reader.connector = JetstreamConnector(server.url, quiet_s=0.05, backoff_base_s=0.01)
        reader.connector.open(begin_at(server))
        open_readers.append(reader)
        reader.until(lambda: any("nothing came" in note.text for note in reader.notes))
        server.faults.silent = False
        reader.until(lambda: reader.ids == ids(10))


def test_a_server_that_is_away_is_noted_and_poll_returns(open_readers: list[Reader]) -> None:
    server = ReplayServer(events(3), rate=0).start()
    server.stop()
    reader = Reader(server, None)
    open_readers.append(reader)
    reader.until(lambda: reader.notes)
    assert reader.notes[0].kind == "error"
    assert "cannot be reached" in reader.notes[0].text


def test_a_future_or_foreign_stamp_cannot_move_the_cursor(open_readers: list[Reader]) -> None:
    with ReplayServer(events(2), rate=0) as server:
        server.put(b"not json")
        reader = Reader(server, begin_at(server))
        open_readers.append(reader)
        reader.until(lambda: reader.records >= 3)
        assert reader.cursor is not None
        assert int(reader.cursor.value) <= time.time() * 1e6


@pytest.mark.parametrize("url", ["https://example.org", "jetstream.example.org", "ws://"])
def test_a_wrong_url_is_named_with_the_remedy(url: str) -> None:
    with pytest.raises(BadInput, match="wss://"):
        JetstreamConnector(url)


@given(
    st.integers(0, 10_000), st.floats(0.01, 10, allow_subnormal=False), st.floats(0, 1, allow_subnormal=False)
)
def test_back_off_grows_is_spread_and_is_capped(attempt: int, base: float, chance: float) -> None:
    wait = backoff_s(attempt, base, chance)
    assert 0 < wait <= 60
    assert backoff_s(attempt, base, 0) <= wait <= 2 * backoff_s(attempt, base, 0)
    assert backoff_s(attempt + 1, base, chance) >= wait


def dictionary(number: int) -> bytes:
    """A zstd dictionary such as a server packs with."""
    samples: list[bytes | bytearray | memoryview[int]] = [wire(event) * 3 for event in events(60)]
    return zstandard.train_dictionary(2048, samples, dict_id=number).as_bytes()


def second(server: ReplayServer, cursor: Cursor | None, *, packed: bool = False) -> Reader:
    """A reader of the server's v2 wire."""
    reader = Reader(server, None)
    reader.connector.close()
    reader.connector = JetstreamConnector(
        server.url, version="v2", packed=packed, backoff_base_s=0.01, quiet_s=5
    )
    reader.connector.open(cursor)
    reader.cursor = cursor
    return reader


def host(server: ReplayServer) -> str:
    return server.url.removeprefix("ws://")


def at(server: ReplayServer, value: str) -> Cursor:
    return Cursor(source="bluesky", host=host(server), value=value, at=NOW)


@pytest.mark.parametrize("packed", [False, True])
def test_v2_is_resumed_by_its_sequence_number_through_cuts_and_refusals(
    packed: bool, open_readers: list[Reader]
) -> None:
    with ReplayServer(events(200), rate=0, dictionary=dictionary(77) if packed else None) as server:
        server.faults.refuse = [] if packed else [503, 429]
        server.faults.cut_after = 120
        server.faults.duplicate_every = 7
        reader = second(server, at(server, "1@1700000000000000"), packed=packed)
        open_readers.append(reader)
        reader.until(lambda: reader.ids == ids(200))
        assert server.faults.cut_after == 0
        assert reader.cursor is not None
        assert reader.cursor.value.startswith("200@")
        # What was handed out last comes again after the cursor, so nothing is missed in between.
        server.faults.error = "ConsumerTooSlow"
        again = second(server, reader.cursor, packed=packed)
        open_readers.append(again)
        again.until(lambda: again.ids == ids(1, 199))
    assert [*reader.gaps, *again.gaps] == []
    assert "ConsumerTooSlow" in " ".join(note.text for note in again.notes)
    assert "no zstd" not in " ".join(note.text for note in reader.notes)


def test_v2_says_that_a_cursor_is_too_old_and_the_gap_has_its_floor(open_readers: list[Reader]) -> None:
    with ReplayServer(events(95), rate=0, window=10) as server:
        assert server.exhausted.wait(PATIENCE_S)
        reader = second(server, at(server, "3@1700000000000000"))
        open_readers.append(reader)
        reader.until(lambda: reader.ids == ids(15, 80))
    [gap] = reader.gaps
    assert (gap.first, gap.last) == ("3@1700000000000000", "81")


def test_v2_on_another_server_is_resumed_by_time_and_says_so(open_readers: list[Reader]) -> None:
    with ReplayServer(events(20), rate=0) as server:
        assert server.exhausted.wait(PATIENCE_S)
        value = f"999999@{int(time.time() * 1e6)}"
        reader = second(server, Cursor(source="bluesky", host="elsewhere.example", value=value, at=NOW))
        open_readers.append(reader)
        reader.until(lambda: reader.ids == ids(20))
    [gap] = reader.gaps
    assert "another server" in gap.why


def test_v2_a_server_that_numbers_anew_is_a_gap_and_is_followed(open_readers: list[Reader]) -> None:
    """It answers a number that it has not reached with the newest events, so the old cursor would stand for ever."""
    with ReplayServer([], rate=0) as server:
        reader = second(server, at(server, f"999999@{int(time.time() * 1e6)}"))
        open_readers.append(reader)
        posts = iter(events(500))

        def noticed() -> bool:
            server.put(next(posts))
            return bool(reader.gaps)

        reader.until(noticed)
        reader.until(lambda: reader.ids == ids(server.produced))
        again = second(server, reader.cursor)
        open_readers.append(again)
        again.until(lambda: bool(again.ids))
    assert reader.cursor is not None
    assert reader.cursor.value.startswith(f"{server.produced}@")
    assert ["anew" in gap.why for gap in reader.gaps] == [True]
    assert again.gaps == []


def test_v2_a_notice_of_an_outdated_cursor_is_a_gap(open_readers: list[Reader]) -> None:
    with ReplayServer(events(5), rate=0) as server:
        server.faults.notice = "OutdatedCursor"
        reader = second(server, at(server, str(int((time.time() - 2) * 1e6))))
        open_readers.append(reader)
        reader.until(lambda: reader.ids == ids(5))
    assert reader.gaps
    assert "OutdatedCursor" in reader.notes[0].text


def test_v1_packed_frames_are_unpacked_with_the_file(open_readers: list[Reader]) -> None:
    file = dictionary(V1_DICTIONARY)
    with ReplayServer(events(50), rate=0, dictionary=file) as server:
        reader = Reader(server, None)
        reader.connector.close()
        reader.connector = JetstreamConnector(server.url, packed=True, dictionary=file, backoff_base_s=0.01)
        reader.connector.open(begin_at(server))
        open_readers.append(reader)
        reader.until(lambda: reader.ids == ids(50))
    with pytest.raises(BadInput, match="1612007021"):
        JetstreamConnector("wss://jetstream.example", packed=True, dictionary=dictionary(5))
    with pytest.raises(BadInput, match="not a zstd dictionary"):
        JetstreamConnector("wss://jetstream.example", packed=True, dictionary=b"nothing")


def test_v1_clamping_within_the_tolerance_of_clocks_is_still_a_gap(open_readers: list[Reader]) -> None:
    with ReplayServer(events(30), rate=0) as server:
        assert server.exhausted.wait(PATIENCE_S)
        reader = Reader(server, begin_at(server))
        open_readers.append(reader)
        reader.until(lambda: reader.ids == ids(30))
        reader.connector.close()
        server.restart(forget=True)
        server.put(events(1, 30)[0])
        assert reader.cursor is not None
        reader.connector.open(reader.cursor)
        reader.until(lambda: len(reader.ids) > 30)
    [gap] = reader.gaps
    assert gap.first == reader.gaps[0].first
    assert gap.why.startswith("the server no longer had")


@given(st.binary(max_size=60) | st.binary(max_size=40).map(lambda data: b"\x28\xb5\x2f\xfd" + data))
def test_no_frame_is_too_odd_to_unpack_or_to_place(data: bytes) -> None:
    assert isinstance(UNPACKER(data), bytes)
    assert read(data).kind in ("event", "info", "error")


@given(st.integers(0, 10**15 - 1), st.integers(0, 10**17 - 1))
def test_a_cursor_is_read_back_as_it_was_written(seq: int, us: int) -> None:
    assert Position.of(Position(us, seq).value) == Position(us, seq)
    assert Position.of(f"{us}-{seq}") is None


UNPACKER = Unpacker(dictionary(9))
