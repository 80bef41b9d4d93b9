"""The answer to a request for access, item by item: what is held, why, who looked, and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from privacy.audit import Action, ObjectType, object_key_of
from privacy.models import AuditEntry, Clock, HeldItem
from privacy.rights.answer import Printed
from review_ui import words
from review_ui.desk import school_names
from review_ui.history import LOOKS
from review_ui.models import Decision

_SEEN: dict[str, str] = {
    **LOOKS,
    Action.IDENTITY_APPROVED: "approved that a colleague sees who wrote it",
    Action.ITEM_REFERRED: "handed it over",
    Action.ITEM_ACKNOWLEDGED: "took it over",
    Action.DISCLOSURE_RECORDED: "disclosed it to parties outside in an emergency",
}


@dataclass(frozen=True)
class Held:
    """One item for print. Staff stand by role."""

    number: int
    gone: datetime | None
    taken: datetime
    source: str
    schools: str
    text: str
    own: bool
    why: list[str]
    heads: str
    decided: list[tuple[datetime, str]]
    seen: list[tuple[datetime, str, str]]
    until: str
    disclosures: int


def found(printed: Sequence[Printed]) -> list[Held]:
    return [_held(one) for one in printed]


def _held(one: Printed) -> Held:
    item, content = one.item, one.content
    decisions = Decision.objects.filter(item=item).order_by("pk")
    return Held(
        number=item.pk,
        gone=item.destroyed_at,
        taken=item.received_at,
        source=item.source,
        schools=school_names(item.school_ids),
        text=one.original or (content.text if content else ""),
        own=bool(one.original),
        why=[words.ground(ground, school_names([ground.school])) for ground in content.grounds]
        if content
        else [],
        heads=", ".join(words.head(head) for head in item.heads or [item.top_head]),
        decided=[(row.at, row.get_kind_display()) for row in decisions],
        seen=_seen(item),
        until=_until(item),
        disclosures=item.disclosures.count(),
    )


def _seen(item: HeldItem) -> list[tuple[datetime, str, str]]:
    """(when, role, what), oldest first."""
    key = object_key_of(ObjectType.ITEM, item.post_id)
    rows = AuditEntry.objects.filter(object_key=key, action__in=list(_SEEN), outcome="ok").order_by("seq")
    told: list[tuple[datetime, str, str]] = []
    for row in rows:
        line = (row.at, row.actor_role.replace("_", " "), _(_SEEN[row.action]))
        # Two fields shown at once are two entries and one event.
        if not told or told[-1][1:] != line[1:] or (line[0] - told[-1][0]).total_seconds() > 1:
            told.append(line)
    return told


def _until(item: HeldItem) -> str:
    if item.destroyed_at:
        return _("Destroyed on %(day)s; counts without a person stay.") % {"day": item.destroyed_at.date()}
    if item.destroy_at:
        return _("Destroyed on %(day)s at the latest.") % {"day": item.destroy_at.date()}
    if item.clock == Clock.EMERGENCY:
        return _("Kept while the emergency is dealt with; then on the schedule of what is decided.")
    return _("Nobody has decided about it yet. Seven days after a decision of no concern it is destroyed.")
