"""When somebody watches, from the district file."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import coverage
from privacy.coverage import Coverage
from stream.errors import BadInput

ZONE = ZoneInfo("America/Los_Angeles")
SAMPLE = Path(__file__).parents[2] / "firstbell" / "demo_data" / "district.toml"


def sample() -> Coverage:
    file = tomllib.loads(SAMPLE.read_text("utf-8"))
    return coverage.parse(file["coverage"], file["on_call"], file["call_sheet"])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("moment", "watched", "opens"),
    [
        ("2026-11-23 07:30", True, "2026-11-23 07:30"),
        ("2026-11-23 16:59", True, "2026-11-23 16:59"),
        ("2026-11-23 17:00", False, "2026-11-24 07:30"),
        ("2026-11-23 03:00", False, "2026-11-23 07:30"),
        ("2026-11-21 12:00", False, "2026-11-23 07:30"),
        ("2026-11-26 12:00", False, "2026-11-30 07:30"),
        ("2026-03-06 18:00", False, "2026-03-09 07:30"),
    ],
)
def test_hours_holidays_and_the_change_of_the_clocks(moment: str, watched: bool, opens: str) -> None:
    found = sample()
    assert found.watching(at(moment).astimezone(UTC)) is watched
    assert found.next_open(at(moment)) == at(opens)


def test_the_sample_names_people_by_key_and_lines_to_call() -> None:
    found = sample()
    assert [person.key for person in found.on_call] == ["on_call:1", "on_call:2", "on_call:3"]
    assert found.person("on_call:2") == found.on_call[1]
    assert found.person("on_call:9") is None
    assert "988" in {line.phone for line in found.call_sheet}
    assert found.repeat == timedelta(minutes=10)


def test_nothing_stated_is_nobody_watching() -> None:
    found = coverage.parse({}, [], [])
    now = datetime.now(UTC)
    assert not found.watching(now)
    assert found.next_open(now) is None
    assert found.on_call == ()


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001 - bounds are naive
def test_next_open_is_the_first_watched_moment(moment: datetime) -> None:
    found = sample()
    opens = found.next_open(moment)
    assert opens is not None
    assert found.watching(opens)
    assert opens >= moment
    if opens > moment:
        assert not found.watching(moment)
        assert not found.watching(opens - timedelta(seconds=1))


def test_an_officer_and_a_repeat() -> None:
    found = coverage.parse({"privacy_officer": "privacy@district.example", "repeat_minutes": 5}, [], [])
    assert found.person("privacy_officer") == found.privacy_officer
    assert found.repeat == timedelta(minutes=5)


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ({"time_zone": "Mars/Olympus"}, "time_zone: 'Mars/Olympus' is no time zone"),
        ({"time_zone": "../etc/passwd"}, "is no time zone"),
        ({"time_zone": 5}, "time_zone: write a text"),
        ({"hours": {"monday": ["17:00-07:30"]}}, r"\[coverage.hours\] monday: '17:00-07:30': write"),
        ({"hours": {"monday": ["7-17"]}}, "monday: '7-17'"),
        ({"hours": {"monday": ["00:00-24:30"]}}, "monday"),
        ({"hours": {"monday": "07:30-17:00"}}, "monday: a list"),
        ({"hours": {"mon": []}}, r"\[coverage.hours\]: unknown field 'mon'; known are friday"),
        ({"hours": []}, "a list for each weekday"),
        ({"holidays": ["Thanksgiving"]}, "holidays: 'Thanksgiving': write a day such as 2026-11-26"),
        ({"repeat_minutes": 0}, "repeat_minutes: whole minutes"),
        ({"repeat_minutes": True}, "repeat_minutes"),
        ({"privacy_officer": "someone"}, "privacy_officer: an address"),
        ({"colour": "red"}, "unknown field 'colour'"),
    ],
)
def test_a_mistake_names_field_and_remedy(part: dict[str, Any], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        coverage.parse(part, [], [])


@pytest.mark.parametrize(
    ("on_call", "why"),
    [
        ([{"webhook": "alerts.example"}], "webhook: an address such as https"),
        ([{"role": "x"}], r"\[\[on_call\]\] 1: email: an address"),
        ([{"email": "a@b.example, c@d.example"}], "an address"),
        ([{"email": "a@b.example", "order": 0}], "order: a whole number"),
        (
            [{"email": "a@b.example", "order": 1}, {"email": "c@d.example", "order": 1}],
            "order 1 stands twice",
        ),
        ([{"email": "a@b.example", "name": "x"}], "unknown field 'name'"),
    ],
)
def test_a_mistake_on_call(on_call: list[dict[str, Any]], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        coverage.parse({}, on_call, [])


def test_a_mistake_in_the_call_sheet() -> None:
    with pytest.raises(BadInput, match=r"\[\[call_sheet\]\] 1: phone: write a text"):
        coverage.parse({}, [], [{"who": "Emergency services"}])
