"""What happened to an item: who opened it, what was revealed, what was decided, with the notes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from privacy import vault
from privacy.audit import Action, ObjectType, object_key_of
from privacy.models import AuditEntry, HeldItem
from review_ui.models import Acknowledgement, Decision, NoConcern, User
from stream.errors import BadInput

LOOKS: dict[str, str] = {
    Action.ITEM_LOOKED: "opened it",
    Action.ITEM_REVEALED: "revealed part of the original",
    Action.EMERGENCY_REVEALED: "revealed the original in an emergency",
    Action.ITEM_NOTES_READ: "read its notes",
    Action.ITEM_VERIFY_ASKED: "asked whether it still stands at its source",
    Action.DISCLOSURE_READ: "read the record of a disclosure",
    Action.DISCLOSURE_PRINTED: "opened the record of a disclosure for print",
    Action.RIGHTS_PRINTED: "printed it for the person whom it concerns",
    Action.TIP_ENTERED: "wrote it down",
    Action.TIP_ANSWERED: "answered the person who sent it",
}
SAID: dict[str, str] = {
    **LOOKS,
    Action.IDENTITY_ASKED: "asked to see who wrote it",
    Action.IDENTITY_APPROVED: "approved that a colleague sees who wrote it",
    Action.IDENTITY_REFUSED: "refused that a colleague sees who wrote it",
    Action.RIGHTS_CORRECTED: "attached what the person concerned says is wrong",
    Action.EMERGENCY_COMPLETED: "decided what happens after the emergency",
}
"""What the history of an item tells."""
MOST = 60


@dataclass(frozen=True)
class Event:
    """A line of the history; `note` only for decisions."""

    at: datetime
    who: str
    what: str
    note: str = ""
    decision: bool = False


def names(actor_ids: Sequence[str]) -> dict[str, str]:
    """Actor id of the log to the name of the person; our own workers are called Firstbell."""
    people = {one.removeprefix("user:") for one in actor_ids if one.startswith("user:")}
    users = User.objects.filter(pk__in=[int(one) for one in people if one.isdecimal()])
    found = {f"user:{user.pk}": user.shown_name for user in users}
    for one in actor_ids:
        found.setdefault(one, "Firstbell" if one.startswith("system:") else one)
    return found


def history(item: HeldItem, seq: int) -> list[Event]:
    """Newest first. `seq` is the look by which the notes may be read; that look itself is in it."""
    events = [*_decisions(item, seq), *_acknowledged(item), *_looks(item)]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _looks(item: HeldItem) -> list[Event]:
    key = object_key_of(ObjectType.ITEM, item.post_id)
    entries = list(AuditEntry.objects.filter(object_key=key, action__in=list(SAID)).order_by("-seq")[:MOST])
    known = names([entry.actor_id for entry in entries])
    events: list[Event] = []
    for entry in entries:
        event = Event(entry.at, known[entry.actor_id], _(SAID[entry.action]))
        # Two fields revealed at once are two entries and one event.
        if (
            not events
            or (events[-1].who, events[-1].what) != (event.who, event.what)
            or (events[-1].at - event.at).total_seconds() > 1
        ):
            events.append(event)
    return events


def _decisions(item: HeldItem, seq: int) -> list[Event]:
    rows = Decision.objects.filter(item=item).select_related("actor")
    return [
        Event(row.at, row.actor.shown_name, _what(row), _note(item, row, seq), decision=True) for row in rows
    ]


def _what(row: Decision) -> str:
    label = row.get_kind_display()
    return f"{label}: {NoConcern(row.reason).label}" if row.reason else label


def _note(item: HeldItem, row: Decision, seq: int) -> str:
    if not row.note:
        return ""
    try:
        return vault.open_note(item, bytes(row.note), seq=seq)
    except BadInput:
        # A post that was destroyed and came again has another data key.
        return _("(this note was destroyed)")


def _acknowledged(item: HeldItem) -> list[Event]:
    rows = Acknowledgement.objects.filter(decision__item=item).select_related("actor")
    return [
        Event(row.at, row.actor.shown_name, _("acknowledged the referral"), decision=True) for row in rows
    ]
