"""Recording a disclosure (34 CFR 99.32(a)(5)): what people did and said, one transaction with its entry each.

Nothing here tells anybody anything: the call was made by telephone. The two fields of the law are enough to
record; what the policy asks for besides falls due within 24 hours. Whether the person may see items of this
school is the caller's question.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from privacy import audit, items, keys, notify, vault
from privacy.actors import Actor
from privacy.approval import revealed
from privacy.canonical import Payload
from privacy.disclosures.models import COPIES, LAW, SURVIVES, Disclosure, Name, Part
from privacy.disclosures.opening import REVEALED, found, place
from privacy.models import HeldItem, State
from privacy.sealing import ItemKey, add_to_item, sealer
from stream.errors import BadInput

DUE = timedelta(hours=24)
APPROVERS = ("lead", "privacy_officer")
NOTICE = (
    "You receive personal information of a pupil because knowing it is necessary to protect someone's health or"
    " safety (34 CFR 99.36). You may use it for that purpose alone, and may not pass it on to anyone else without"
    " the consent of the parent, or of the pupil from the age of 18, except where 34 CFR 99.33 allows it."
)
"""What the form proposes to have told the recipients (34 CFR 99.33(d))."""


class _Sealed(NamedTuple):
    """A text, the key under which it lies (the disclosure's own, or the item's), and its salted hash."""

    blob: bytes
    own: bool
    digest: str


@dataclass(frozen=True)
class Policy:
    """The policy's fields, as far as they are known; what is empty stays as it was. `copies` are fields of the item."""

    need: str = ""
    spoken: str = ""
    official: str = ""
    notice: str = ""
    copies: tuple[str, ...] = ()

    def words(self) -> dict[Name, str]:
        given = {
            Name.NEED: self.need,
            Name.SPOKEN: self.spoken,
            Name.OFFICIAL: self.official,
            Name.NOTICE: self.notice,
        }
        return {name: text for name, text in given.items() if text.strip()}


def record(
    item_id: int,
    actor: Actor,
    threat: str,
    parties: str,
    *,
    token: str,
    told_at: datetime | None = None,
    told_officer: bool = False,
) -> Disclosure:
    """Write down a disclosure that was made, with the law's two fields. The same token again is the same one.

    Works for an item that was destroyed meanwhile too. `told_officer`: the privacy officer hears of it another
    way. BadInput only when a field is empty or too long, or there is no such item.
    """
    now = datetime.now(UTC)
    key = ItemKey.new()
    with audit.act():
        made = Disclosure.objects.filter(token=marked(item_id, token)).first()
        if made is not None:
            return made
        item = HeldItem.objects.select_for_update().filter(pk=item_id).first()
        if item is None:
            raise BadInput(f"there is no item {item_id}")
        row = Disclosure.objects.create(
            item=item,
            token=marked(item_id, token),
            recorded_by=actor.id,
            recorded_role=actor.role,
            at=now,
            told_at=min(told_at or now, now),
            due_at=now + DUE,
            remind_at=now + DUE,
            keep_until=now + timedelta(days=settings.RETENTION.disclosure_days),
            box_public=key.box_public,
            key_sealed=sealer(keys.load_public(Path(settings.PRIVACY_KEYS)))(key.data_key),
        )
        law = _sealed(row, {Name.THREAT: threat, Name.PARTIES: parties})
        row.seq = _add(row, actor, audit.Action.DISCLOSURE_RECORDED, law)
        row.save(update_fields=["seq"])
        if not told_officer:
            notify.disclosure(item, now)
    return row


def fill_in(disclosure: int, actor: Actor, policy: Policy) -> Disclosure:
    """Save what the policy asks for, as far as it is given. BadInput: complete already, nothing given, a field
    that this person never had revealed."""
    now = datetime.now(UTC)
    words = policy.words()
    if not words and not policy.copies:
        raise BadInput("nothing was filled in")
    box, copied = _copies(disclosure, actor, policy.copies) if policy.copies else (b"", {})
    with audit.act():
        row = _open_record(disclosure)
        if copied and bytes(row.item.box_public) != box:
            copied = {}  # the item was destroyed since; nothing opens what was sealed for it
            if not words:
                raise BadInput("the item was destroyed meanwhile: no copy can be kept")
        _add(row, actor, audit.Action.DISCLOSURE_ADDED, {**_sealed(row, words), **copied})
        _settle(row, actor, now)
    return row


def approve(disclosure: int, actor: Actor) -> Disclosure:
    """The second of two people stands by the disclosure. BadInput: not a lead or privacy officer, the one who
    recorded it, approved already."""
    if actor.role not in APPROVERS:
        raise BadInput("a lead or the privacy officer approves a disclosure")
    now = datetime.now(UTC)
    with audit.act():
        row = _open_record(disclosure)
        if actor.id == row.recorded_by:
            raise BadInput("you recorded it: a second person approves it")
        if row.approved_at is not None:
            raise BadInput("it was approved already")
        row.approved_by, row.approved_role, row.approved_at = actor.id, actor.role, now
        row.save(update_fields=["approved_by", "approved_role", "approved_at"])
        _entry(row, actor, audit.Action.DISCLOSURE_APPROVED)
        _settle(row, actor, now)
    return row


