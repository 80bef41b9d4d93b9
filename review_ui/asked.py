"""For the item's page: what became of a person's own asks to see who wrote it, and what the person concerned says."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from privacy import identity, vault
from privacy.models import HeldItem, IdentityAsk
from review_ui.models import User
from stream.errors import BadInput


@dataclass(frozen=True)
class Asked:
    """One ask. `opens`: it is approved and can be opened now. `why` is the second person's sentence."""

    pk: int
    what: str
    opens: bool
    says: str
    style: str
    until: datetime
    why: str


def asked(item: HeldItem, user: User, seq: int, now: datetime) -> list[Asked]:
    """This person's asks of the last two days. `seq` is the look by which the sentences may be read."""
    return [_asked(item, row, seq, now) for row in identity.of(item, user.actor, now)]


def corrections(item: HeldItem, seq: int) -> list[tuple[datetime, str]]:
    """What people whom the item concerns say is wrong, read against the look `seq`."""
    rows = list(item.corrections.exclude(blob=b""))
    return [(row.at, _opened(item, row.blob, seq)) for row in rows]


def _asked(item: HeldItem, row: IdentityAsk, seq: int, now: datetime) -> Asked:
    labels = {"account": _("account"), "link": _("link")}
    what = _(" and ").join(labels[field] for field in row.fields)
    if row.open_(now):
        says, style = _("approved"), "good"
    elif row.approved:
        says, style = _("approved, and run out"), "open"
    elif row.settled_at:
        says, style = _("refused"), "alarm"
    elif row.waits(now):
        says, style = _("waits for a second person"), "warn"
    else:
        says, style = _("nobody answered in 24 hours"), "open"
    why = _opened(item, row.settled_words, seq) if row.settled_words else ""
    return Asked(row.pk, what, row.open_(now), says, style, row.until, why)


def _opened(item: HeldItem, blob: vault.Blob, seq: int) -> str:
    try:
        return vault.open_note(item, blob, seq=seq)
    except BadInput:
        return ""  # the item was destroyed and came again with another key
