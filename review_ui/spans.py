"""Cut a redacted text into pieces: plain, evidence for a score, ground of the location, or removed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from review_ui import words
from stream.contracts import Ground, Span


@dataclass(frozen=True)
class Piece:
    """`kind` is "", "evidence", "place", "both" or "gone"; `says` is the mark in words."""

    text: str
    kind: str = ""
    says: str = ""
    slight: bool = False


def pieces(
    text: str, evidence: Sequence[Span], grounds: Sequence[Ground], gone: re.Pattern[str]
) -> list[Piece]:
    """The pieces join to `text`. Offsets outside the text are cut to it; `gone` matches placeholders."""
    placed = [(g.start, g.end) for g in grounds if g.start is not None and g.end is not None]
    removed = [m.span() for m in gone.finditer(text)]
    marks = [(s.start, s.end) for s in evidence] + placed + removed
    cuts = sorted({0, len(text), *(min(max(0, at), len(text)) for mark in marks for at in mark)})
    cut = [_piece(text, at, evidence, placed, removed) for at in pairwise(cuts)]
    return _joined(cut)


def _piece(
    text: str,
    at: tuple[int, int],
    evidence: Sequence[Span],
    placed: Sequence[tuple[int, int]],
    removed: Sequence[tuple[int, int]],
) -> Piece:
    start, end = at
    here = [s for s in evidence if s.start <= start and end <= s.end]
    is_place = any(a <= start and end <= b for a, b in placed)
    is_gone = any(a <= start and end <= b for a, b in removed)
    says = []
    if here:
        top = max(here, key=lambda s: s.weight)
        says.append(
            _("evidence for %(head)s, %(weight)s")
            % {"head": words.head(top.head), "weight": words.weight(top.weight)}
        )
    if is_place:
        says.append(_("names the school"))
    if is_gone and not says:
        return Piece(text[start:end], "gone", _("removed to protect a person"))
    kind = "both" if here and is_place else "evidence" if here else "place" if is_place else ""
    slight = bool(here) and max(s.weight for s in here) < 0.2
    return Piece(text[start:end], kind, "; ".join(says), slight)


def _joined(cut: list[Piece]) -> list[Piece]:
    whole: list[Piece] = []
    for piece in cut:
        if not piece.text:
            continue
        last = whole[-1] if whole else None
        if last and (last.kind, last.says, last.slight) == (piece.kind, piece.says, piece.slight):
            whole[-1] = Piece(last.text + piece.text, last.kind, last.says, last.slight)
        else:
            whole.append(piece)
    return whole
