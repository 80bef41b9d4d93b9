"""A disclosure's own key: it outlives the item, follows an exchange of the vault's key, and goes in the end."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from privacy import audit, items, keys, retention, roster
from privacy.actors import Someone
from privacy.certificates import text, write
from privacy.clock import tick
from privacy.disclosures import record
from privacy.disclosures.models import Disclosure, Part
from privacy.disclosures.reading import read
from privacy.disclosures.record import Policy
from privacy.hold import hold
from privacy.models import AuditEntry, Cause, Clock, HeldItem, Receipt
from privacy.vault_reseal import Rotating
from privacy.vault_room import Room
from privacy.vault_store import key_id
from stream.errors import BadInput
from tests.privacy.conftest import ANALYST, Deployed, Review

pytestmark = pytest.mark.django_db(transaction=True)
LEAD, OFFICER = Someone("user:3", "lead"), Someone("user:4", "privacy_officer")
FULL = Policy("need", "spoken", "Principal Ash", "the notice", ("content",))
DAY = timedelta(days=1)


@pytest.fixture
def told(settings: Any, tmp_path: Path, deployed: Deployed, review: Review) -> Disclosure:
    """A complete record of a referred item, whose keys the vault has taken in."""
    keys.create(tmp_path / "keys")
    settings.PRIVACY_KEYS = tmp_path / "keys"
    hold([review()])
    item = HeldItem.objects.get()
    made = record.record(item.pk, ANALYST, "the threat", "the parties", token="t")
    record.fill_in(made.pk, ANALYST, FULL)
    with audit.act():
        items.set_clock(items.locked(item.pk), Clock.REFERRED)
    Room().keep(datetime.now(UTC))
    made.refresh_from_db()
    assert made.key_sealed == b"", "the vault keeps it, and no backup of the database does"
    return record.approve(made.pk, LEAD)


def destroy(told: Disclosure) -> None:
    with audit.act():
        items.destroy(items.locked(told.item_id), Cause.SCHEDULE)
    Room().keep(datetime.now(UTC))
    told.refresh_from_db()


def said(told: Disclosure) -> dict[str, str | None]:
    return {name.value: one.text for name, one in read(told.pk, OFFICER).parts.items()}


def test_what_the_law_wants_outlives_the_item_and_the_rest_goes_with_it(told: Disclosure) -> None:
    assert None not in said(told).values()
    gone = [bytes(one) for one in Part.objects.filter(own=False).values_list("blob", flat=True)]
    assert len(gone) == 3
    destroy(told)
    record.add(told.pk, OFFICER, "the parent was told")
    assert said(told) == {
        "threat": "the threat",
        "parties": "the parties",
        "official": "Principal Ash",
        "notice": "the notice",
        "need": None,
        "spoken": None,
        "copy_content": None,
    }
    assert read(told.pk, OFFICER).additions[0].text == "the parent was told"
    assert not Part.objects.filter(own=False).exclude(blob=b"").exists()


def test_an_item_destroyed_meanwhile_still_gets_its_record(told: Disclosure) -> None:
    destroy(told)
    late = record.record(told.item_id, ANALYST, "another threat", "other parties", token="late")
    with pytest.raises(BadInput, match="only who revealed it"):
        record.fill_in(late.pk, ANALYST, FULL)
    record.fill_in(late.pk, ANALYST, Policy("why", "what was said", "Principal Ash", "the notice"))
    assert record.approve(late.pk, OFFICER).completed_at is not None
    assert said(late)["spoken"] == "what was said"


def test_at_the_end_of_its_schedule_key_and_words_go_with_a_receipt(told: Disclosure) -> None:
    end, box = told.keep_until, bytes(told.box_public)
    tick(end + DAY)
    told.refresh_from_db()
    assert told.item.state == "destroyed", "the case's year has passed"
    assert told.destroyed_at is not None
    Room().keep(end + DAY)
    assert Room().store.get(key_id(box)) is None
    assert not Part.objects.exclude(blob=b"").exists()
    assert set(Receipt.objects.values_list("cause", flat=True)) == {"schedule", "disclosure"}
    certificate = write(end + DAY, OFFICER)
    assert certificate is not None
    assert "End of the schedule of a disclosure's record: 1 record." in text(certificate)
    with pytest.raises(BadInput, match="end of its schedule"):
        read(told.pk, OFFICER)


def test_it_stays_while_the_item_stays_and_no_longer_than_california_s_date(told: Disclosure) -> None:
    day = datetime.now(UTC).date()
    head = "pupil_id,birth_month,exit_date\n"
    roster.load(io.StringIO(f"{head}p-1,2012-05,{day - 340 * DAY}\n"), LEAD)
    roster.mark(told.item_id, LEAD, "p-1")
    retention.set_hold(told.item_id, LEAD, "a subpoena")
    tick(told.keep_until + DAY)
    told.refresh_from_db()
    assert told.destroyed_at is None
    retention.ask_to_lift(told.item_id, LEAD, "handed over")
    retention.lift(told.item_id, OFFICER)
    destroy(told)
    assert told.keep_until.date() <= day + 26 * DAY
    assert [one.pk for one in roster.concerning("p-1")[1]] == [told.pk]
    assert roster.concerning("p-2") == ([], [])
    roster.load(io.StringIO(f"{head}p-1,2012-05,{day - 400 * DAY}\n"), LEAD)
    tick(datetime.now(UTC))
    after = Disclosure.objects.get(pk=told.pk)
    assert after.destroyed_at is not None, "a roster that says the pupil left earlier is followed"
    assert after.pupil_mark == ""


def test_it_opens_after_an_exchange_of_the_vault_s_key(told: Disclosure) -> None:
    fresh = record.record(told.item_id, ANALYST, "not yet taken in", "the parties", token="fresh")
    destroy(told)
    room, wait = Rotating(Room(), timedelta(hours=25)), timedelta(hours=26)
    assert "are still sealed to the old one" in room.rotate()
    for _ in range(8):
        room.step(datetime.now(UTC) + wait)
    assert not (Path(django_settings.PRIVACY_KEYS) / "vault.old.key").exists()
    assert said(told)["threat"] == "the threat"
    assert said(fresh)["threat"] == "not yet taken in"
    assert AuditEntry.objects.filter(action="keys.resealed").exists()
