"""The report from preview to the public page: who, what, and that it holds no post."""

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from firstbell.cli import main
from privacy import items
from privacy.audit import act
from privacy.governance.models import PublishedReport
from privacy.models import AuditEntry, Cause
from review_ui.report_figures import figures
from review_ui.reports import digest, publish
from stream.errors import BadInput
from tests import adoption
from tests.review_ui.decided import decided
from tests.review_ui.factory import SAMPLES, held, person, signed_in

pytestmark = pytest.mark.django_db
KINDS = {
    "no_concern": 60,
    "support_referral": 30,
    "bullying_support": 12,
    "threat_assessment": 11,
    "emergency": 2,
    "": 13,
}
PUBLIC = "/public/report/"


def yesterday() -> date:
    found: date = datetime.now(settings.COVERAGE.zone).date() - timedelta(days=1)
    return found


def month() -> dict[str, str]:
    return {"since": str(yesterday() - timedelta(days=30)), "until": str(yesterday())}


def seeded() -> None:
    at = datetime.now(settings.COVERAGE.zone) - timedelta(days=3)
    lead = person("lead")
    decided(lead, KINDS, at)
    decided(lead, {"no_concern": 20, "support_referral": 4}, at, top_head="violence", school_ids=["nowhere"])


def test_the_officer_previews_and_publishes_and_everyone_reads_that_one() -> None:
    seeded()
    adoption.adopt()
    nobody, officer = Client(), signed_in("privacy_officer")
    assert "No report has been published yet" in nobody.get(PUBLIC).content.decode()
    preview = officer.get("/report/", month()).content.decode()
    assert "Below is the preview" in preview
    assert "No report has been published yet" in nobody.get(PUBLIC).content.decode()
    assert officer.post("/report/publish/", month(), follow=True).status_code == 200
    shown = nobody.get(PUBLIC).content.decode()
    table = re.sub(r"<[^>]+>|\s+", " ", shown)
    assert re.search(r"Self-harm +60 +hidden|Self-harm +hidden", table)
    assert "152" in table
    assert "hidden" in table
    assert adoption.LINK in shown
    assert list(
        AuditEntry.objects.filter(action__startswith="report.")
        .order_by("seq")
        .values_list("action", flat=True)
    ) == [
        "report.made",
        "report.published",
    ]


def test_the_entry_binds_the_figures_that_are_shown() -> None:
    seeded()
    made = publish(person("privacy_officer").actor, yesterday() - timedelta(days=9), yesterday())
    payload = json.loads(bytes(AuditEntry.objects.get(seq=made.seq).payload_canonical))["payload"]
    assert payload["figures"] == digest(PublishedReport.objects.get().figures)


def test_published_days_never_overlap_and_only_the_officer_publishes() -> None:
    officer, last = person("privacy_officer").actor, yesterday()
    publish(officer, last - timedelta(days=20), last - timedelta(days=10))
    with pytest.raises(BadInput, match="published before"):
        publish(officer, last - timedelta(days=10), last)
    publish(officer, last - timedelta(days=9), last)
    with pytest.raises(BadInput, match="privacy officer publishes"):
        publish(person("lead").actor, last - timedelta(days=40), last - timedelta(days=30))
    assert signed_in("lead").post("/report/publish/", month()).status_code == 403


@pytest.mark.parametrize(
    ("first", "last"), [(0, 5), (-5, -9)], ids=["days that lie ahead", "the wrong way round"]
)
def test_days_that_cannot_be_reported_are_refused(first: int, last: int) -> None:
    day = yesterday()
    with pytest.raises(BadInput, match="days that have passed"):
        figures(day + timedelta(days=first), day + timedelta(days=last))


def test_counts_stay_when_items_are_destroyed() -> None:
    seeded()
    item = held(SAMPLES[0], ago=timedelta(days=2))
    since, until = yesterday() - timedelta(days=9), yesterday()
    before = figures(since, until)["items"]
    with act():
        items.destroy(item, Cause.DELETE)
    after = figures(since, until)["items"]
    assert after["total"] == before["total"] == 153
    # Waiting before, deleted at its source now: in both cases nobody decided.
    assert after["by_level"] == before["by_level"]
    assert after["totals"] == before["totals"]


def test_no_word_of_a_post_stands_in_a_report() -> None:
    for sample in SAMPLES:
        held(sample, ago=timedelta(days=2))
    text = json.dumps(figures(yesterday() - timedelta(days=9), yesterday()))
    for sample in SAMPLES:
        assert sample.evidence not in text
        assert sample.handle not in text


def test_the_command_writes_a_file_that_stands_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeded()
    given = month()
    out = tmp_path / "report.html"
    arguments = [
        "report",
        "--from",
        given["since"],
        "--to",
        given["until"],
        "--home",
        str(settings.FIRSTBELL.home),
    ]
    assert main([*arguments, "--out", str(out)]) == 0
    page = out.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "Marrow Bay Unified School District" in page
    assert re.findall(r'(?:src|href)="(?!https://)', page) == []
    assert "hidden" in page
    assert main([*arguments, "--out", str(out), "--k", "2"]) == 2
    assert "always stay unpublished" in capsys.readouterr().err
    assert main([*arguments, "--out", str(tmp_path / "no/report.html")]) == 2


def test_what_is_said_of_the_deployment(settings: Any) -> None:
    facts = figures(yesterday(), yesterday())["deployment"]
    assert facts["model"].startswith("sha256:")
    assert set(facts["thresholds"]) == {"self_harm", "violence", "cyberbullying"}
    assert facts["scope"]["attendance_areas"] is False
    assert "Marrow Bay High" in facts["names"]
