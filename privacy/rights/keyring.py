"""The keys of rights requests, as the vault keeps them: beside those of the items, in its own file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from privacy import audit, keys
from privacy.rights.models import RequestKey, RightsRequest
from privacy.sealing import ItemKey, sealer
from privacy.vault_store import Store, key_id
from stream.errors import BadInput

BATCH = 50


def make(request: RightsRequest) -> None:
    """Both keys of a new request, sealed to the vault."""
    seal = sealer(keys.load_public(Path(settings.PRIVACY_KEYS)))
    for use in RequestKey.Use:
        key = ItemKey.new()
        RequestKey.objects.create(
            request=request,
            use=use,
            box_public=key.box_public,
            key_sealed=seal(key.data_key),
            key_id=key_id(key.box_public),
        )


def destroy(request: RightsRequest, use: RequestKey.Use, now: datetime) -> None:
    """Doom a key; the vault destroys it in its own file within seconds. Inside the caller's transaction."""
    request.keys.filter(use=use, destroyed_at=None).update(destroyed_at=now, key_sealed=b"")


def opened(row: RequestKey, store: Store, open_: Callable[[bytes], bytes]) -> ItemKey:
    """BadInput when it was destroyed, or is not there."""
    sealed = None if row.destroyed_at else bytes(row.key_sealed) or store.get(row.key_id)
    if sealed is None:
        raise BadInput(f"the {row.use} key of request {row.request_id} was destroyed")
    return ItemKey(open_(sealed))


def take_in(store: Store) -> int:
    """Move new keys out of the database. How many."""
    taken = 0
    for row in RequestKey.objects.exclude(key_sealed=b"")[:BATCH]:
        sealed = bytes(row.key_sealed)
        store.put([(row.key_id, sealed)])
        if RequestKey.objects.filter(pk=row.pk, key_sealed=sealed).update(key_sealed=b""):
            taken += 1
        else:
            store.destroy([row.key_id])  # destroyed while we took it in
    return taken


def drop(store: Store) -> int:
    """Destroy keys that were doomed. How many."""
    rows = list(RequestKey.objects.exclude(destroyed_at=None).filter(gone_at=None)[:BATCH])
    if rows:
        store.destroy({row.key_id for row in rows})
        RequestKey.objects.filter(pk__in=[row.pk for row in rows]).update(gone_at=datetime.now(UTC))
    return len(rows)


def back(store: Store, identities: list[str]) -> int:
    """Destroy those of `identities` that came back with an old copy of the file. How many."""
    doomed = RequestKey.objects.exclude(destroyed_at=None).filter(key_id__in=identities)
    return store.destroy(set(doomed.values_list("key_id", flat=True)))


def stale(store: Store, opens_now: Callable[[bytes], bool]) -> list[int]:
    """Keys that are still sealed to the vault's old one."""
    found: list[int] = []
    for row in RequestKey.objects.filter(destroyed_at=None).order_by("pk").iterator(chunk_size=BATCH):
        sealed = bytes(row.key_sealed) or store.get(row.key_id)
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
            row = RequestKey.objects.select_for_update().filter(pk=pk, destroyed_at=None).first()
            sealed = (bytes(row.key_sealed) or store.get(row.key_id)) if row else None
            if row is None or sealed is None:
                continue
            anew = seal(open_(sealed))
            if row.key_sealed:
                RequestKey.objects.filter(pk=pk).update(key_sealed=anew)
            else:
                store.replace(row.key_id, anew)
            done += 1
    return done
