"""What the vault's process does for rights requests: read what was written, and find the items of one request.

It believes the audit log, not the tables: an officer opened the request, another person confirmed it, one of
the two entered what the verified person named, and the other one asks. It writes itself what it found.
"""

import hashlib
from collections.abc import Callable
from typing import Any, Protocol

import msgspec

from privacy import audit, newcomers
from privacy.actions import Action, ObjectType
from privacy.actors import system
from privacy.audit import object_key_of
from privacy.models import AuditEntry, HeldItem, State
from privacy.rights import keyring, naming
from privacy.rights.models import Given, RequestKey, RightsRequest
from privacy.vault_keep import KeyLost
from privacy.vault_store import Store
from stream.errors import BadInput

OPENER = "privacy_officer"
CONFIRMERS = ("lead", "administrator")
SALT = 32
VAULT = system("vault")


class Room(Protocol):
    """What is needed of privacy.vault_room.Room."""

    @property
    def store(self) -> Store: ...
    def open_(self) -> Callable[[bytes], bytes]: ...
    def envelope(self, item: HeldItem, open_: Callable[[bytes], bytes]) -> dict[str, str]: ...


def place(request: int, name: str) -> str:
    """Binds a blob to one text of one request."""
    return f"rights/{request}/{name}"


def words(row: RightsRequest, entry: AuditEntry, room: Room) -> dict[str, bytes]:
    """What was written about a request, each with its salt: "words/PK" and, for the two people alone, "given/PK"."""
    if entry.action != Action.RIGHTS_READ or entry.actor_role not in (OPENER, *CONFIRMERS):
        raise BadInput(f"entry {entry.seq} does not open request {row.pk}: read it first")
    open_ = room.open_()
    held = {one.use: one for one in row.keys.filter(destroyed_at=None)}
    found: dict[str, bytes] = {}
    if record := held.get(RequestKey.Use.RECORD):
        key = keyring.opened(record, room.store, open_)
        for text in row.words.exclude(blob=b""):
            found[f"words/{text.pk}"] = key.decrypt(place(row.pk, text.name), bytes(text.blob))
    search = held.get(RequestKey.Use.SEARCH)
    if search and entry.actor_id in _both(row, _payload(entry)):
        key = keyring.opened(search, room.store, open_)
        for given in row.given.exclude(blob=b""):
            found[f"given/{given.pk}"] = key.decrypt(place(row.pk, "given"), bytes(given.blob))
    return found


def matched(row: RightsRequest, entry: AuditEntry, room: Room) -> int:
    """Find the items of what was given, write which into the audit log, and return the entry's number."""
    said = _payload(entry)
    both = _both(row, said)
    entered = _entry(row, said.get("entered"), Action.RIGHTS_GIVEN)
    given = Given.objects.filter(pk=int(said.get("given", 0)), request=row).first()
    if entry.action != Action.RIGHTS_SEARCHED or entered is None or given is None or row.closed_at:
        raise BadInput(f"entry {entry.seq} does not let request {row.pk} be searched for")
    if not both or {entered.actor_id, entry.actor_id} != both:
        raise BadInput("one of the two people enters what the person gave, and the other one searches")
    lines = _given(row, given, entered, room)
    own, named, unopened = _find(given.source, lines, room)
    with audit.act():
        return audit.record(
            actor_id=VAULT.id,
            actor_role=VAULT.role,
            action=Action.RIGHTS_ANSWERED,
            object_type=ObjectType.REQUEST,
            object_key=row.pk,
            payload={
                "request": row.pk,
                "given": given.pk,
                "found": len(own) + len(named),
                "unopened": unopened,
                "own": _digests(own),
                "named": _digests(named),
            },
        )


