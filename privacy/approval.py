"""What the vault's process asks before it shows who wrote a post: does the audit log hold an ask, and an approval
by somebody else, of this item and field, for this person, in time? The tables of the application do not count."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from privacy.actions import Action, ObjectType
from privacy.audit import object_key_of
from privacy.models import AuditEntry, HeldItem, IdentityAsk
from privacy.newcomers import is_new
from stream.errors import BadInput

FIELDS = ("account", "link")
"""What tells who wrote a post: shown only with a second person's approval, or in an emergency."""
APPROVERS = ("counsellor", "lead", "privacy_officer")
WAIT = timedelta(hours=24)
"""How long an ask waits for a second person."""
OPEN_FOR = timedelta(hours=24)
"""How long after the approval the person who asked may open the fields."""


def check(item: HeldItem, entry: AuditEntry, field: str, at: datetime | None = None) -> None:
    """BadInput unless two people stand behind `entry`, by which `field` is to be shown (or was, `at` a time)."""
    said = _payload(entry)
    asked = _entry(item, said.get("asked"), Action.IDENTITY_ASKED)
    approved = _entry(item, said.get("approved"), Action.IDENTITY_APPROVED)
    if asked is None or approved is None or _payload(approved).get("asked") != asked.seq:
        raise BadInput(f"{field}: a second person must approve this first")
    if field not in _payload(asked).get("fields", []) or asked.actor_id != entry.actor_id:
        raise BadInput(f"{field}: this was asked for and approved for another field or person")
    if approved.actor_id == asked.actor_id or approved.actor_role not in APPROVERS:
        raise BadInput(
            f"{field}: whoever asks cannot approve; another counsellor, lead or privacy officer must"
        )
    if is_new(approved.actor_id, approved.at):
        raise BadInput(f"{field}: who approved it had a new account, role or password: ask again tomorrow")
    if not approved.at <= (at or datetime.now(UTC)) <= approved.at + OPEN_FOR:
        raise BadInput(f"{field}: the approval has run out; ask again")


def revealed(item: HeldItem, actor_id: str) -> set[str]:
    """The fields of an item that were shown to this person, as the audit log says; those that tell who wrote it
    only where two people stood behind it, or an emergency."""
    entries = AuditEntry.objects.filter(
        object_key=object_key_of(ObjectType.ITEM, item.post_id),
        actor_id=actor_id,
        action__in=(Action.ITEM_REVEALED, Action.EMERGENCY_REVEALED),
        outcome="ok",
    )
    shown: set[str] = set()
    for entry in entries:
        field = str(_payload(entry).get("field", ""))
        with suppress(BadInput):
            if field in FIELDS and entry.action != Action.EMERGENCY_REVEALED:
                check(item, entry, field, entry.at)
            shown.add(field)
    return shown


def ground(item: HeldItem, entry: AuditEntry, blobs: list[bytes]) -> bool:
    """Whether `entry` is a second person's look at the ground of an ask, and `blobs` are that ground alone."""
    if entry.action != Action.IDENTITY_GROUND_READ:
        return False
    ask = IdentityAsk.objects.filter(pk=int(_payload(entry).get("ask", 0)), item=item).first()
    return ask is not None and blobs == [bytes(ask.words)]


def _entry(item: HeldItem, seq: object, action: Action) -> AuditEntry | None:
    if not isinstance(seq, int):
        return None
    key = object_key_of(ObjectType.ITEM, item.post_id)
    return AuditEntry.objects.filter(seq=seq, action=action, outcome="ok", object_key=key).first()


def _payload(entry: AuditEntry) -> dict[str, Any]:
    payload: dict[str, Any] = msgspec.json.decode(bytes(entry.payload_canonical))["payload"]
    return payload
