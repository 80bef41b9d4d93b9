"""Numbers and grounds in words."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from review_ui import words
from stream.contracts import Ground

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_rank_is_a_bound_in_words() -> None:
    assert words.rank(0.0009) == "fewer than 1 in 1,000 ordinary posts score this high"
    assert words.rank(0.001) == "fewer than 1 in 500 ordinary posts score this high"
    assert words.rank(0.9) == "many ordinary posts score this high"


@given(st.floats(0, 1, allow_subnormal=False))
def test_a_rank_never_claims_more_than_is_true_and_shows_no_percentage(share: float) -> None:
    said = words.rank(share)
    assert "%" not in said
    if said.startswith("fewer"):
        assert share < 1 / int(said.split(" in ")[1].split()[0].replace(",", ""))


def test_the_claimed_time_is_set_against_our_clock() -> None:
    assert "no usable time" in words.claimed_time(None, NOW)
    assert words.claimed_time(NOW, NOW) == "The same time, within two minutes."
    assert words.claimed_time(NOW - timedelta(minutes=7), NOW) == "7 minutes before we received it."
    assert "3 days" in words.claimed_time(NOW - timedelta(days=3), NOW)
    assert "clock is wrong" in words.claimed_time(NOW + timedelta(hours=1), NOW)


def test_grounds_say_what_a_person_can_check() -> None:
    inside = Ground(school="s", boundary="b", basis="coordinates", edge_m=38.2, precision_m=10)
    assert words.ground(inside, "Heron High") == (
        "The post's coordinates lie inside the boundary of Heron High, 38 metres from its edge."
        " The source states the place to about 10 metres."
    )
    named = Ground(school="s", boundary="b", basis="name", start=0, end=3, because=("its city is named",))
    assert words.ground(named, "Heron High") == "The post names Heron High. Because: its city is named."
    outside = Ground(school="s", boundary="b", basis="coordinates", edge_m=-12)
    assert "outside the boundary" in words.ground(outside, "Heron High")
    assert "hashtag" in words.ground(Ground(school="s", boundary="b", basis="hashtag"), "Heron High")
