"""What is done about the items of a request: print them, attach a correction, destroy them."""

from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from django.conf import settings

from privacy import audit, items, purge, vault
from privacy.actors import Actor
from privacy.content import Content
from privacy.models import Cause, HeldItem, State
from privacy.rights.models import Correction, Kind, Match, RightsRequest
from privacy.rights.opening import OPENER
from privacy.rights.record import both, entry
from stream.errors import BadInput

_DONE = Match.Done


@dataclass(frozen=True, repr=False)
class Printed:
    """One item for the answer. `text` is without personal data; `original` the author's own words, "" for who
    named only the link. `content` is None once the item was destroyed."""

    match: Match
    item: HeldItem
    content: Content | None
    original: str = ""


def printed(request: int, actor: Actor) -> tuple[RightsRequest, list[Printed]]:
    """What is held for an access request: an entry a field of each item first. BadInput: not the privacy officer of
    this request, not a request for access, closed."""
    settings.VAULT.ready()
    with audit.act(durable=True):
        row = both(request, actor)
        if actor.role != OPENER or row.kind != Kind.ACCESS:
            raise BadInput("the privacy officer prints the answer to a request for access")
        matches = list(row.matches.select_related("item"))
        entry(row, actor, audit.Action.RIGHTS_PRINTED, {"items": len(matches)})
        seqs = {one.pk: _seqs(row, one, actor) for one in matches if one.item.state != State.DESTROYED}
    return row, [_printed(one, seqs.get(one.pk, {})) for one in matches]


def correct(request: int, item_id: int, actor: Actor, text: str) -> Correction:
    """Attach what the person says is wrong to the item; whoever opens it sees it. BadInput: not an item of this
    request, destroyed, empty."""
    with audit.act():
        row = both(request, actor)
        match = _match(row, item_id)
        item = items.locked(item_id)
        note = vault.seal_note(item, text)
        seq = _of_item(row, item, actor, audit.Action.RIGHTS_CORRECTED, {"words": note.digest})
        made = Correction.objects.create(
            item=item, request=row, blob=note.blob, seq=seq, at=datetime.now(UTC)
        )
        _mark(match, _DONE.CORRECTED)
    return made


def delete(request: int, actor: Actor) -> dict[str, int]:
    """Destroy the items of a request for deletion; how many of each Match.Done.

    A legal hold, and a case that people act on, stand above it: those items stay, and their rows say so.
    """
    now = datetime.now(UTC)
    counts: dict[str, int] = {}
    with audit.act():
        row = both(request, actor)
        if row.kind != Kind.DELETION:
            raise BadInput("this request does not ask for deletion")
        for match in row.matches.select_related("item"):
            item = HeldItem.objects.select_for_update().get(pk=match.item_id)
            done = _delete(item, actor, now)
            counts[done.value] = counts.get(done.value, 0) + 1
            _mark(match, done)
        kept = {f"kept_{name}": n for name, n in counts.items() if name != _DONE.DESTROYED}
        entry(row, actor, audit.Action.RIGHTS_DELETED, {"destroyed": counts.get(_DONE.DESTROYED, 0), **kept})
    return counts


def _delete(item: HeldItem, actor: Actor, now: datetime) -> Match.Done:
    if items.on_hold(item):
        return _DONE.ON_HOLD
    if item.state != State.DESTROYED and purge.in_hand(item):
        return _DONE.IN_HAND
    purge.withdraw(item, Cause.REQUEST, actor=actor, now=now)
    purge.bury([item.post_id], Cause.REQUEST, now)
    return _DONE.DESTROYED


def _seqs(row: RightsRequest, match: Match, actor: Actor) -> dict[str, int]:
    fields = ("content", "original") if match.own else ("content",)
    return {
        name: _of_item(
            row,
            match.item,
            actor,
            audit.Action.RIGHTS_PRINTED,
            {"field": audit.Ident(name), "answered": match.answered_seq},
        )
        for name in fields
    }


def _printed(match: Match, seqs: dict[str, int]) -> Printed:
    clear = {name: settings.VAULT.release(match.item_id, seq, name) for name, seq in seqs.items()}
    content = msgspec.json.decode(clear["content"], type=Content) if clear else None
    return Printed(match, match.item, content, clear.get("original", ""))


def _of_item(
    row: RightsRequest,
    item: HeldItem,
    actor: Actor,
    action: audit.Action,
    more: dict[str, audit.Ident | audit.Digest | int],
) -> int:
    return audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=audit.ObjectType.ITEM,
        object_key=item.post_id,
        payload={"request": row.pk, **more},
    )


def _match(row: RightsRequest, item_id: int) -> Match:
    found = row.matches.filter(item=item_id).first()
    if found is None:
        raise BadInput(f"item {item_id} was not found for this request")
    return found


def _mark(match: Match, done: Match.Done) -> None:
    match.done, match.done_at = done, datetime.now(UTC)
    match.save(update_fields=["done", "done_at"])
