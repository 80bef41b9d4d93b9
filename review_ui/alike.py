"""Items like the one before a person: the same text again, and decided ones that lie near.

For one post at a time, and only among items of schools that the person may see. Nothing here knows an
author: two posts of one person are alike only if their words are.
"""

from dataclasses import dataclass, field
from threading import Lock

from django.utils import timezone
from django.utils.translation import gettext as _

from classify.similar import DUPLICATE, NEAR, Index, Near, unpacked
from models.release import Array
from privacy import embeddings, items
from privacy.models import HeldItem, State
from review_ui.desk import Status, standing, status
from review_ui.models import Kind, NoConcern, User
from stream.errors import BadInput

MOST = 5
DECIDED = (State.DECIDED, State.REFERRED)


@dataclass(frozen=True)
class Row:
    """A link to an item, where it stands, and what was decided ("" when nothing)."""

    item: int
    status: Status
    decided: str


@dataclass(frozen=True)
class Alike:
    """`known` is False where the item has no embedding: then nothing can be said."""

    known: bool = False
    same: list[Row] = field(default_factory=list)
    """Waiting items with nearly the same text, at most MOST, nearest first."""
    same_count: int = 0
    near: list[Row] = field(default_factory=list)
    """Decided items whose text is near, at most MOST, nearest first."""


class _Kept:
    """One index a model, since embeddings of two models do not compare; brought up to date when asked."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._marks: dict[int, embeddings.Mark] = {}
        self._vectors: dict[int, Array] = {}
        self._indexes: dict[str, Index] = {}

    def near(self, item: HeldItem, least: float, among: set[int]) -> list[Near] | None:
        """None where the item has no embedding."""
        with self._lock:
            self._update()
            if item.pk not in self._vectors:
                return None
            index = self._indexes[self._marks[item.pk].model]
            vector = self._vectors[item.pk]
            return index.search(vector, least=least, most=len(index), among=among - {item.pk})

    def _update(self) -> None:
        now = embeddings.marks()
        for pk in [pk for pk, mark in self._marks.items() if now.get(pk) != mark]:
            mark = self._marks.pop(pk)
            if self._vectors.pop(pk, None) is not None:
                self._indexes[mark.model].remove([pk])
        new = {pk: mark for pk, mark in now.items() if pk not in self._marks}
        if not new:
            return
        found = embeddings.opened(new)
        # Also what could not be opened: it is not asked for again at every look.
        self._marks.update(new)
        for pk, content in found.items():
            vector = self._vectors[pk] = unpacked(content)
            index = self._indexes.setdefault(new[pk].model, Index(len(vector)))
            index.add(pk, vector, timezone.now())


_KEPT = _Kept()


def alike(item: HeldItem, user: User) -> Alike:
    """What is like the item, of what `user` may see. The item's page has logged the look already."""
    seen = items.visible(user.school_ids())
    waiting = set(seen.filter(state__in=items.WAITING).values_list("pk", flat=True))
    decided = set(seen.filter(state__in=DECIDED).values_list("pk", flat=True))
    try:
        same = _KEPT.near(item, DUPLICATE, waiting)
        near = _KEPT.near(item, NEAR, decided)
    except BadInput:
        # A row is damaged somewhere in the queue. This item opens all the same.
        same = near = None
    if same is None or near is None:
        return Alike()
    rows = seen.in_bulk([one.item for one in (*same[:MOST], *near[:MOST])])
    return Alike(True, _rows(same, rows), len(same), _rows(near, rows))


def _rows(found: list[Near], rows: dict[int, HeldItem]) -> list[Row]:
    return [_row(rows[one.item]) for one in found[:MOST] if one.item in rows]


def _row(item: HeldItem) -> Row:
    return Row(item.pk, status(item, timezone.now()), _decided(item))


def _decided(item: HeldItem) -> str:
    stands = standing(item)
    if stands is None or stands.kind == Kind.UNDONE:
        return ""
    label: str = stands.get_kind_display()
    return (
        _("%(kind)s: %(why)s") % {"kind": label, "why": NoConcern(stands.reason).label}
        if stands.reason
        else label
    )
