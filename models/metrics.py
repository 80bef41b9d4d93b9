"""Figures of the evaluation, in numpy: weights and intervals throughout."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Interval = tuple[float, float, float]
"""Estimate, and the bounds of its 95% bootstrap interval."""


def average_precision(labels: Floats, scores: Floats) -> float:
    """Area under precision over recall, by steps; ties share their mean. NaN without both classes."""
    positives = float(labels.sum())
    if positives == 0 or positives == len(labels):
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    ranked, values = labels[order], scores[order]
    ends = np.append(np.flatnonzero(np.diff(values)), len(values) - 1)
    found = np.cumsum(ranked)[ends]
    recall = found / positives
    return float(np.sum(np.diff(recall, prepend=0.0) * (found / (ends + 1))))


def bootstrap(
    count: int, figure: Callable[[NDArray[np.int64]], float], *, rounds: int = 200, seed: int = 7
) -> Interval:
    """`figure` of all rows, and its 2.5% and 97.5% points over `rounds` samples with replacement."""
    rng = np.random.default_rng(seed)
    drawn = [figure(rng.integers(0, count, count)) for _ in range(rounds)] if count else [float("nan")]
    known = np.array([value for value in drawn if not np.isnan(value)])
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (float("nan"), float("nan"))
    return figure(np.arange(count)), float(low), float(high)


def share_at_least(scores: Floats, threshold: float, weights: Floats | None = None) -> float:
    """Share of rows (weighted) that reach a threshold; NaN of none."""
    if not len(scores):
        return float("nan")
    return float(np.average(scores >= threshold, weights=weights))


def upper_threshold(scores: Floats, weights: Floats, share: float) -> float:
    """A score that at most `share` of the weight reaches: midway between the last that may and the first that
    may not, since one outlier says little of where between them; just above the highest if none may.
    """
    order = np.argsort(-scores)
    reached = np.cumsum(weights[order]) / weights.sum()
    ranked = scores[order]
    ends = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    allowed = ends[reached[ends] <= share]
    if not len(allowed):
        return float(ranked[0]) + 1e-6
    last = float(ranked[allowed[-1]])
    below = ranked[allowed[-1] + 1 :]
    middle = (last + float(below[0])) / 2 if len(below) else last
    return middle if len(below) and middle > below[0] else last


def platt(logits: Floats, labels: Floats, weights: Floats) -> tuple[float, float]:
    """Slope and offset of the logistic curve that fits weighted labels best (Newton's method)."""
    weights = weights / weights.sum()
    rate = float((weights * labels).sum())
    slope, offset = 1.0, float(np.log(rate / (1 - rate)))
    design = np.stack([logits.astype(np.float64), np.ones(len(logits))], 1)
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(design @ (slope, offset), -60, 60)))
        gradient = design.T @ (weights * (chance - labels)) + 1e-6 * np.array([slope - 1, 0])
        curve = (design * (weights * chance * (1 - chance))[:, None]).T @ design + 1e-6 * np.eye(2)
        step = np.clip(np.linalg.solve(curve, gradient), -1, 1)
        slope, offset = max(slope - step[0], 0.05), offset - step[1]
        if np.abs(step).max() < 1e-7:
            break
    return float(slope), float(offset)


def rank_table(scores: Floats, weights: Floats) -> dict[str, list[float]]:
    """Scores, rising, and the share of ordinary posts that score at least as high, falling.

    The last share is what one post counts: nothing is claimed beyond what was measured.
    """
    floor = max(float((weights / weights.sum()).max()), 1 / len(scores))
    shares = [
        share for share in (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005) if share > floor
    ]
    knots = [(0.0, 1.0)]
    for share in [*shares, floor]:
        score = upper_threshold(scores, weights, share)
        if score > knots[-1][0]:
            knots.append((min(score, 1.0), share))
    return {"scores": [round(score, 6) for score, _ in knots], "shares": [share for _, share in knots]}
