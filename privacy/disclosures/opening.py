"""What the vault's process does for disclosures: read the record against an entry, copy what was disclosed."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import msgspec

from privacy import audit
from privacy.actions import Action
from privacy.approval import revealed
from privacy.disclosures.keyring import sealed_key
from privacy.disclosures.models import Disclosure
from privacy.models import AuditEntry, HeldItem, State
from privacy.sealing import ItemKey, add_to_item
from privacy.vault_store import Store
from stream.errors import BadInput

READS = (Action.DISCLOSURE_READ, Action.DISCLOSURE_PRINTED)
REVEALED = ("original", "account", "link")
"""Fields that are copied only for someone to whom they were revealed, and whose copies only such a person reads."""
_COPY_OF = {f"copy_{field}": field for field in REVEALED}


class Room(Protocol):
    """What is needed of privacy.vault_room.Room."""

    @property
    def store(self) -> Store: ...
    def open_(self) -> Callable[[bytes], bytes]: ...
    def open_keys(
        self, rows: list[HeldItem], open_: Callable[[bytes], bytes]
    ) -> Iterator[tuple[HeldItem, ItemKey]]: ...


def place(disclosure: int, name: str) -> str:
    """Binds a blob to one part of one disclosure."""
    return f"disclosure/{disclosure}/{name}"


def found(disclosure: int) -> Disclosure:
    """BadInput when there is none, or its record was destroyed."""
    row = Disclosure.objects.select_related("item").filter(pk=disclosure).first()
    if row is None:
        raise BadInput(f"there is no disclosure {disclosure}")
    if row.destroyed_at is not None:
        raise BadInput(f"the record of disclosure {disclosure} was destroyed at the end of its schedule")
    return row


def words(row: Disclosure, entry: AuditEntry, room: Room) -> dict[int, bytes]:
    """Part to its salt and text. Left out: a part whose key is gone, and a copy of what whoever reads never had
    revealed; for that the item has its own door, with a purpose and, for who wrote it, a second person."""
    if entry.action not in READS or _payload(entry).get("disclosure") != row.pk:
        raise BadInput(f"entry {entry.seq} does not open disclosure {row.pk}: read it first")
    open_ = room.open_()
    own = sealed_key(row, room.store)
    keys = {True: ItemKey(open_(own)) if own else None, False: None}
    parts = [part for part in row.parts.all() if part.blob]
    if row.item.state != State.DESTROYED and any(not part.own for part in parts):
        keys[False] = next(iter(room.open_keys([row.item], open_)))[1]
    shown = revealed(row.item, entry.actor_id)
    clear: dict[int, bytes] = {}
    for part in parts:
        if part.name in _COPY_OF and _COPY_OF[part.name] not in shown:
            continue
        key = keys[part.own]
        if key is not None:
            clear[part.pk] = key.decrypt(place(row.pk, part.name), bytes(part.blob))
    return clear


def copies(row: Disclosure, entry: AuditEntry, read: Callable[[str], str]) -> dict[str, tuple[bytes, str]]:
    """Field to its sealed copy and the copy's salted hash. `read` gives a field of the item in clear."""
    payload = _payload(entry)
    if entry.action != Action.DISCLOSURE_COPIED or payload.get("disclosure") != row.pk:
        raise BadInput(f"entry {entry.seq} does not allow a copy for disclosure {row.pk}")
    fields = [str(field) for field in payload.get("fields", [])]
    known = revealed(row.item, entry.actor_id)
    if unknown := [field for field in fields if field in REVEALED and field not in known]:
        raise BadInput(f"{', '.join(unknown)}: only who revealed it can say that it was disclosed")
    made: dict[str, tuple[bytes, str]] = {}
    for field in fields:
        text = read(field)
        if field == "content":
            text = str(msgspec.json.decode(text)["text"])
        salted = audit.salted_hash(text)
        sealed = add_to_item(
            bytes(row.item.box_public), place(row.pk, f"copy_{field}"), salted.salt + text.encode("utf-8")
        )
        made[field] = (sealed, str(salted.digest))
    return made


def _payload(entry: AuditEntry) -> dict[str, Any]:
    payload: dict[str, Any] = msgspec.json.decode(bytes(entry.payload_canonical))["payload"]
    return payload
