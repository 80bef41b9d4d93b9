from hypothesis import given
from hypothesis import strategies as st

from ingest import x
from ingest.replay_http import XTwin
from ingest.x_stream import XConnector
from tests.ingest.reading import Polled
from tests.ingest.samples import x_line
from tests.ingest.wires import KEY, seal

PARSE = x.parser(seal, KEY)


def line(number: int) -> object:
    return x_line(id=str(number), text=f"Number {number}", edit_history_tweet_ids=[str(number)])


def test_every_drop_is_a_gap_and_the_rest_arrives() -> None:
    with XTwin() as twin:
        twin.faults.refuse = [429, 503]
        twin.faults.cut_after = 4
        twin.faults.duplicate_every = 2
        with Polled(XConnector("token", url=twin.url, pace=0.001), PARSE) as read:
            read.until(lambda _: twin.stream.readers == 1)
            twin.put(line(1), None, line(2), line(3), line(4))
            read.until(lambda it: bool(it.gaps) and twin.stream.readers == 2)
            twin.put(line(5))
            read.until(lambda it: "Number 5" in it.texts)
            assert {"Number 1", "Number 2"} <= set(read.texts)
            cursor = read.cursor
        assert cursor is not None
        with Polled(XConnector("token", url=twin.url, pace=0.001), PARSE, cursor) as later:
            later.until(lambda it: bool(it.gaps))
    assert later.gaps[0].first == cursor.value
    assert "429" in read.said
    assert twin.asked[0].headers["authorization"] == "Bearer token"
    assert "geo.place_id" in twin.asked[0].query["expansions"]


def test_silence_is_left() -> None:
    with XTwin() as twin, Polled(XConnector("token", url=twin.url, pace=0.001, quiet_s=0.05), PARSE) as read:
        read.until(lambda it: twin.stream.readers > 2 and "nothing came" in it.said)


@given(st.integers(0, 200), st.floats(0, 1, allow_subnormal=False))
def test_back_off_follows_the_rules_of_the_source(attempt: int, chance: float) -> None:
    read = XConnector("token")
    network, refused, rate = (
        read._backoff_s(fault, attempt, chance) for fault in ("network", "http", "rate")
    )
    assert network == min(16.0, 0.25 * (attempt + 1))
    assert 5.0 <= refused <= 320.0
    assert 60.0 <= rate <= 900.0
