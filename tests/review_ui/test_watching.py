"""Whether somebody is watching: coverage hours, and who was here."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from privacy.coverage import Coverage, Span
from review_ui.models import User
from review_ui.watching import calls, unwatched
from tests.review_ui.factory import held, person, signed_in

pytestmark = pytest.mark.django_db
ALWAYS = ((Span(0, 24 * 60),),) * 7
NEVER = ((),) * 7


def _hours(settings: Settings, hours: tuple[tuple[Span, ...], ...]) -> None:
    given = settings.COVERAGE
    settings.COVERAGE = Coverage(hours=hours, on_call=given.on_call, call_sheet=given.call_sheet)


def test_within_coverage_hours_somebody_watches(settings: Settings) -> None:
    _hours(settings, ALWAYS)
    assert unwatched() is None


def test_outside_them_only_a_reviewer_who_did_something_lately_counts(settings: Settings) -> None:
    _hours(settings, NEVER)
    held()
    found = unwatched()
    assert found is not None
    assert found.unopened == 1
    assert found.on_call[0] == "Counsellor on duty"
    person("operator")
    User.objects.update(active_at=timezone.now())
    assert unwatched() is not None, "an operator sees no items"
    person("analyst")
    User.objects.filter(role="analyst").update(active_at=timezone.now() - timedelta(minutes=29))
    assert unwatched() is None


def test_the_banner_comes_with_a_poll_too(settings: Settings) -> None:
    _hours(settings, NEVER)
    client = signed_in("analyst")
    assert "Nobody is watching." in client.get("/queue/rows/").content.decode()
    assert "Nobody is watching." not in client.get("/queue/").content.decode()


def test_the_call_sheet_can_be_dialled() -> None:
    assert [(one.who, one.dial) for one in calls()][:2] == [
        ("Emergency services", "911"),
        ("988 Suicide and Crisis Lifeline", "988"),
    ]


def test_every_page_of_a_demo_says_so(settings: Settings) -> None:
    settings.FIRSTBELL = settings.FIRSTBELL.replace(demo=True)
    client = signed_in("analyst")
    for address in ("/queue/", "/call-sheet/", "/audit/", "/nowhere/"):
        assert "Demo: invented posts" in client.get(address).content.decode()
