"""The page by which a district adopts, ends and stops monitoring."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.conf import settings
from django.test import Client

from privacy.governance import record
from privacy.governance.models import Recorded
from privacy.governance.rule import Part
from privacy.models import AuditEntry
from tests import adoption
from tests.review_ui.factory import client_of, person, signed_in

pytestmark = pytest.mark.django_db
LINK = "https://district.example/minutes.html"


def today() -> Any:
    return datetime.now(settings.COVERAGE.zone).date()


def enter(client: Client, part: str, days: int, **more: str) -> Any:
    day = today() + timedelta(days=days)
    given = {"part": part, "day": day.isoformat(), **more}
    return client.post("/governance/record/", given, follow=True)


def shown(client: Client) -> str:
    return client.get("/governance/").content.decode()


def test_a_district_adopts_by_this_page_alone_and_a_second_person_starts_it() -> None:
    lead, officer = person("lead", name="Lee Lead"), client_of(person("privacy_officer"))
    client = client_of(lead)
    assert "No source is read" in shown(client)
    assert "No notice to pupils is recorded" in shown(client).replace("no notice", "No notice")
    for part, days in (("notice_pupils", -30), ("notice_parents", -30), ("meeting", -9), ("vote", -9)):
        assert "recorded." in enter(client, part, days, link=LINK, yes="on").content.decode()
    enter(client, "sunset", 300)
    client.post("/governance/start/", {"act": "ask"})
    assert "Another person must agree" in shown(client)
    assert (
        "second person" in client.post("/governance/start/", {"act": "agree"}, follow=True).content.decode()
    )
    assert not record.verdict().live
    assert "Lee Lead asked" in shown(officer)
    officer.post("/governance/start/", {"act": "agree"})
    assert record.verdict().live
    assert "Live monitoring runs" in shown(client)


def test_one_person_stops_it_with_a_sentence_for_the_public() -> None:
    adoption.adopt()
    client = signed_in("administrator")
    refused = client.post("/governance/stop/", {"reason": "board", "words": ""})
    assert (refused.status_code, record.verdict().live) == (400, True)
    client.post("/governance/stop/", {"reason": "board", "words": "The board decided so on Monday."})
    assert not record.verdict().live
    assert "The board decided so on Monday." in shown(client)
    assert AuditEntry.objects.filter(action="governance.stopped").count() == 1


def test_a_notice_that_does_not_say_what_it_must_is_not_recorded_and_what_was_typed_stays() -> None:
    answer = enter(signed_in("lead"), "notice_parents", -3, link=LINK)
    assert answer.status_code == 400
    assert LINK in answer.content.decode()
    assert "is not enough" in answer.content.decode()
    assert not Recorded.objects.exists()


def test_a_vote_against_is_recorded_and_keeps_it_locked() -> None:
    adoption.adopt()
    client = signed_in("lead")
    enter(client, "vote", -1, link=LINK)
    assert not record.verdict().live
    assert "The board voted against it" in shown(client)


def test_the_operator_reads_why_nothing_is_read_and_changes_nothing() -> None:
    client = signed_in("operator")
    assert "No source is read" in client.get("/throughput/").content.decode()
    page = shown(client)
    assert '<form method="post" action="/governance' not in page
    adoption.adopt()
    assert "No source is read" not in client.get("/throughput/").content.decode()


def test_each_line_of_california_says_where_it_is_done_and_which_wording_is_not_verified() -> None:
    page = shown(signed_in("privacy_officer"))
    assert page.count("wording not verified") == 3
    for cite in ("(a)(2)", "(b)", "(c)(1)", "(c)(2)", "(c)(3)(A)", "(c)(3)(B)", "(c)(3)(C)"):
        assert f">{cite}<" in page
    assert page.count("to be recorded") == 3
    adoption.adopt()
    assert "to be recorded" not in shown(signed_in("lead"))


@pytest.mark.parametrize("body", [{}, {"part": "everything"}, {"part": Part.ON_CALL}])
def test_a_part_that_does_not_exist_changes_nothing(body: dict[str, str]) -> None:
    assert signed_in("lead").post("/governance/record/", body).status_code == 400


@pytest.mark.parametrize("address", ["/governance/", "/accounts/login/", "/no/such/page/"])
def test_demo_mode_says_so_on_every_page_and_locks_nothing(address: str, settings: Any) -> None:
    settings.FIRSTBELL = msgspec.structs.replace(settings.FIRSTBELL, demo=True)
    client = Client() if address == "/accounts/login/" else signed_in("lead")
    page = client.get(address).content.decode()
    assert "Demo: invented posts" in page
    if address == "/governance/":
        assert "nothing is locked" in page
