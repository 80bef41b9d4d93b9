"""What the vault does with the private keys. Only its process (and a test that needs none) runs this.

It releases content against a committed entry of the audit log and nothing else: the entry must be of this
item, allow this field, and be fresh. Comparisons of authors and the exchange of keys happen in here, so that
no envelope leaves.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any

import msgspec
from django.conf import settings

from privacy import approval, checks, vault_keep
from privacy.actions import Action, ObjectType
from privacy.audit import object_key_of
from privacy.content import context
from privacy.disclosures import opening
from privacy.envelope import Author, members, read
from privacy.models import AuditEntry, HeldItem, PendingAccountEvent, State
from privacy.rights import opening as rights_opening
from privacy.rights.models import RightsRequest
from privacy.sealing import ItemKey
from privacy.vault_keep import KeyLost
from privacy.vault_keys import opener, private_keys
from privacy.vault_line import InPassing
from privacy.vault_store import Store, key_id
from stream.errors import BadInput

FRESH = timedelta(minutes=10)
"""How old an entry may be against which something is released."""
BATCH = 200
_SALT = 32
_FIELDS: dict[str, tuple[str, ...]] = {
    Action.ITEM_LOOKED: ("content",),
    Action.ITEM_VERIFY_ASKED: ("whereabouts",),
}
"""What an entry releases besides the field that its payload names."""
_REVEALS = (Action.ITEM_REVEALED, Action.EMERGENCY_REVEALED)
OPENING = (Action.ITEM_LOOKED, *_REVEALS, Action.ITEM_NOTES_READ)
"""Entries against which an item's notes are read."""
_Open = Callable[[bytes], bytes]
_Gone = dict[tuple[str, str], datetime]


