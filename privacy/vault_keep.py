"""Where the vault keeps data keys: out of the database within seconds, in its own file, and gone with their item.

Idempotent, and safe to stop anywhere: a key is in the file before it leaves the database.
"""

from datetime import datetime

from django.db import connection

from privacy.disclosures import keyring as disclosures
from privacy.models import HeldItem, Receipt, State
from privacy.rights import keyring as rights
from privacy.vault_store import Store, key_id
from stream.errors import Fatal

BATCH = 200


class KeyLost(Fatal):
    """One item's key is neither in the database nor in the file. Of the others nothing is said."""


def take_in(store: Store) -> int:
    """Move new keys out of the database into the vault's own file. How many."""
    return _items(store) + disclosures.take_in(store) + rights.take_in(store)


def destroy(store: Store, now: datetime) -> int:
    """Destroy in the file the keys of what was destroyed. How many."""
    rows = list(Receipt.objects.filter(key_gone_at=None).order_by("pk")[:BATCH])
    if rows:
        store.destroy({row.key_id for row in rows if row.key_id})
        Receipt.objects.filter(pk__in=[row.pk for row in rows]).update(key_gone_at=now)
    return len(rows) + rights.drop(store)


def reconcile(store: Store) -> int:
    """Destroy keys that came back with an old copy of the file although their receipts stand. How many."""
    here, back = store.ids(), 0
    for start in range(0, len(here), BATCH):
        some = here[start : start + BATCH]
        stale = Receipt.objects.filter(key_id__in=some).values_list("key_id", flat=True)
        back += store.destroy(set(stale)) + rights.back(store, some)
    return back


def _items(store: Store) -> int:
    taken = 0
    live = HeldItem.objects.exclude(state=State.DESTROYED).exclude(data_key_sealed=b"")
    for row in live.only("pk", "data_key_sealed", "box_public")[:BATCH]:
        sealed, box = bytes(row.data_key_sealed), bytes(row.box_public)
        store.put([(key_id(box), sealed)])
        moved = HeldItem.objects.filter(pk=row.pk, box_public=box, data_key_sealed=sealed)
        if moved.update(data_key_sealed=b""):
            taken += 1
        else:
            store.destroy([key_id(box)])  # destroyed, or held anew, while we took its key
    if taken:
        _cut_log()
    return taken


def _cut_log() -> None:
    """Cut SQLite's log, in which what was overwritten still lies, when nobody reads it now."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (before,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {int(before)}")
