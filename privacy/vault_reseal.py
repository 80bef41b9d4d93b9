"""Exchanging the vault's key: a new one is made at once, everything is sealed anew in batches, and the old one
is destroyed when nothing that was sealed to it can come any more.

Each batch is a transaction with its entry; what is sealed to today's key is left alone, so the work can be
stopped anywhere, repeated, and done while posts come in.
"""

from datetime import UTC, datetime, timedelta

from django.db.models import QuerySet
from nacl.public import PrivateKey, SealedBox

from privacy import audit, vault_keys
from privacy.actors import system
from privacy.canonical import Payload, PublicKey
from privacy.content import context
from privacy.disclosures import keyring as disclosures
from privacy.models import HeldItem, PendingAccountEvent, State
from privacy.rights import keyring as rights
from privacy.sealing import ItemKey
from privacy.vault_line import InPassing
from privacy.vault_room import Room
from privacy.vault_store import key_id
from stream.errors import BadInput

VAULT = system("vault")
BATCH = 50
_INNER = ("original", "envelope", "embedding")
"""Fields that are sealed to the vault under the item's key as well."""
_KEYRINGS = (disclosures, rights)
"""Records that have keys of their own."""
_BEGAN = "rotation began"
_PLACE = "sealed anew up to"


class Rotating:
    """A Room whose key can be exchanged; what else it is asked goes to the Room."""

    def __init__(self, room: Room, after: timedelta) -> None:
        """`after` the new key was made nothing that was sealed to the old one comes out of the stream."""
        self.room = room
        self._after = after

    def ready(self) -> None:
        self.room.ready()

    def release(self, item: int, seq: int, field: str) -> str:
        return self.room.release(item, seq, field)

    def notes(self, item: int, seq: int, blobs: list[bytes]) -> list[str]:
        return self.room.notes(item, seq, blobs)

    def embeddings(self, seq: int, items: list[int]) -> dict[int, bytes]:
        return self.room.embeddings(seq, items)

    def disclosed(self, disclosure: int, seq: int) -> dict[int, bytes]:
        return self.room.disclosed(disclosure, seq)

    def copied(self, disclosure: int, seq: int) -> dict[str, tuple[bytes, str]]:
        return self.room.copied(disclosure, seq)

    def request_words(self, request: int, seq: int) -> dict[str, bytes]:
        return self.room.request_words(request, seq)

    def matched(self, request: int, seq: int) -> int:
        return self.room.matched(request, seq)

    def gone(self) -> list[int]:
        return self.room.gone()

    def passing(self, posts: list[InPassing]) -> list[str]:
        return self.room.passing(posts)

    def rotate(self) -> str:
        """Make a new key, or say how far the exchange that is under way has come."""
        now = datetime.now(UTC)
        if not vault_keys.rotating(self.room.keys_dir) or vault_keys.interrupted(self.room.keys_dir):
            self._begin(now)
            began = "the vault has a new key"
        else:
            began = "an exchange of the vault's key is under way"
        left = self.left()
        done = f"{left} items are still sealed to the old one" if left else "every held item is sealed to it"
        return f"{began}; {done}; the old one is destroyed after {self._until(now):%Y-%m-%d %H:%M UTC}"

    def keep(self, now: datetime) -> tuple[int, int]:
        """Room.keep, and a step of the exchange where one is under way."""
        kept = self.room.keep(now)
        if vault_keys.rotating(self.room.keys_dir):
            if vault_keys.interrupted(self.room.keys_dir):
                self._begin(now)
            self.step(now)
        return kept

    def step(self, now: datetime) -> int:
        """Seal one batch anew; destroy the old key when it is time. How many were sealed anew."""
        sealed = self._items() or self._records() or self._events()
        if sealed:
            self._record(audit.Action.KEYS_RESEALED, {"items": sealed})
        elif now >= self._until(now) and not self.left():
            with audit.act():
                self._entry(audit.Action.KEYS_DESTROYED, {"key": _public(self._old())})
            vault_keys.forget_old(self.room.keys_dir)
            self.room.store.write_down(_BEGAN, "")
        return sealed

    def left(self) -> int:
        """How many items are sealed to the old key."""
        return self._items_left() + sum(len(one.stale(self.room.store, self._opens_now)) for one in _KEYRINGS)

    def _items_left(self) -> int:
        return sum(1 for row in self._rows().iterator(chunk_size=BATCH) if self._stale(row))

    def _begin(self, now: datetime) -> None:
        old = vault_keys.private_keys(self.room.keys_dir)[-1]
        vault_keys.begin(self.room.keys_dir)
        self.room.store.write_down(_BEGAN, now.isoformat())
        new = vault_keys.private_keys(self.room.keys_dir)[0]
        self._record(audit.Action.KEYS_ROTATED, {"old": _public(old), "new": _public(new)})

    def _until(self, now: datetime) -> datetime:
        began = self.room.store.note(_BEGAN)
        if not began:
            self.room.store.write_down(_BEGAN, now.isoformat())
        return (datetime.fromisoformat(began) if began else now) + self._after

    def _old(self) -> PrivateKey:
        keys = vault_keys.private_keys(self.room.keys_dir)
        if len(keys) < 2:
            raise BadInput("no exchange of the vault's key is under way")
        return keys[1]

    def _rows(self) -> QuerySet[HeldItem]:
        return HeldItem.objects.exclude(state=State.DESTROYED).order_by("pk")

    def _opens_now(self, sealed: bytes) -> bool:
        try:
            vault_keys.opener(vault_keys.private_keys(self.room.keys_dir)[:1])(sealed)
        except BadInput:
            return False
        return True

    def _stale(self, row: HeldItem) -> bool:
        sealed = bytes(row.data_key_sealed) or self.room.store.get(key_id(bytes(row.box_public)))
        if sealed is None:
            return False  # its key is lost: no exchange can mend it, and it must not hold this one up
        if not self._opens_now(sealed):
            return True
        key = ItemKey(self.room.open_()(sealed))
        return any(not self._opens_now(inner) for inner in _inner(row, key).values())

    def _items(self) -> int:
        store, done = self.room.store, 0
        place = int(store.note(_PLACE) or 0)
        rows = list(self._rows().filter(pk__gt=place)[:BATCH])
        if not rows:
            if place:
                store.write_down(_PLACE, "0")
            return self._items() if place and self._items_left() else 0
        for row in rows:
            if self._stale(row):
                done += self._reseal(row.pk)
        store.write_down(_PLACE, str(rows[-1].pk))
        return done or self._items()

    def _reseal(self, pk: int) -> int:
        open_, store = self.room.open_(), self.room.store
        seal = SealedBox(vault_keys.private_keys(self.room.keys_dir)[0].public_key).encrypt
        with audit.act():
            row = self._rows().select_for_update().filter(pk=pk).first()
            if row is None:
                return 0
            identity, here = key_id(bytes(row.box_public)), bytes(row.data_key_sealed)
            clear = open_(here or store.get(identity) or b"")
            key = ItemKey(clear)
            for field, inner in _inner(row, key).items():
                blob = key.encrypt(context(row.post_id, field), bytes(seal(open_(inner))))
                setattr(row, f"{field}_blob", blob)
            sealed = bytes(seal(clear))
            if here:
                row.data_key_sealed = sealed
            else:
                store.replace(
                    identity, sealed
                )  # before the commit: both keys open it, whatever comes of that
            row.save(update_fields=["data_key_sealed", *(f"{field}_blob" for field in _INNER)])
        return 1

    def _records(self) -> int:
        seal = SealedBox(vault_keys.private_keys(self.room.keys_dir)[0].public_key).encrypt
        store, open_ = self.room.store, self.room.open_()
        return sum(
            one.reseal(store, self._opens_now, open_, lambda key: bytes(seal(key))) for one in _KEYRINGS
        )

    def _events(self) -> int:
        keys = vault_keys.private_keys(self.room.keys_dir)
        seal, open_, done = SealedBox(keys[0].public_key).encrypt, self.room.open_(), 0
        for event in PendingAccountEvent.objects.exclude(envelope=b""):
            sealed = bytes(event.envelope)
            if not self._opens_now(sealed):
                try:
                    clear = open_(sealed)
                except BadInput:
                    continue  # it names nobody, and goes after two days
                rows = PendingAccountEvent.objects.filter(pk=event.pk)
                done += rows.update(envelope=bytes(seal(clear)))
        return done

    def _record(self, action: audit.Action, payload: Payload) -> None:
        with audit.act():
            self._entry(action, payload)

    def _entry(self, action: audit.Action, payload: Payload) -> None:
        audit.record(
            actor_id=VAULT.id,
            actor_role=VAULT.role,
            action=action,
            object_type=audit.ObjectType.KEYS,
            object_key="vault",
            payload=payload,
        )


def _inner(row: HeldItem, key: ItemKey) -> dict[str, bytes]:
    """What is sealed to the vault under the item's key; a blob that is empty or damaged is left out."""
    found: dict[str, bytes] = {}
    for field in _INNER:
        blob = bytes(getattr(row, f"{field}_blob"))
        if blob:
            try:
                inner = key.decrypt(context(row.post_id, field), blob)
            except BadInput:
                continue
            if inner:
                found[field] = inner
    return found


def _public(key: PrivateKey) -> PublicKey:
    return PublicKey(bytes(key.public_key))
