"""The record in every state: only all of it, started by people and not past its end, opens the sources."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from privacy.governance.rule import Act, Entry, Part, Turn, Verdict, judge, latest_end

TODAY = date(2026, 9, 1)
WHOLE = (
    Entry(Part.NOTICE_PUPILS, date(2026, 3, 1), yes=True),
    Entry(Part.NOTICE_PARENTS, date(2026, 3, 2), yes=True),
    Entry(Part.MEETING, date(2026, 4, 1), yes=True),
    Entry(Part.VOTE, date(2026, 4, 1), yes=True),
    Entry(Part.SUNSET, date(2027, 6, 30), yes=True),
)


def turn(act: Act, day: int, by: str = "user:1", until: date | None = None) -> Turn:
    return Turn(act, datetime(2026, 8, day, tzinfo=UTC), by, until)


STARTED = turn(Act.STARTED, 2, "user:2", date(2027, 6, 30))


def at(entries: Sequence[Entry], *turns: Turn, on_call: bool = True, today: date = TODAY) -> Verdict:
    return judge(entries, turns, on_call=on_call, today=today)


def test_a_whole_record_started_by_two_is_live_and_says_until_when() -> None:
    found = at(WHOLE, turn(Act.START_ASKED, 1), STARTED)
    assert (found.live, found.why, found.until) == (True, "", date(2027, 6, 30))


@pytest.mark.parametrize("absent", range(len(WHOLE)))
def test_each_part_that_is_absent_locks_and_is_named(absent: int) -> None:
    found = at([one for n, one in enumerate(WHOLE) if n != absent], STARTED)
    assert not found.live
    assert [gap.part for gap in found.gaps] == [WHOLE[absent].part]
    assert found.gaps[0].words in found.why


def test_nobody_on_call_locks() -> None:
    assert at(WHOLE, STARTED, on_call=False).gaps[0].part == Part.ON_CALL


@pytest.mark.parametrize(
    ("part", "day", "yes", "says"),
    [
        (Part.NOTICE_PUPILS, date(2026, 4, 2), True, "after the meeting"),
        (Part.NOTICE_PARENTS, date(2026, 4, 2), True, "after the meeting"),
        (Part.VOTE, date(2026, 3, 31), True, "before the meeting"),
        (Part.VOTE, date(2026, 4, 1), False, "voted against"),
        (Part.SUNSET, date(2028, 4, 2), True, "2 years"),
    ],
)
def test_an_order_that_adopts_nothing_locks_though_every_part_is_there(
    part: Part, day: date, yes: bool, says: str
) -> None:
    found = at([*WHOLE, Entry(part, day, yes)], STARTED)
    assert not found.live
    assert says in found.why


def test_a_complete_record_that_nobody_started_and_a_question_alone_open_nothing() -> None:
    assert not at(WHOLE).live
    asked = at(WHOLE, turn(Act.START_ASKED, 30))
    assert not asked.live
    assert asked.asked is not None


def test_a_question_lapses_after_two_weeks() -> None:
    asked = turn(Act.START_ASKED, 18)
    assert at(WHOLE, asked).asked is asked
    assert at(WHOLE, asked, today=TODAY + timedelta(days=1)).asked is None


def test_a_stop_holds_until_a_second_person_agrees_to_start() -> None:
    stop = turn(Act.STOPPED, 3)
    assert "stopped on 2026-08-03" in at(WHOLE, STARTED, stop).why
    assert not at(WHOLE, STARTED, stop, turn(Act.START_ASKED, 30)).live
    again = turn(Act.STARTED, 31, "user:2", date(2027, 6, 30))
    assert at(WHOLE, STARTED, stop, turn(Act.START_ASKED, 30), again).live


def test_it_ends_by_itself_the_day_after_its_end() -> None:
    assert at(WHOLE, STARTED, today=date(2027, 6, 30)).live
    ended = at(WHOLE, STARTED, today=date(2027, 7, 1))
    assert (ended.live, ended.ended) == (False, True)
    assert "2027-06-30, has passed" in ended.why


def test_a_nearer_end_counts_at_once_and_a_later_one_only_when_two_agreed() -> None:
    nearer = [*WHOLE, Entry(Part.SUNSET, date(2026, 8, 31), yes=True)]
    assert at(nearer, STARTED).ended
    later = [*WHOLE, Entry(Part.SUNSET, date(2028, 4, 1), yes=True)]
    assert at(later, STARTED).until == date(2027, 6, 30)
    asking = at(later, STARTED, turn(Act.START_ASKED, 30))
    assert (asking.live, asking.until) == (True, date(2027, 6, 30))
    agreed = turn(Act.STARTED, 31, "user:2", date(2028, 4, 1))
    assert at(later, STARTED, turn(Act.START_ASKED, 30), agreed).until == date(2028, 4, 1)


def test_the_latest_end_of_a_leap_day() -> None:
    assert latest_end(date(2028, 2, 29)) == date(2030, 2, 28)