def printable(item: HeldItem, entry: AuditEntry, field: str) -> None:
    """BadInput unless the vault itself found the item for the request that `entry` prints. The author's own words
    are shown to the author alone; whoever named only the link gets the text without personal data."""
    said = _payload(entry)
    row = RightsRequest.objects.filter(pk=int(said.get("request", 0)), closed_at=None).first()
    answered = _entry(row, said.get("answered"), Action.RIGHTS_ANSWERED) if row else None
    if answered is None or answered.actor_id != VAULT.id or said.get("field") != field:
        raise BadInput(f"entry {entry.seq} prints nothing of item {item.pk}")
    found = _payload(answered)
    allowed = [*found["own"], *(found["named"] if field == "content" else [])]
    if field not in ("content", "original") or object_key_of(ObjectType.ITEM, item.post_id) not in allowed:
        raise BadInput(f"item {item.pk} was not found for request {said['request']}")


def listed(seq: int) -> tuple[list[HeldItem], list[HeldItem]]:
    """The items that the vault's entry names: by author, by link alone."""
    entry = AuditEntry.objects.get(seq=seq, action=Action.RIGHTS_ANSWERED, actor_id=VAULT.id)
    said = _payload(entry)
    wanted = {*said["own"], *said["named"]}
    keyed = (
        {object_key_of(ObjectType.ITEM, row.post_id): row for row in HeldItem.objects.all()} if wanted else {}
    )
    return [keyed[one] for one in said["own"] if one in keyed], [
        keyed[one] for one in said["named"] if one in keyed
    ]


def _both(row: RightsRequest, said: dict[str, Any]) -> set[str]:
    """The two people of a request, as the log says; empty before it was confirmed."""
    opened = _entry(row, said.get("opened"), Action.RIGHTS_OPENED)
    confirmed = _entry(row, said.get("confirmed"), Action.RIGHTS_CONFIRMED)
    if opened is None or confirmed is None or opened.actor_id == confirmed.actor_id:
        return set()
    if any(newcomers.is_new(one.actor_id, one.at) for one in (opened, confirmed)):
        return set()
    if opened.actor_role != OPENER or confirmed.actor_role not in CONFIRMERS:
        return set()
    return {opened.actor_id, confirmed.actor_id}


def _given(row: RightsRequest, given: Given, entered: AuditEntry, room: Room) -> list[str]:
    key = row.keys.filter(use=RequestKey.Use.SEARCH).first()
    if key is None:
        raise BadInput(f"request {row.pk} has no key")
    clear = keyring.opened(key, room.store, room.open_()).decrypt(place(row.pk, "given"), bytes(given.blob))
    if hashlib.sha256(clear).hexdigest() != _payload(entered).get("words"):
        raise BadInput("what was given is not what was written into the log")
    return naming.lines(clear[SALT:].decode("utf-8"))


def _find(source: str, lines: list[str], room: Room) -> tuple[list[HeldItem], list[HeldItem], int]:
    """By author, by link alone, and how many items nobody can open, so that they could not be compared."""
    open_ = room.open_()
    own: list[HeldItem] = []
    named: list[HeldItem] = []
    unopened = 0
    for item in HeldItem.objects.exclude(state=State.DESTROYED).order_by("pk").iterator(chunk_size=200):
        try:
            said = room.envelope(item, open_)
        except (BadInput, KeyLost):
            unopened += 1  # it must not keep the others from being found
            continue
        where = naming.Where(*(said.get(name, "") for name in ("account", "handle", "link", "uri")))
        how = {naming.names(line, where, same_source=item.source == source) for line in lines}
        if "own" in how:
            own.append(item)
        elif "link" in how:
            named.append(item)
    return own, named, unopened


def _digests(rows: list[HeldItem]) -> tuple[audit.Digest, ...]:
    return tuple(audit.Digest(object_key_of(ObjectType.ITEM, row.post_id)) for row in rows)


def _entry(row: RightsRequest, seq: object, action: Action) -> AuditEntry | None:
    if not isinstance(seq, int):
        return None
    key = object_key_of(ObjectType.REQUEST, row.pk)
    return AuditEntry.objects.filter(seq=seq, action=action, outcome="ok", object_key=key).first()


def _payload(entry: AuditEntry) -> dict[str, Any]:
    payload: dict[str, Any] = msgspec.json.decode(bytes(entry.payload_canonical))["payload"]
    return payload
