"""The queue: order, silence about the text, filters, polling, who has what open."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from privacy.models import AuditEntry, HeldItem, State
from review_ui.models import Presence, User
from tests.review_ui import factory
from tests.review_ui.factory import SAMPLES, client_of, held, person, signed_in

pytestmark = pytest.mark.django_db


def test_rows_are_ordered_and_show_no_word_of_a_post() -> None:
    for sample in SAMPLES:
        held(sample)
    page = signed_in("analyst").get("/queue/")
    shown = page.content.decode()
    assert [row.heads for row in page.context["rows"]] == [
        "self-harm",
        "violence",
        "self-harm",
        "violence",
        "bullying",
    ]
    assert "fewer than 1 in 20,000 ordinary posts score this high" in shown
    for sample in SAMPLES:
        words = [sample.text, sample.evidence, sample.original, sample.handle, "Quillfeather", "Odalys"]
        assert not [one for one in words if one in shown]


def test_a_person_sees_their_schools_only() -> None:
    held(SAMPLES[0])
    other = held(SAMPLES[1])
    page = signed_in("analyst", schools=(factory.OTHER,)).get("/queue/")
    assert [row.item.pk for row in page.context["rows"]] == [other.pk]


def test_filters_narrow_and_unknown_ones_are_ignored() -> None:
    for sample in SAMPLES:
        held(sample)
    client = signed_in("lead")
    for query, expected in [
        ("head=violence", 2),
        (f"school={factory.OTHER}", 1),
        ("state=handed_over", 0),
        ("state=opened", 0),
        ("state=unopened", 5),
        ("head=nonsense&school=%00&state=x", 5),
    ]:
        assert len(client.get(f"/queue/?{query}").context["rows"]) == expected, query
    assert "Nothing waits here" in client.get("/queue/?state=no_concern").content.decode()


def test_a_poll_brings_nothing_until_something_changed_and_announces_what_is_new() -> None:
    held(SAMPLES[1])
    client = signed_in("analyst")
    page = client.get("/queue/")
    query = f"v={page.context['version']}&newest={page.context['newest']}"
    assert client.get(f"/queue/rows/?{query}").status_code == 204
    held(SAMPLES[0])
    news = client.get(f"/queue/rows/?{query}").content.decode()
    assert "1 new item. Most urgent: self-harm, Marrow Bay High School." in news
    assert "Quillfeather" not in news


def test_polling_is_no_look_and_no_sign_of_a_person() -> None:
    held()
    user = person("analyst")
    client = client_of(user)
    before = AuditEntry.objects.count()
    client.get("/queue/rows/")
    assert AuditEntry.objects.count() == before
    assert User.objects.get(pk=user.pk).active_at is None
    client.get("/queue/")
    assert User.objects.get(pk=user.pk).active_at is not None


def test_the_row_says_who_has_the_item_open_until_the_page_is_gone() -> None:
    item = held()
    client_of(person("analyst", name="Ana Alder")).get(f"/items/{item.pk}/")
    mine = signed_in("analyst")
    assert mine.get("/queue/").context["rows"][0].others == "Ana Alder"
    Presence.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert mine.get("/queue/").context["rows"][0].others == ""


def test_late_items_say_so() -> None:
    held(ago=timedelta(minutes=50))
    assert "waited too long" in signed_in("analyst").get("/queue/").content.decode()


def test_next_goes_down_the_queue_and_leaves_to_others_what_they_have_open() -> None:
    first, second, third = held(SAMPLES[0]), held(SAMPLES[4]), held(SAMPLES[2])
    client = signed_in("analyst")
    assert client.get("/queue/next/")["Location"] == f"/items/{first.pk}/"
    assert client.get(f"/queue/next/?after={first.pk}")["Location"] == f"/items/{second.pk}/"
    assert client.get(f"/queue/next/?after={third.pk}")["Location"] == f"/items/{first.pk}/"
    signed_in("analyst").get(f"/items/{second.pk}/")
    assert client.get(f"/queue/next/?after={first.pk}")["Location"] == f"/items/{third.pk}/"
    HeldItem.objects.update(state=State.DECIDED)
    assert client.get("/queue/next/")["Location"] == "/queue/"


def test_a_poll_does_not_count_for_a_navigation_that_it_does_not_show() -> None:
    held(SAMPLES[0])
    lead = signed_in("lead")
    counted = ("privacy_identityask", "rights_rightsrequest", "disclosures_disclosure")

    def asked(path: str) -> set[str]:
        with CaptureQueriesContext(connection) as queries:
            assert lead.get(path).status_code == 200
        said = " ".join(query["sql"] for query in queries.captured_queries)
        return {table for table in counted if table in said}

    assert asked("/queue/") == set(counted), "the page shows how many wait"
    assert asked("/queue/rows/") == set()
