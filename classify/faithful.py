"""Are the evidence spans what the score rests on? The deletion test.

Leave the shown span out and score again; leave out random runs of as many words and score again. Evidence is
faithful when the first takes far more of the score than the second (DeYoung et al. 2020, "comprehensiveness").
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from classify.scorer import Scorer
from classify.spans import spans
from stream.contracts import HEADS, Head, Span

RANDOM = 5
"""Random runs a span is compared with."""
_WORD = re.compile(r"\S+")


def deletion_report(scorer: Scorer, texts: Sequence[str], seed: int = 0) -> dict[Head, dict[str, Any]]:
    """Per head, over the texts that it flags: how many (`posts`), the mean score (`whole`), and the mean
    share of it that goes with the span (`span`) and with a random run of as many words (`random`); the
    share of posts that stop flagging (`span_unflags`, `random_unflags`), in which the span takes at
    least as much as every random run (`span_wins`), and the mean share of words shown (`shown`).
    A head that flags nothing has posts = 0 alone.
    """
    scored = scorer.score(texts)
    rng = np.random.default_rng(seed)
    found: dict[Head, list[tuple[float, ...]]] = {head: [] for head in HEADS}
    for text, result, why in zip(texts, scored, spans(texts, scored, scorer), strict=True):
        for span in why:
            row = _row(scorer, text, span, result.scores[span.head], rng)
            found[span.head].append(row)
    return {head: _summary(rows) for head, rows in found.items()}


def _row(scorer: Scorer, text: str, span: Span, whole: float, rng: np.random.Generator) -> tuple[float, ...]:
    words = [match.span() for match in _WORD.finditer(text)]
    inside = [number for number, (start, end) in enumerate(words) if start < span.end and end > span.start]
    count, last = len(inside), len(words) - len(inside)
    starts = rng.integers(0, last + 1, RANDOM) if last else np.zeros(RANDOM, np.int64)
    runs = [(words[first][0], words[first + count - 1][1]) for first in starts]
    left = scorer.matrix([f"{text[:start]} {text[end:]}" for start, end in [(span.start, span.end), *runs]])
    after = left[:, HEADS.index(span.head)]
    lost = np.clip((whole - after) / whole, 0, 1)
    below = after < scorer.thresholds[span.head]
    return (
        whole,
        float(lost[0]),
        float(lost[1:].mean()),
        float(below[0]),
        float(below[1:].mean()),
        float(lost[0] >= lost[1:].max() - 1e-6),
        count / len(words),
    )


def _summary(rows: Sequence[tuple[float, ...]]) -> dict[str, Any]:
    if not rows:
        return {"posts": 0}
    names = ("whole", "span", "random", "span_unflags", "random_unflags", "span_wins", "shown")
    means = np.mean(np.array(rows, np.float64), axis=0)
    return {
        "posts": len(rows),
        **{name: round(float(value), 4) for name, value in zip(names, means, strict=True)},
    }
