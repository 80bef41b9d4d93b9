"""Why a head flagged: the few words without which the score falls most (occlusion).

Words are left out of the original text and the rest is scored again, so offsets are those of the
original whatever the spelling tricks in it, and the evidence is faithful by construction.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from classify.scorer import Scored, Scorer
from models.release import Array
from stream.contracts import HEADS, Head, Span

MAX_SPAN_WORDS = 8
_MAX_UNITS = 48
_TRIED = 8
_ENOUGH = 0.9
"""A shorter span is preferred when it takes at least this share of what the best one takes."""

_WEAK = 0.05
"""Below this share, what was left out is said again elsewhere (or the score is too high to move)."""

_WORD = re.compile(r"\S+")
Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One flagged post: its units (words, or runs of words in a long text) as [start, end)."""

    owner: int
    text: str
    flags: tuple[Head, ...]
    units: tuple[Bounds, ...]

    def without(self, first: int, last: int) -> str:
        """The text without units first..last (last included)."""
        start, end = self.units[first][0], self.units[last][1]
        return f"{self.text[:start]} {self.text[end:]}"


def spans(texts: Sequence[str], scored: Sequence[Scored], scorer: Scorer) -> list[tuple[Span, ...]]:
    """Evidence per text, one span per flagged head; () where nothing is flagged."""
    asked = [
        _Asked(number, text, result.flags, _units(text))
        for number, (text, result) in enumerate(zip(texts, scored, strict=True))
        if result.flags
    ]
    single = _scores([(post, unit, unit) for post in asked for unit in range(len(post.units))], scorer)
    tried: list[tuple[_Asked, int, int]] = []
    for post, losses in zip(asked, _per_post(asked, single), strict=True):
        whole = _vector(scored[post.owner])
        for head in post.flags:
            column = HEADS.index(head)
            tried += [
                (post, *bounds) for bounds in _candidates(_odds(whole[column]) - _odds(losses[:, column]))
            ]
    left = _scores(tried, scorer)
    result: list[tuple[Span, ...]] = [()] * len(texts)
    done = 0
    for post in asked:
        found = []
        for head in post.flags:
            count = min(_TRIED, _possible(len(post.units)))
            rows = slice(done, done + count)
            done += count
            after = left[rows, HEADS.index(head)]
            best = _best(post, head, scored[post.owner].scores[head], tried[rows], after)
            found.append(_alone(post, best, scorer) if best.weight < _WEAK else best)
        result[post.owner] = tuple(found)
    return result


def _units(text: str) -> tuple[Bounds, ...]:
    words = [match.span() for match in _WORD.finditer(text)]
    size = -(-len(words) // _MAX_UNITS) or 1
    return tuple((words[i][0], words[min(i + size, len(words)) - 1][1]) for i in range(0, len(words), size))


def _scores(variants: Sequence[tuple[_Asked, int, int]], scorer: Scorer) -> Array:
    return scorer.matrix([post.without(first, last) for post, first, last in variants])


def _vector(scored: Scored) -> Array:
    return np.array([scored.scores[head] for head in HEADS], np.float32)


def _per_post(asked: Sequence[_Asked], rows: Array) -> Iterator[Array]:
    done = 0
    for post in asked:
        yield rows[done : done + len(post.units)]
        done += len(post.units)


def _possible(units: int) -> int:
    """How many runs of at most MAX_SPAN_WORDS units there are."""
    return sum(max(units - length + 1, 0) for length in range(1, MAX_SPAN_WORDS + 1))


def _odds(scores: Any) -> Any:
    """Log-odds: a score near 1 hardly moves when a word goes, its log-odds do."""
    kept = np.clip(scores, 1e-6, 1 - 1e-6)
    return np.log(kept / (1 - kept))


def _candidates(losses: Array) -> list[Bounds]:
    """The runs of units that promise most, from what each unit takes alone; always
    min(_TRIED, all there are). A unit that takes nothing is a small cost, so runs stay short.
    """
    cost = 0.02 * float(np.abs(losses).max())
    worth = np.concatenate([[0.0], np.cumsum(losses - cost)])
    runs = [
        (float(worth[last + 1] - worth[first]), (first, last))
        for first in range(len(losses))
        for last in range(first, min(first + MAX_SPAN_WORDS, len(losses)))
    ]
    runs.sort(key=lambda run: (-run[0], run[1]))
    return [bounds for _, bounds in runs[:_TRIED]]


def _alone(post: _Asked, weak: Span, scorer: Scorer) -> Span:
    """The run of units that scores highest by itself; the weight stays what leaving words out took."""
    last = len(post.units) - 1
    starts = range(0, len(post.units), MAX_SPAN_WORDS // 2)
    bounds = [
        (post.units[first][0], post.units[min(first + MAX_SPAN_WORDS - 1, last)][1]) for first in starts
    ]
    scores = scorer.matrix([post.text[start:end] for start, end in bounds])[:, HEADS.index(weak.head)]
    start, end = bounds[int(scores.argmax())]
    return Span(head=weak.head, start=start, end=end, weight=weak.weight)


def _best(
    post: _Asked, head: Head, before: float, tried: Sequence[tuple[_Asked, int, int]], after: Array
) -> Span:
    lost = np.clip((before - after) / before, 0.0, 1.0)
    enough = [number for number in range(len(tried)) if lost[number] >= _ENOUGH * lost.max()]
    best = min(enough, key=lambda number: (tried[number][2] - tried[number][1], -lost[number]))
    _, first, last = tried[best]
    return Span(
        head=head,
        start=post.units[first][0],
        end=post.units[last][1],
        weight=round(float(lost[best]), 4),
    )
