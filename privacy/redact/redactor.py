"""Texts in, redacted texts out, with what was found and how offsets moved."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from privacy.redact.address import ADDRESS, POSTAL_CODE
from privacy.redact.contact import EMAIL, LINK, PHONE
from privacy.redact.corners import CODE_BEHIND, CORNER, PARTS
from privacy.redact.handles import HANDLE
from privacy.redact.identity import BIRTH_DATE, ID_NUMBER, PLATE
from privacy.redact.names import ANY_GIVEN, ANY_SURNAME
from privacy.redact.ner import Analyzer
from privacy.redact.people import find_people
from privacy.redact.pieces import joined, pieces
from privacy.redact.schools import Schools
from privacy.redact.spans import Found, Rule, Taken, blank
from privacy.redact.words import Word, fold, is_plain, is_spanish, words
from stream.contracts import Entity, EntityKind

# First come keeps the text: a kind stands before those whose patterns would take a part of it.
_RULES: tuple[Rule, ...] = (
    *EMAIL,
    *LINK,
    *BIRTH_DATE,
    *PLATE,
    *ID_NUMBER,
    *PHONE,
    *POSTAL_CODE,
    *CODE_BEHIND,
    *CORNER,
    *ADDRESS,
    *PARTS,
    *HANDLE,
)
# These wear digits, dots or signs that no school's name has; the others yield to a school's name.
_BEFORE_SCHOOLS = frozenset({"email", "link", "phone", "id_number", "birth_date"})
_UNUSABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Carries spans of the original text over to the redacted one.

    `pieces` are (start, end, new start, new end) of each placeholder, in order.
    """

    pieces: tuple[tuple[int, int, int, int], ...] = ()

    def __call__(self, start: int, end: int) -> tuple[int, int]:
        """The span in the redacted text; one that touches a placeholder takes the whole of it."""
        if start >= end:
            point = self._edge(start, left=True)
            return point, point
        return self._edge(start, left=True), self._edge(end, left=False)

    def _edge(self, offset: int, *, left: bool) -> int:
        starts = [piece[0] for piece in self.pieces]
        index = bisect_right(starts, offset if left else offset - 1) - 1
        if index < 0:
            return offset
        _, old_end, new_start, new_end = self.pieces[index]
        if (left and offset < old_end) or (not left and offset <= old_end):
            return new_start if left else new_end
        return offset - old_end + new_end


@dataclass(frozen=True, slots=True)
class Redacted:
    """`entities` are spans of the original text, in order; `map` carries other spans over to `text`."""

    text: str
    entities: tuple[Entity, ...]
    map: OffsetMap


class Redactor:
    """Finds personal data and puts typed, numbered placeholders in its place.

    `school_names` are the district's names and aliases; they stay, and so does what reads like a
    school's name. The language model is loaded with the first text. Deterministic, and how texts
    are batched makes no difference.
    """

    def __init__(self, school_names: Sequence[str] = ()) -> None:
        self._schools = Schools(school_names)
        self._analyzer = Analyzer()

    def redact(self, texts: Sequence[str], langs: Sequence[str | None]) -> list[Redacted]:
        """One result per text, in order. `langs` are the sources' claims and only settle a draw.

        A long text is read in pieces: time grows with its length, whatever stands in it.
        """
        cut = [pieces(text) for text in texts]
        found = iter(
            self._find(
                [text[start:end] for text, spans in zip(texts, cut, strict=True) for start, end in spans],
                [lang for lang, spans in zip(langs, cut, strict=True) for _ in spans],
            )
        )
        return [
            replace(text, joined(text, [(start, next(found)) for start, _ in spans]))
            for text, spans in zip(texts, cut, strict=True)
        ]

    def _find(self, texts: Sequence[str], langs: Sequence[str | None]) -> list[list[Found]]:
        posts = [self._patterns(text) for text in texts]
        spanish = [is_spanish(post.words, lang) for post, lang in zip(posts, langs, strict=True)]
        english = [post for post, is_es in zip(posts, spanish, strict=True) if not is_es]
        seen = (
            dict(zip(map(id, english), self._analyzer.find([post.masked for post in english]), strict=True))
            if english
            else {}
        )
        return [
            self._finish(post, is_es, seen.get(id(post), []))
            for post, is_es in zip(posts, spanish, strict=True)
        ]

    def _patterns(self, text: str) -> "_Post":
        clean = _UNUSABLE.sub(" ", text)
        taken = Taken(clean)
        schools = self._schools.find(clean)
        for rule in _RULES:
            for found in rule.find(clean):
                if rule.kind in _BEFORE_SCHOOLS or found.kind == "handle" or not _overlaps(found, schools):
                    taken.add(found)
        kept = [(start, end) for start, end in schools if taken.free(start, end)]
        masked = blank(clean, [*((f.start, f.end) for f in taken.found), *kept])
        return _Post(masked, words(masked), taken)

    def _finish(self, post: "_Post", spanish: bool, seen: Sequence[Found]) -> list[Found]:
        open_ = [True] * len(post.words)
        is_word = (lambda _: False) if spanish else self._analyzer.is_word
        people = find_people(post.masked, post.words, open_, spanish=spanish, is_word=is_word)
        post.taken.extend(Found(start, end, "person") for start, end in people)
        for found in seen:
            if found.kind != "person":
                post.taken.add(found)
            else:
                post.taken.extend(_model_persons(found, post, self._analyzer))
        return post.taken.found