def add(disclosure: int, actor: Actor, text: str) -> Disclosure:
    """A correction or addition, at any time; what it corrects stays. BadInput: empty, too long."""
    with audit.act():
        row = _locked(disclosure)
        _add(row, actor, audit.Action.DISCLOSURE_ADDED, _sealed(row, {Name.ADDITION: text}))
    return row


def marked(item_id: int, token: str) -> str:
    """How a form's token is kept: two items never share one."""
    return f"{item_id}-{token}"[:64]


def missing(row: Disclosure) -> list[str]:
    """What the policy still asks for, in words."""
    there = set(row.parts.values_list("name", flat=True))
    wanted = [
        (Name.NEED in there, "why each party needs to know"),
        (bool(there & {*COPIES, Name.SPOKEN}), "what was disclosed"),
        (Name.OFFICIAL in there, "the deciding official"),
        (Name.NOTICE in there, "the notice on redisclosure"),
        (row.approved_at is not None, "a second person's approval"),
    ]
    return [label for is_there, label in wanted if not is_there]


def copyable(item: HeldItem, actor: Actor) -> list[str]:
    """Fields of the item that this person can say were disclosed; none once it was destroyed."""
    if item.state == State.DESTROYED:
        return []
    shown = revealed(item, actor.id)
    return ["content", *(field for field in REVEALED if field in shown)]


def _copies(disclosure: int, actor: Actor, fields: Collection[str]) -> tuple[bytes, dict[Name, _Sealed]]:
    """The public half to which they are sealed, and the copies. The entry is committed before the vault copies; a
    crash leaves an entry without a copy."""
    with audit.act(durable=True):
        row = _open_record(disclosure)
        offered = copyable(row.item, actor)
        if unknown := [field for field in fields if field not in offered]:
            raise BadInput(f"{', '.join(unknown)}: only who revealed it can say that it was disclosed")
        named = tuple(audit.Ident(field) for field in offered if field in fields)
        seq = _entry(row, actor, audit.Action.DISCLOSURE_COPIED, {"fields": named})
        box = bytes(row.item.box_public)
    made: dict[str, tuple[bytes, str]] = settings.VAULT.copied(disclosure, seq)
    return box, {
        Name(f"copy_{field}"): _Sealed(blob, False, digest) for field, (blob, digest) in made.items()
    }


def _settle(row: Disclosure, actor: Actor, now: datetime) -> None:
    if row.completed_at is not None or missing(row):
        return
    row.completed_at, row.remind_at = now, None
    row.save(update_fields=["completed_at", "remind_at"])
    _entry(row, actor, audit.Action.DISCLOSURE_COMPLETED)


def _locked(disclosure: int) -> Disclosure:
    items.in_transaction()
    row = Disclosure.objects.select_for_update().filter(pk=disclosure).first()
    if row is None or row.destroyed_at is not None:
        return found(disclosure)  # says which
    return row


def _open_record(disclosure: int) -> Disclosure:
    row = _locked(disclosure)
    if row.completed_at is not None:
        raise BadInput("the record is complete: what must be corrected is added as a line of its own")
    return row


def _add(row: Disclosure, actor: Actor, action: audit.Action, parts: Mapping[Name, _Sealed]) -> int:
    """One entry with the salted hash of each part, and the parts."""
    seq = _entry(row, actor, action, {name.value: audit.Digest(part.digest) for name, part in parts.items()})
    now = datetime.now(UTC)
    for name, part in parts.items():
        Part.objects.create(
            disclosure=row, name=name, blob=part.blob, own=part.own, seq=seq, actor_id=actor.id, at=now
        )
    return seq


def _sealed(row: Disclosure, words: Mapping[Name, str]) -> dict[Name, _Sealed]:
    return {name: _seal(row, name, text) for name, text in words.items()}


def _seal(row: Disclosure, name: Name, text: str) -> _Sealed:
    words = text.strip()
    if not words:
        raise BadInput(f"{name.label}: fill it in; a few words are enough")
    if len(words) > vault.MAX_WORDS:
        raise BadInput(f"{name.label}: at most {vault.MAX_WORDS} characters, found {len(words)}")
    salted = audit.salted_hash(words)
    # What is filled in after the item was destroyed has no other key left.
    own = name in SURVIVES or not row.item.box_public
    box = bytes(row.box_public if own else row.item.box_public)
    blob = add_to_item(box, place(row.pk, name), salted.salt + words.encode("utf-8"))
    return _Sealed(blob, own, str(salted.digest))


def _entry(row: Disclosure, actor: Actor, action: audit.Action, more: Payload | None = None) -> int:
    return audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=audit.ObjectType.ITEM,
        object_key=row.item.post_id,
        payload={"disclosure": row.pk, **(more or {})},
    )


__all__ = ("LAW", "NOTICE", "Policy", "add", "approve", "copyable", "fill_in", "missing", "record")
