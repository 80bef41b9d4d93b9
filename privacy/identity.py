"""Who wrote a post is shown to one person only when a second one has approved; emergencies have their own act.

ask, then settle (by another person), then reveal. Each step is one entry in its transaction; fields are
revealed with an entry each. Who approves sees the ground, never the identity and never the post. Whether a
person may see items of this school is the caller's question.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from privacy import audit, items, newcomers, vault
from privacy.actors import Actor
from privacy.approval import APPROVERS, FIELDS, OPEN_FOR, WAIT
from privacy.canonical import Payload
from privacy.models import HeldItem, IdentityAsk, State
from stream.errors import BadInput

RECENT = timedelta(days=2)
"""How long what became of an ask is shown to who asked."""


def ask(
    item_id: int, actor: Actor, fields: Collection[vault.Field], purpose: vault.Purpose, sentence: str
) -> IdentityAsk:
    """Ask to see account or link. A second person has 24 hours to approve.

    BadInput: no such field, a short sentence, the purpose EMERGENCY, an ask of this person that still waits.
    """
    if purpose == vault.Purpose.EMERGENCY:
        raise BadInput("an emergency asks nobody: use the emergency key")
    if not fields or set(fields) - set(FIELDS):
        raise BadInput(f"ask for one or both of {', '.join(FIELDS)}")
    if len(sentence.strip()) < vault.MIN_SENTENCE:
        raise BadInput(f"sentence: write at least {vault.MIN_SENTENCE} characters")
    now, named = datetime.now(UTC), [field for field in FIELDS if field in fields]
    with audit.act():
        item = items.locked(item_id)
        if of(item, actor, now).filter(settled_at=None, until__gt=now).exists():
            raise BadInput("you have asked for this item already: it waits for a second person")
        note = vault.seal_note(item, sentence)
        row = IdentityAsk.objects.create(
            item=item,
            asked_by=actor.id,
            asked_role=actor.role,
            asked_at=now,
            fields=named,
            purpose=purpose,
            words=note.blob,
            until=now + WAIT,
        )
        row.seq = _entry(
            row,
            actor,
            audit.Action.IDENTITY_ASKED,
            {
                "fields": [audit.Ident(field) for field in named],
                "purpose": vault.Purpose(purpose),
                "words": note.digest,
            },
        )
        row.save(update_fields=["seq"])
    return row


def read_ground(ask_id: int, actor: Actor) -> str:
    """The sentence of an ask, for the second person: an entry first. BadInput: not one who may approve it."""
    settings.VAULT.ready()
    with audit.act(durable=True):
        row = _waiting(ask_id, actor)
        seq = _entry(row, actor, audit.Action.IDENTITY_GROUND_READ)
    return vault.open_note(row.item, row.words, seq=seq)


def settle(ask_id: int, actor: Actor, *, approve: bool, sentence: str) -> IdentityAsk:
    """The second person approves or refuses, with a sentence. BadInput: the one who asked, another role,
    a short sentence, settled or lapsed before."""
    if len(sentence.strip()) < vault.MIN_SENTENCE:
        raise BadInput(f"say why in a sentence of at least {vault.MIN_SENTENCE} characters")
    now = datetime.now(UTC)
    with audit.act():
        row = _waiting(ask_id, actor)
        note = vault.seal_note(row.item, sentence)
        action = audit.Action.IDENTITY_APPROVED if approve else audit.Action.IDENTITY_REFUSED
        row.settled_by, row.settled_role, row.settled_at = actor.id, actor.role, now
        row.approved, row.settled_words = approve, note.blob
        row.until = now + OPEN_FOR if approve else row.until
        row.settled_seq = _entry(row, actor, action, {"asked": row.seq, "words": note.digest})
        row.save()
    return row


def reveal(item_id: int, ask_id: int, actor: Actor) -> vault.Revealed:
    """Show what was approved to the person who asked, for five minutes; one entry a field. Again until it lapses.

    BadInput: another person's ask, not approved, lapsed, the item destroyed.
    """
    settings.VAULT.ready()
    now = datetime.now(UTC)
    with audit.act(durable=True):
        row = IdentityAsk.objects.filter(pk=ask_id, item=item_id, asked_by=actor.id).first()
        if row is None or not row.approved:
            raise BadInput("a second person must approve this first")
        if not row.open_(now):
            raise BadInput("the approval has run out; ask again")
        item = items.locked(row.item_id)
        said: Payload = {"asked": row.seq, "approved": row.settled_seq}
        fields = tuple(field for field in vault.FIELDS if field in row.fields)
        seqs = vault.log_fields(
            item,
            actor,
            audit.Action.ITEM_REVEALED,
            fields,
            purpose=vault.Purpose(row.purpose),
            said=said,
            words=bytes(row.words),
            now=now,
        )
    return vault.released(item, seqs, now)


def waiting(
    actor: Actor, schools: Collection[str] | None, now: datetime | None = None
) -> QuerySet[IdentityAsk]:
    """Asks that this person may settle, the oldest first; none of their own. `schools` None: every school."""
    now = now or datetime.now(UTC)
    rows = IdentityAsk.objects.filter(settled_at=None, until__gt=now).exclude(asked_by=actor.id)
    rows = rows.exclude(item__state=State.DESTROYED)
    if actor.role not in APPROVERS:
        return rows.none()
    if schools is not None:
        rows = rows.filter(item__in=items.visible(schools).values("pk"))
    return rows.select_related("item").order_by("asked_at", "pk")


def of(item: HeldItem, actor: Actor, now: datetime | None = None) -> QuerySet[IdentityAsk]:
    """This person's asks about an item in the last two days, newest first."""
    since = (now or datetime.now(UTC)) - RECENT
    return IdentityAsk.objects.filter(item=item, asked_by=actor.id, asked_at__gt=since).order_by("-pk")


def _waiting(ask_id: int, actor: Actor) -> IdentityAsk:
    """The ask, locked. BadInput when this person cannot settle it (any more)."""
    items.in_transaction()
    row = IdentityAsk.objects.select_for_update().filter(pk=ask_id).first()
    if row is None:
        raise BadInput("there is no such ask")
    if row.asked_by == actor.id:
        raise BadInput("you asked: a second person approves or refuses")
    if actor.role not in APPROVERS:
        raise BadInput("a counsellor, a lead or the privacy officer approves")
    newcomers.refuse(actor.id)
    if not row.waits(datetime.now(UTC)):
        raise BadInput("somebody has settled it before you, or nobody did in 24 hours")
    row.item = items.locked(row.item_id)
    return row


def _entry(row: IdentityAsk, actor: Actor, action: audit.Action, more: Payload | None = None) -> int:
    return audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=audit.ObjectType.ITEM,
        object_key=row.item.post_id,
        payload={"ask": row.pk, **(more or {})},
    )