@dataclass(frozen=True, slots=True)
class _Post:
    masked: str
    words: list[Word]
    taken: Taken


def _overlaps(found: Found, spans: Sequence[tuple[int, int]]) -> bool:
    return any(found.start < end and start < found.end for start, end in spans)


def _model_persons(found: Found, post: _Post, analyzer: Analyzer) -> list[Found]:
    """What of the model's PERSON may be one: it takes "Lol" and "ngl" for persons on chat text."""
    inside = [
        w
        for w in post.words
        if found.start <= w.start and w.end <= found.end and post.taken.free(w.start, w.end)
    ]
    good = [w for w in inside if _may_name(w, analyzer)]
    if not good:
        return []
    return (
        [Found(w.start, w.end, "person") for w in good]
        if len(good) < len(inside)
        else [Found(good[0].start, good[-1].end, "person")]
    )


def _may_name(word: Word, analyzer: Analyzer) -> bool:
    if not word.capital or is_plain(word.key) or len(word.key) < 3:
        return False
    return word.key in ANY_GIVEN or word.key in ANY_SURNAME or not analyzer.is_word(word.key)


_LABELS: dict[EntityKind, str] = {
    "person": "PERSON",
    "handle": "HANDLE",
    "email": "EMAIL",
    "phone": "PHONE",
    "link": "LINK",
    "address": "ADDRESS",
    "postal_code": "POSTAL CODE",
    "birth_date": "BIRTH DATE",
    "id_number": "ID NUMBER",
    "plate": "PLATE",
}


class _Numbers:
    """Numbers of one post: the same thing twice has the same number, "maria" is "maria lopez"."""

    def __init__(self, names: Sequence[str]) -> None:
        self._given: dict[str, int] = {}
        self._next = 1
        self._whole = [n for n in names if " " in n]

    def of(self, kind: EntityKind, surface: str) -> int:
        key = _same(kind, surface)
        if kind == "person" and " " not in key:
            key = next((whole for whole in self._whole if key in whole.split()), key)
        if key not in self._given:
            self._given[key] = self._next
            self._next += 1
        return self._given[key]


def _same(kind: EntityKind, surface: str) -> str:
    if kind == "person":
        return " ".join(fold(part) for part in surface.split())
    if kind in ("phone", "id_number", "plate", "postal_code"):
        return re.sub(r"[\W_]", "", surface).casefold()
    if kind == "handle":
        return surface.strip("@$ ").casefold()
    return " ".join(surface.casefold().split())


def replace(text: str, found: Sequence[Found]) -> Redacted:
    """The text with placeholders. `found` do not overlap."""
    ordered = sorted(found)
    names = [_same("person", text[f.start : f.end]) for f in ordered if f.kind == "person"]
    numbers: dict[EntityKind, _Numbers] = {}
    out: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    at = length = 0
    for item in ordered:
        number = numbers.setdefault(item.kind, _Numbers(names)).of(item.kind, text[item.start : item.end])
        label = f"[{_LABELS[item.kind]} {number}]"
        out += (text[at : item.start], label)
        length += item.start - at
        pieces.append((item.start, item.end, length, length + len(label)))
        length += len(label)
        at = item.end
    out.append(text[at:])
    entities = tuple(Entity(kind=item.kind, start=item.start, end=item.end) for item in ordered)
    return Redacted("".join(out), entities, OffsetMap(tuple(pieces)))