class Room:
    """The vault of one home folder. Safe with many threads."""

    def __init__(self) -> None:
        self._lock = RLock()

    # -- what the console asks

    def ready(self) -> None:
        """Fatal, with the remedy, when a key is missing: asked before an entry is written."""
        self.open_()

    def release(self, item: int, seq: int, field: str) -> str:
        """One field of an item in clear, against entry `seq`. BadInput when the entry does not allow it."""
        held = _held(item)
        entry = self._entry(held, seq)
        if entry.action == Action.RIGHTS_PRINTED:
            rights_opening.printable(held, entry, field)
        elif field not in _FIELDS.get(entry.action, ()) and (
            entry.action not in _REVEALS or _payload(entry).get("field") != field
        ):
            raise BadInput(f"entry {seq} does not allow {field}: open or reveal it first")
        if field in approval.FIELDS and entry.action != Action.EMERGENCY_REVEALED:
            approval.check(held, entry, field)
        return self._field(held, field)

    def _field(self, held: HeldItem, field: str) -> str:
        open_ = self.open_()
        match field:
            case "content":
                return self.decrypt(held, "content", open_).decode("utf-8")
            case "original":
                return open_(self.decrypt(held, "original", open_)).decode("utf-8", "replace")
            case "account":
                return self._author(held, open_).line()
            case "link":
                return self._author(held, open_).link
            case "whereabouts":
                return checks.sealed_task(held, self.envelope(held, open_)).hex()
        raise BadInput("the vault has no such field")

    def notes(self, item: int, seq: int, blobs: list[bytes]) -> list[str]:
        """What people typed, against an entry by which this item was opened."""
        held = HeldItem.objects.get(pk=item)
        entry = self._entry(held, seq)
        if entry.action not in OPENING and not approval.ground(held, entry, blobs):
            raise BadInput(f"entry {seq} is not a look at item {item}: open the item first")
        if held.state == State.DESTROYED:
            raise BadInput(f"item {item} was destroyed, and its notes with it")
        key = self._key(held, self.open_())
        name = context(held.post_id, "note")
        return [key.decrypt(name, blob)[_SALT:].decode("utf-8") for blob in blobs]

    def embeddings(self, seq: int, items: list[int]) -> dict[int, bytes]:
        """For the console's index, against an entry that says how many. Gone items are left out."""
        entry = AuditEntry.objects.filter(seq=seq, action=Action.INDEX_OPENED).first()
        if entry is None or not _fresh(entry) or _payload(entry).get("items") != len(items):
            raise BadInput(f"entry {seq} does not allow {len(items)} embeddings")
        open_ = self.open_()
        rows = HeldItem.objects.filter(pk__in=items).exclude(embedding_blob=b"")
        return {row.pk: open_(self.decrypt(row, "embedding", open_)) for row in rows}

    def disclosed(self, disclosure: int, seq: int) -> dict[int, bytes]:
        """The parts of a disclosure, each with its salt, against an entry by which it is read. Left out: parts
        that went with the item."""
        row = opening.found(disclosure)
        return opening.words(row, self._entry(row.item, seq), self)

    def copied(self, disclosure: int, seq: int) -> dict[str, tuple[bytes, str]]:
        """Copies of what entry `seq` names, sealed for the disclosure's record, each with its salted hash:
        the words themselves do not leave."""
        row = opening.found(disclosure)
        held = _held(row.item_id)
        return opening.copies(row, self._entry(held, seq), lambda field: self._field(held, field))

    def request_words(self, request: int, seq: int) -> dict[str, bytes]:
        """What was written about a rights request, each with its salt, against an entry by which it is read."""
        row = RightsRequest.objects.get(pk=request)
        return rights_opening.words(row, _about(ObjectType.REQUEST, request, seq), self)

    def matched(self, request: int, seq: int) -> int:
        """Find the items of one confirmed request, against its two people's entry; the entry that says which."""
        row = RightsRequest.objects.get(pk=request)
        return rights_opening.matched(row, _about(ObjectType.REQUEST, request, seq), self)

    # -- what the clock asks

    def gone(self) -> list[int]:
        """Items of accounts that went away: ids only. Opens every envelope, tells nothing of any."""
        open_ = self.open_()
        gone = self._accounts(open_)
        rows = HeldItem.objects.exclude(state=State.DESTROYED).iterator(chunk_size=BATCH)
        return [
            row.pk for row in rows if _is_gone(gone, row.source, self._whose(row, open_), row.received_at)
        ]

    def passing(self, posts: list[InPassing]) -> list[str]:
        """Which posts that still lie in the stream are of such accounts: their ids."""
        open_ = self.open_()
        gone = self._accounts(open_)
        sources = {source for source, _ in gone}
        found: list[str] = []
        for post in posts:
            if post.source in sources and post.envelope:
                with suppress(BadInput):
                    if _is_gone(gone, post.source, read(open_(post.envelope)).account, post.received_at):
                        found.append(post.post_id)
        return found

    # -- what the vault does by itself

    def keep(self, now: datetime) -> tuple[int, int]:
        """Take new data keys into the vault's own file, and destroy those of items that were destroyed:
        how many of each. Idempotent."""
        with self._lock:
            return vault_keep.take_in(self.store), vault_keep.destroy(self.store, now)

    def reconcile(self) -> int:
        """At the start: destroy keys that came back with an old copy of the file although their receipts
        stand. How many."""
        with self._lock:
            return vault_keep.reconcile(self.store)

    # -- how it opens things

    @property
    def keys_dir(self) -> Path:
        return Path(settings.PRIVACY_KEYS)

    @property
    def store(self) -> Store:
        return Store(self.keys_dir)

    def open_(self) -> _Open:
        return opener(private_keys(self.keys_dir))

    def open_keys(self, rows: Sequence[HeldItem], open_: _Open) -> Iterator[tuple[HeldItem, ItemKey]]:
        for row in rows:
            yield row, self._key(row, open_)

    def decrypt(self, item: HeldItem, field: str, open_: _Open) -> bytes:
        blob = bytes(getattr(item, f"{field}_blob"))
        return self._key(item, open_).decrypt(context(item.post_id, field), blob)

    def _key(self, item: HeldItem, open_: _Open) -> ItemKey:
        sealed = bytes(item.data_key_sealed) or self.store.get(key_id(bytes(item.box_public)))
        if sealed is None:
            # It may have been taken in since this row was read, or the item destroyed.
            raise KeyLost(
                f"the key of item {item.pk} is not in {self.store.path}: if the item was destroyed and the database"
                " restored from a backup, that is as it should be; else restore that file from the keys' own backup"
            )
        return ItemKey(open_(sealed))

    def _author(self, item: HeldItem, open_: _Open) -> Author:
        envelope = self.decrypt(item, "envelope", open_)
        return read(open_(envelope)) if envelope else Author()

    def envelope(self, item: HeldItem, open_: _Open) -> dict[str, str]:
        envelope = self.decrypt(item, "envelope", open_)
        return members(open_(envelope)) if envelope else {}

    def _whose(self, item: HeldItem, open_: _Open) -> str:
        """ "" of an item that nobody can open: it must not keep the others from being compared."""
        try:
            return self._author(item, open_).account
        except (BadInput, KeyLost):
            return ""

    def _accounts(self, open_: _Open) -> _Gone:
        """(source, account) -> when it was last reported gone. An event that cannot be read names nobody."""
        gone: _Gone = {}
        for event in PendingAccountEvent.objects.all():
            try:
                account = read(open_(bytes(event.envelope))).account
            except BadInput:
                continue
            if account:
                key = (event.source, account)
                gone[key] = max(event.received_at, gone.get(key, event.received_at))
        return gone

    def _entry(self, item: HeldItem, seq: int) -> AuditEntry:
        return _about(ObjectType.ITEM, item.post_id, seq, f"item {item.pk}")


def _held(item: int) -> HeldItem:
    held = HeldItem.objects.filter(pk=item).first()
    if held is None or held.state == State.DESTROYED:
        raise BadInput(f"item {item} was destroyed" if held else f"there is no item {item}")
    return held


def _about(kind: ObjectType, key: str | int, seq: int, name: str = "it") -> AuditEntry:
    """The fresh entry `seq`, about this object. BadInput otherwise."""
    entry = AuditEntry.objects.filter(seq=seq, outcome="ok").first()
    if entry is None or entry.object_key != object_key_of(kind, key):
        raise BadInput(f"entry {seq} is not a look at {name}: open the {kind} first")
    if not _fresh(entry):
        raise BadInput(f"entry {seq} is older than ten minutes: open the {kind} again")
    return entry


def _payload(entry: AuditEntry) -> dict[str, Any]:
    payload: dict[str, Any] = msgspec.json.decode(bytes(entry.payload_canonical))["payload"]
    return payload


def _fresh(entry: AuditEntry) -> bool:
    return abs(datetime.now(UTC) - entry.at) <= FRESH


def _is_gone(gone: _Gone, source: str, account: str, received_at: datetime) -> bool:
    at = gone.get((source, account)) if account else None
    return at is not None and received_at <= at


__all__ = ("OPENING", "Room")
