"""Inside the vault: what an entry allows, where data keys lie, and what is left when they are destroyed."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from privacy import audit, items, keys, vault, vault_room
from privacy.hold import hold
from privacy.models import Cause, HeldItem, Receipt
from privacy.vault_room import Room
from privacy.vault_store import key_id
from stream.errors import BadInput, Fatal
from tests.privacy.conftest import ANALYST, TEXT, Deployed, Review

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    keys.create(tmp_path / "keys")
    settings.PRIVACY_KEYS = tmp_path / "keys"


@pytest.fixture
def held(_own_keys: None, review: Review, deployed: Deployed) -> HeldItem:
    hold([review()])
    return HeldItem.objects.get()


def store_file() -> Path:
    return Path(django_settings.PRIVACY_KEYS) / "items.db"


def destroy(item: HeldItem) -> None:
    with audit.act():
        items.destroy(items.locked(item.pk), Cause.REQUEST)


def test_an_entry_releases_what_it_says_of_its_item_and_nothing_else(held: HeldItem, review: Review) -> None:
    hold([review("p2")])
    other = HeldItem.objects.get(post_id="p2")
    room = Room()
    look = vault.look(held.pk, ANALYST).seq
    shown = vault.reveal(held.pk, ANALYST, ["original"], vault.Purpose.FIND_PERSON, "someone must be found")
    assert room.release(held.pk, shown.seqs["original"], "original") == shown.fields["original"]
    for item, seq, field in (
        (held, look, "original"),
        (held, look, "whereabouts"),
        (held, shown.seqs["original"], "account"),
        (held, shown.seqs["original"], "content"),
        (held, look - 1, "content"),
        (held, 10**9, "content"),
        (other, look, "content"),
    ):
        with pytest.raises(BadInput, match=r"does not allow|open the item first"):
            room.release(item.pk, seq, field)
    with pytest.raises(BadInput, match="there is no item"):
        room.release(10**9, look, "content")
    with pytest.raises(BadInput, match="does not allow 5 embeddings"):
        room.embeddings(look, [1, 2, 3, 4, 5])


def test_an_old_entry_releases_nothing(held: HeldItem, monkeypatch: pytest.MonkeyPatch) -> None:
    seq = vault.look(held.pk, ANALYST).seq
    monkeypatch.setattr(vault_room, "FRESH", timedelta(seconds=-1))
    with pytest.raises(BadInput, match="older than ten minutes"):
        Room().release(held.pk, seq, "content")


def test_data_keys_leave_the_database_and_items_open_as_before(held: HeldItem) -> None:
    sealed = bytes(held.data_key_sealed)
    assert Room().keep(NOW) == (1, 0)
    held.refresh_from_db()
    assert bytes(held.data_key_sealed) == b""
    assert Room().store.get(key_id(bytes(held.box_public))) == sealed
    assert stat.S_IMODE(store_file().stat().st_mode) == 0o600
    assert vault.look(held.pk, ANALYST).text == TEXT
    assert Room().keep(NOW) == (0, 0)


def test_yesterday_s_row_without_its_key_is_a_message(held: HeldItem) -> None:
    Room().keep(NOW)
    held.refresh_from_db()
    row = HeldItem.objects.filter(pk=held.pk).values().get()
    destroy(held)
    Room().keep(NOW)
    Receipt.objects.all().delete()
    HeldItem.objects.filter(pk=held.pk).update(**row)
    with pytest.raises(Fatal, match=r"is not in .*items.db: if the item was destroyed"):
        vault.look(held.pk, ANALYST)


def test_a_file_that_others_read_or_that_is_broken_is_a_message(held: HeldItem) -> None:
    Room().keep(NOW)
    store_file().chmod(0o644)
    with pytest.raises(Fatal, match="can be read by others: chmod 600"):
        vault.look(held.pk, ANALYST)
    store_file().chmod(0o600)
    store_file().write_bytes(b"no database at all, but long enough to be read as one" * 40)
    with pytest.raises(Fatal, match="DatabaseError: restore it from the keys' own backup"):
        vault.look(held.pk, ANALYST)
