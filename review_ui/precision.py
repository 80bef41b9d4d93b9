"""How often people found concern in items like this one: told only once enough of them were decided.

Like this one: of the same model, for the same head first, and as rare among ordinary posts. Tips are left
out: no threshold chose them. Decisions that were undone do not count.
"""

from dataclasses import dataclass
from math import ceil, floor

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from privacy.models import HeldItem
from privacy.tips.letters import SOURCE
from privacy.wilson import wilson
from review_ui.models import Decision, Kind
from review_ui.words import rank

ENOUGH = 50
"""Decided items below which nothing is said."""
EDGES = (0.0001, 0.001, 0.01, 1.0)
"""Upper ends of the bands: the share of ordinary posts that score at least as high."""
_STEP = 5


@dataclass(frozen=True)
class Precision:
    """Of `decided` items, in `concern` people found one. `head` and `band` say which items."""

    head: str
    band: int
    decided: int
    concern: int

    @property
    def enough(self) -> bool:
        return self.decided >= ENOUGH

    @property
    def interval(self) -> tuple[int, int]:
        """Whole numbers of 100 that hold the 95% interval."""
        low, high = wilson(self.concern, self.decided)
        return floor(100 * low), ceil(100 * high)

    @property
    def rough(self) -> tuple[int, int]:
        """The interval in steps of five, outwards: from it no count can be worked out."""
        low, high = self.interval
        return low // _STEP * _STEP, min(100, -(-high // _STEP) * _STEP)

    @property
    def words(self) -> str:
        """What the item page says; no number of 100 before there is enough."""
        if not self.enough:
            return _(
                "Too few items like this one were decided to say how often people find concern in them: %(n)d so far, it takes %(enough)d."
            ) % {"n": self.decided, "enough": ENOUGH}
        low, high = self.interval
        return _(
            "Of %(n)d decided items like this one, people found concern in %(k)d: in the long run %(low)d to %(high)d of 100."
        ) % {"n": self.decided, "k": self.concern, "low": low, "high": high}


def band_of(share: float) -> int:
    """The band in which a rank lies."""
    return next((number for number, edge in enumerate(EDGES) if share <= edge), len(EDGES) - 1)


def of(item: HeldItem) -> Precision | None:
    """The precision of items like this one; None for a tip."""
    if item.source == SOURCE:
        return None
    band = band_of(item.top_rank)
    return _measured(_standing(item.model), item.top_head, band)


def all_bands(model: str) -> list[Precision]:
    """Every head and band of a model in which enough was decided."""
    rows = _standing(model)
    heads = sorted(set(rows.values_list("item__top_head", flat=True)))
    found = [_measured(rows, head, band) for head in heads for band in range(len(EDGES))]
    return [one for one in found if one.enough]


def band_words(band: int) -> str:
    """The band as people say it."""
    return rank(EDGES[band] * 0.999)


def _standing(model: str) -> QuerySet[Decision]:
    rows = Decision.objects.filter(superseded_by=None, item__model=model).exclude(kind=Kind.UNDONE)
    return rows.exclude(item__source=SOURCE)


def _measured(rows: QuerySet[Decision], head: str, band: int) -> Precision:
    low = EDGES[band - 1] if band else -1.0
    near = rows.filter(item__top_head=head, item__top_rank__gt=low, item__top_rank__lte=EDGES[band])
    kinds = {row["kind"]: row["n"] for row in near.order_by().values("kind").annotate(n=Count("pk"))}
    decided = sum(kinds.values())
    return Precision(head, band, decided, decided - kinds.get(Kind.NO_CONCERN, 0))
