"""The own keys of disclosures, as the vault keeps them: beside those of the items, in its own file.

They are destroyed like an item's: a Receipt names the key, and the vault takes it out of the file.
"""

from collections.abc import Callable

from privacy import audit
from privacy.disclosures.models import Disclosure
from privacy.vault_store import Store, key_id
from stream.errors import BadInput

BATCH = 50


def take_in(store: Store) -> int:
    """Move new keys out of the database. How many."""
    taken = 0
    for row in Disclosure.objects.exclude(key_sealed=b"").only("pk", "key_sealed", "box_public")[:BATCH]:
        sealed, box = bytes(row.key_sealed), bytes(row.box_public)
        store.put([(key_id(box), sealed)])
        moved = Disclosure.objects.filter(pk=row.pk, box_public=box, key_sealed=sealed)
        if moved.update(key_sealed=b""):
            taken += 1
        else:
            store.destroy([key_id(box)])  # destroyed while we took its key
    return taken


def sealed_key(row: Disclosure, store: Store) -> bytes | None:
    """The disclosure's key as it lies, sealed to the vault; None when it was destroyed or lost."""
    return bytes(row.key_sealed) or store.get(key_id(bytes(row.box_public)))


def stale(store: Store, opens_now: Callable[[bytes], bool]) -> list[int]:
    """Disclosures whose key is still sealed to the vault's old one."""
    rows = Disclosure.objects.filter(destroyed_at=None).order_by("pk")
    found: list[int] = []
    for row in rows.iterator(chunk_size=BATCH):
        sealed = sealed_key(row, store)
        if sealed is not None and not opens_now(sealed):
            found.append(row.pk)
    return found


def reseal(
    store: Store,
    opens_now: Callable[[bytes], bool],
    open_: Callable[[bytes], bytes],
    seal: Callable[[bytes], bytes],
) -> int:
    """Seal a batch of stale keys anew; how many. Safe to stop and to repeat."""
    done = 0
    for pk in stale(store, opens_now)[:BATCH]:
        with audit.act():
            row = Disclosure.objects.select_for_update().filter(pk=pk, destroyed_at=None).first()
            if row is None:
                continue
            sealed = sealed_key(row, store)
            if sealed is None:
                continue
            anew = seal(_opened(open_, sealed))
            if row.key_sealed:
                Disclosure.objects.filter(pk=pk).update(key_sealed=anew)
            else:
                store.replace(key_id(bytes(row.box_public)), anew)
            done += 1
    return done


def _opened(open_: Callable[[bytes], bytes], sealed: bytes) -> bytes:
    try:
        return open_(sealed)
    except BadInput:
        raise BadInput(
            "the key of a disclosure does not open: restore keys/items.db from its backup"
        ) from None
