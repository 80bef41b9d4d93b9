"""Asking the vault: what an item says is decrypted there alone, and never before the look is logged.

Each function commits its audit entry first, in a transaction of its own, and the vault (settings.VAULT,
a process of its own) releases content only against that entry; a crash between leaves an entry without a
look, never a look without an entry.
So none of them may be called inside another transaction (RuntimeError). Whether the actor may see items
of this school is the caller's question.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Literal, NamedTuple

import msgspec
from django.conf import settings

from privacy import audit, items, notify
from privacy.actors import Actor
from privacy.approval import FIELDS as IDENTITY
from privacy.canonical import Payload
from privacy.content import Content, context
from privacy.models import Clock, HeldItem, Reveal, State
from privacy.sealing import add_to_item
from privacy.vault_line import Vault
from stream.contracts import EntityKind, Ground, Span, Verdict
from stream.errors import BadInput

Field = Literal["original", "account", "link"]
FIELDS: tuple[Field, ...] = ("original", "account", "link")
REVEAL_FOR = timedelta(minutes=5)
MIN_SENTENCE = 10
MAX_WORDS = 4000
Blob = bytes | memoryview
"""PostgreSQL's columns come as the one, SQLite's as the other."""


class Purpose(StrEnum):
    """Why a field is revealed. Closed; discipline is not among them."""

    UNDERSTAND = "understand"
    """The redacted text cannot be understood without it."""
    FIND_PERSON = "find_person"
    """Someone must be found to be helped or protected."""
    CONTACT_FAMILY = "contact_family"
    THREAT_ASSESSMENT = "threat_assessment"
    RIGHTS_REQUEST = "rights_request"
    EMERGENCY = "emergency"
    """Only emergency_reveal uses it."""


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """An item with its content, released against audit entry `seq`. Offsets are in `text`, redacted."""

    seq: int
    item: HeldItem
    text: str
    entity_kinds: tuple[EntityKind, ...]
    grounds: tuple[Ground, ...]
    verdict: Verdict

    @property
    def spans(self) -> tuple[Span, ...]:
        return self.verdict.spans


@dataclass(frozen=True, slots=True, repr=False)
class Revealed:
    """Fields in clear, to be shown to this person until `expires_at`; one audit entry a field."""

    item: HeldItem
    fields: dict[Field, str]
    seqs: dict[Field, int]
    expires_at: datetime


class SealedNote(NamedTuple):
    """Store `blob`; put `digest` into the audit entry of the act."""

    blob: bytes
    digest: audit.Digest


def look(item_id: int, actor: Actor) -> Opened:
    """Open an item: an entry, the item marked opened, then its content.

    BadInput: no such item, or destroyed. Fatal: the vault's key is missing.
    """
    vault = _vault()
    with audit.act(durable=True):
        item = items.locked(item_id)
        first = items.mark_opened(item)
        seq = _record(actor, audit.Action.ITEM_LOOKED, item, {"first": first, "state": State(item.state)})
    content = msgspec.json.decode(vault.release(item.pk, seq, "content"), type=Content)
    return Opened(seq, item, content.text, content.entity_kinds, content.grounds, content.verdict)


def reveal(
    item_id: int, actor: Actor, fields: Collection[Field], purpose: Purpose, sentence: str
) -> Revealed:
    """Show the original in clear to one person for five minutes. `sentence` (10 characters or more) says why;
    it is kept under the item's data key, and its salted hash stands in the field's entry.

    BadInput: an unknown or no field, one that tells who wrote it (privacy.identity), the purpose EMERGENCY, a
    short sentence, no such item.
    """
    if purpose == Purpose.EMERGENCY:
        raise BadInput("an emergency has its own act: emergency_reveal")
    words = _words("sentence", sentence, MIN_SENTENCE)
    chosen = _fields(fields)
    if who := [field for field in chosen if field in IDENTITY]:
        raise BadInput(f"{', '.join(who)}: a second person must approve this first")
    return _reveal(item_id, actor, chosen, Purpose(purpose), (words,))


def emergency_reveal(item_id: int, actor: Actor, threat: str, recipients: str) -> Revealed:
    """One key in imminent danger: original, account and link at once, with who is threatened and whom you tell
    as the only fields. The privacy officer is told at once; the rest falls due within 24 hours.

    BadInput only when a field is empty or there is no such item: nothing else stands in the way.
    """
    said = (_words("threat", threat, 1), _words("recipients", recipients, 1))
    return _reveal(item_id, actor, FIELDS, Purpose.EMERGENCY, said)


def seal_note(item: HeldItem, text: str) -> SealedNote:
    """Encrypt what a person typed (a note, a reason) under the item's data key, without opening it.

    BadInput when the text is empty, longer than 4,000 characters, or the item was destroyed.
    """
    if not item.box_public:
        raise BadInput(f"item {item.pk} was destroyed: nothing can be added to it")
    salted = audit.salted_hash(_words("note", text, 1))
    clear = salted.salt + text.strip().encode("utf-8")
    return SealedNote(
        add_to_item(bytes(item.box_public), context(item.post_id, "note"), clear), salted.digest
    )


def open_note(item: HeldItem, blob: Blob, *, seq: int) -> str:
    """What seal_note sealed, released against `seq`, an entry by which this item was opened.

    BadInput when that entry is not of this item or the item was destroyed: its words are gone too.
    """
    return open_notes(item, [blob], seq=seq)[0]


def open_notes(item: HeldItem, blobs: Collection[Blob], *, seq: int) -> list[str]:
    """open_note for many, in order."""
    found: list[str] = settings.VAULT.notes(item.pk, seq, [bytes(blob) for blob in blobs])
    return found


def _reveal(
    item_id: int,
    actor: Actor,
    fields: tuple[Field, ...],
    purpose: Purpose,
    words: tuple[str, ...],
) -> Revealed:
    urgent = purpose == Purpose.EMERGENCY
    action = audit.Action.EMERGENCY_REVEALED if urgent else audit.Action.ITEM_REVEALED
    _vault()
    now = datetime.now(UTC)
    with audit.act(durable=True):
        item = items.locked(item_id)
        note = seal_note(item, "\n\n".join(words))
        said: Payload = {"words": note.digest}
        seqs = log_fields(item, actor, action, fields, purpose=purpose, said=said, words=note.blob, now=now)
        if urgent:
            items.mark_opened(item, now)
            items.set_clock(item, Clock.EMERGENCY, now=now)
            notify.emergency(item, now)
    return released(item, seqs, now)


def log_fields(
    item: HeldItem,
    actor: Actor,
    action: audit.Action,
    fields: Collection[Field],
    *,
    purpose: Purpose,
    said: Payload,
    words: bytes,
    now: datetime,
) -> dict[Field, int]:
    """One entry and one row a field that will be shown; field to its entry.

    Inside the caller's transaction, which must be committed before released().
    """
    seqs: dict[Field, int] = {}
    for field in fields:
        seqs[field] = _record(actor, action, item, {"field": audit.Ident(field), "purpose": purpose, **said})
        Reveal.objects.create(
            item=item,
            seq=seqs[field],
            actor_id=actor.id,
            field=field,
            purpose=purpose,
            words_blob=words,
            at=now,
            expires_at=now + REVEAL_FOR,
        )
    return seqs


def released(item: HeldItem, seqs: dict[Field, int], now: datetime) -> Revealed:
    """What the vault gives against the entries of log_fields."""
    shown = {field: _vault().release(item.pk, seq, field) for field, seq in seqs.items()}
    return Revealed(item, shown, seqs, now + REVEAL_FOR)


def _record(actor: Actor, action: audit.Action, item: HeldItem, payload: Payload) -> int:
    return audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=audit.ObjectType.ITEM,
        object_key=item.post_id,
        payload=payload,
    )


def _vault() -> Vault:
    """The vault, when it is there and has its key; Fatal before anything is written."""
    vault: Vault = settings.VAULT
    vault.ready()
    return vault


def _fields(fields: Collection[Field]) -> tuple[Field, ...]:
    unknown = set(fields) - set(FIELDS)
    if unknown or not fields:
        raise BadInput(f"reveal one or more of {', '.join(FIELDS)}")
    return tuple(field for field in FIELDS if field in fields)


def _words(name: str, text: str, least: int) -> str:
    words = text.strip()
    if len(words) < least:
        raise BadInput(f"{name}: write at least {least} characters" if least > 1 else f"{name}: fill it in")
    if len(words) > MAX_WORDS:
        raise BadInput(f"{name}: at most {MAX_WORDS} characters, found {len(words)}")
    return words
