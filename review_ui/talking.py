"""The conversation that an item belongs to, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from privacy import vault
from privacy.models import HeldItem
from privacy.tips import desk
from privacy.tips.letters import SOURCE
from privacy.tips.models import Message
from review_ui.history import names
from stream.errors import BadInput


@dataclass(frozen=True)
class Line:
    """`words` only of answers given at this item; `item` is another one at which the line was written, or
    which it became (0: this one)."""

    at: datetime
    who: str
    words: str = ""
    item: int = 0


def is_tip(item: HeldItem) -> bool:
    return item.source == SOURCE


def talk(item: HeldItem, seq: int) -> list[Line]:
    """Oldest first; none where nobody holds a code. `seq` is the look by which the words may be read."""
    rows = desk.lines_of(item) if is_tip(item) else []
    known = names([row.actor_id for row in rows if row.actor_id])
    ids = [row.post_id for row in rows if row.post_id and row.post_id != item.post_id]
    items = dict(HeldItem.objects.filter(post_id__in=ids).values_list("post_id", "pk"))
    return [_line(row, item, seq, known, items) for row in rows]


def _line(row: Message, item: HeldItem, seq: int, known: dict[str, str], items: dict[str, int]) -> Line:
    if row.seq is None:
        return Line(row.at, _("The person"), item=items.get(row.post_id or "", 0))
    who = known.get(row.actor_id, row.actor_id)
    if row.item_id != item.pk:
        return Line(row.at, who, item=row.item_id or 0)
    try:
        return Line(row.at, who, vault.open_note(item, bytes(row.blob_staff), seq=seq))
    except BadInput:
        return Line(row.at, who, _("(destroyed)"))
