"""California's year: dates from the roster, no pupil in clear, nothing by which two items of one pupil match."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import audit, items, retention, roster
from privacy.actors import Someone
from privacy.clock import tick
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, Clock, HeldItem, Pupil, PupilMark, Receipt
from stream.errors import BadInput
from tests.privacy.conftest import Deployed, Review

LEAD = Someone("user:3", "lead")
HEAD = "pupil_id,birth_month,exit_date\n"
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("born", "left", "due"),
    [
        ("2010-05-01", None, "2029-05-01"),
        ("2010-05-01", "2027-06-15", "2028-06-15"),
        ("2010-05-01", "2030-06-15", "2029-05-01"),
        ("2010-05-01", "2028-02-29", "2029-02-28"),
    ],
)
def test_a_year_after_eighteen_or_leaving_whichever_comes_first(
    born: str, left: str | None, due: str
) -> None:
    gone = date.fromisoformat(left) if left else None
    assert roster.due(date.fromisoformat(born), gone) == date.fromisoformat(due)


@given(born=DAYS, left=st.none() | DAYS)
def test_it_is_never_later_than_the_law_says(born: date, left: date | None) -> None:
    due = roster.due(born, left)
    assert due <= date(born.year + 19, born.month, 28)
    if left is not None:
        assert due <= left + timedelta(days=366)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name,born\n", "line 1: the columns are"),
        (HEAD + "s1,2010-05,\n,2010-05,\n", "line 3: pupil_id is empty"),
        (HEAD + "s1,05/2010,\n", "line 2: birth_month: write YYYY-MM"),
        (HEAD + "s1,2010-13,\n", "line 2: birth_month is"),
        (HEAD + "s1,2010-05,June\n", "line 2: .*exit_date YYYY-MM-DD"),
    ],
)
def test_a_wrong_line_is_named_without_the_pupil(text: str, why: str) -> None:
    with pytest.raises(BadInput, match=why) as caught:
        list(roster.parse(io.StringIO(text)))
    assert "s1" not in str(caught.value)


def load(*lines: str) -> tuple[int, int]:
    return roster.load(io.StringIO(HEAD + "\n".join(lines)), LEAD)


@pytest.mark.django_db
def test_a_case_goes_when_its_pupil_s_year_is_over(deployed: Deployed, review: Review) -> None:
    now = datetime.now(UTC)
    hold([review("a"), review("b"), review("c")])
    first, second, third = HeldItem.objects.order_by("post_id")
    assert load("s77001,2020-01,", "s77002,2021-02,") == (2, 0)
    with pytest.raises(BadInput, match="not referred"):
        roster.mark(first.pk, LEAD, "s77001")
    for item in (first, second, third):
        with audit.act():
            items.set_clock(items.locked(item.pk), Clock.REFERRED, destroy_at=now + timedelta(days=3000))
    with pytest.raises(BadInput, match="no such pupil") as caught:
        roster.mark(first.pk, LEAD, "s99999")
    assert "s99999" not in str(caught.value)
    roster.mark(first.pk, LEAD, " s77001 ")
    roster.mark(second.pk, LEAD, "s77001")
    marks = list(PupilMark.objects.values_list("mark", flat=True))
    assert len(set(marks)) == 2
    assert not set(marks) & set(Pupil.objects.values_list("key", flat=True))
    assert "s7700" not in str([*Pupil.objects.values_list(), *PupilMark.objects.values_list()])
    left = now.date() - timedelta(days=364)
    assert load(f"s77001,2020-01,{left}") == (1, 2), "the new roster dates both anew"
    assert AuditEntry.objects.order_by("-seq")[0].action == "roster.imported"
    first.refresh_from_db()
    assert first.destroy_at is not None
    assert first.destroy_at <= now + timedelta(days=3)
    assert tick(now).destroyed == 0
    assert tick(now + timedelta(days=3)).destroyed == 2
    assert set(Receipt.objects.values_list("cause", flat=True)) == {Cause.PUPIL}
    assert not PupilMark.objects.exists()
    with pytest.raises(BadInput, match="line 3"):
        load("s77001,2020-01,", "s77002,never,")
    assert Pupil.objects.count() == 1, "all of a file or nothing"


@pytest.mark.django_db
def test_a_corrected_roster_gives_a_case_its_own_schedule_back(deployed: Deployed, review: Review) -> None:
    now = datetime.now(UTC)
    hold([review()])
    item = HeldItem.objects.get()
    with audit.act():
        items.set_clock(items.locked(item.pk), Clock.REFERRED)
    until = now + timedelta(days=700)
    left = now.date() - timedelta(days=300)
    load(f"s77001,2012-01,{left}")
    for schedule in ("given before the link", "given after it"):
        retention.keep_until(item.pk, LEAD, until)
        roster.mark(item.pk, LEAD, "s77001")
        item.refresh_from_db()
        assert item.destroy_at is not None
        assert item.destroy_at < now + timedelta(days=70), schedule
        assert load("s77001,2012-01,") == (1, 1), "the pupil had not left"
        item.refresh_from_db()
        assert item.destroy_at == until, schedule
        load(f"s77001,2012-01,{left}")
        until -= timedelta(days=10)
