"""Figures of a release on rows with labels: weights, thresholds and intervals throughout."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import corpus, metrics
from models.corpus import Row
from models.publish import traffic_weights
from models.release import Array, Release
from models.sets import PLATFORM, TRAFFIC_MIX
from stream.contracts import HEADS

Where = NDArray[np.bool_]
EDGES = (0.0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.000001)
"""Bins of the calibration table."""


class Measured:
    """Rows with labels, calibrated scores and, where there is one, a baseline's logits."""

    def __init__(
        self, rows: list[Row], release: Release, found: Array, baseline: Array | None = None
    ) -> None:
        self.rows, self.release, self.baseline = rows, release, baseline
        self.scores = release.calibrated(found)
        self.sets = np.array([row.set for row in rows])
        self.langs = np.array([row.lang for row in rows])
        self.roles = np.array([corpus.rule_of(row.set).role for row in rows])
        self.labels = np.array(
            [[np.nan if label is None else label for label in row.labels] for row in rows], np.float64
        )
        self.thresholds = np.array([release.thresholds[head] for head in HEADS])

    def known(self, head: int, where: Where) -> tuple[Array, Array]:
        """Labels and scores of a head where it is labelled."""
        labelled = where & ~np.isnan(self.labels[:, head])
        return self.labels[labelled, head].astype(np.float32), self.scores[labelled, head]

    def figures(self, head: int, where: Where) -> dict[str, Any]:
        labels, scores = self.known(head, where)
        positives, negatives = scores[labels == 1], scores[labels == 0]
        threshold = float(self.thresholds[head])
        result: dict[str, Any] = {
            "rows": len(labels),
            "positive": int(labels.sum()),
            "ap": metrics.bootstrap(
                len(labels), lambda rows: metrics.average_precision(labels[rows], scores[rows])
            ),
            "recall": metrics.bootstrap(
                len(positives), lambda rows: metrics.share_at_least(positives[rows], threshold)
            ),
            "false_alarms": int((negatives >= threshold).sum()),
            "negative": len(negatives),
        }
        if self.baseline is not None:
            labelled = where & ~np.isnan(self.labels[:, head])
            result["ap_bag_of_words"] = metrics.average_precision(labels, self.baseline[labelled, head])
        return result

    def alerts(self, head: int, where: Where, weights: Array | None = None) -> list[float]:
        """Alerts per 1,000 posts, with interval."""
        scores = self.scores[where, head]
        each = None if weights is None else weights[where]
        threshold = float(self.thresholds[head])
        found = metrics.bootstrap(
            len(scores),
            lambda rows: metrics.share_at_least(
                scores[rows], threshold, None if each is None else each[rows]
            ),
        )
        return [1000 * value for value in found]


def measure(measured: Measured) -> dict[str, Any]:
    """Per head: each set, own posts, ordinary posts, news and opinion, calibration, platforms."""
    traffic = traffic_weights(measured.rows)
    result: dict[str, Any] = {}
    for number, head in enumerate(HEADS):
        by_set = {}
        for name in sorted(set(measured.sets)):
            where = measured.sets == name
            labels = measured.known(number, where)[0]
            if 5 <= labels.sum() < len(labels):
                by_set[name] = measured.figures(number, where)
        own = measured.roles == "contrast"
        result[head] = {
            "threshold": measured.release.thresholds[head],
            "sets": by_set,
            "contrast": {
                lang: measured.figures(number, own & (measured.langs == lang))
                for lang in sorted(set(measured.langs[own]))
            },
            "ordinary_alerts": measured.alerts(number, traffic > 0, traffic),
            "ordinary_by_set": {name: measured.alerts(number, measured.sets == name) for name in TRAFFIC_MIX},
            "protected": {
                str(name): measured.alerts(number, measured.sets == name)
                for name in sorted(set(measured.sets[measured.roles == "protected"]))
            },
            "platforms": _platforms(measured, number),
            "calibration": bins(measured, number, traffic),
        }
    return result


def _platforms(measured: Measured, head: int) -> dict[str, Any]:
    """Per platform: posts labelled 0 and alerts per 1,000 among them, with interval."""
    places = np.array([PLATFORM.get(name, "") for name in measured.sets])
    zero = measured.labels[:, head] == 0
    return {
        str(place): {
            "rows": int((zero & (places == place)).sum()),
            "alerts": measured.alerts(head, zero & (places == place)),
        }
        for place in sorted(set(places) - {""})
        if (zero & (places == place)).sum() >= 100
    }


def bins(measured: Measured, head: int, traffic: Array) -> list[dict[str, float]]:
    """Calibration on the mix of the release: per bin the mean score and the share that is true."""
    mix = measured.release.info["mix"]
    labels = measured.labels[:, head]
    positive, hard = labels == 1, (labels == 0) & (traffic == 0)
    weights = (1 - mix["prior"] - mix["hard_share"]) * traffic.astype(np.float64)
    weights[positive] = mix["prior"] / max(int(positive.sum()), 1)
    weights[hard] = mix["hard_share"] / max(int(hard.sum()), 1)
    scores = measured.scores[:, head]
    found = []
    for low, high in pairwise(EDGES):
        inside = (scores >= low) & (scores < high) & (weights > 0)
        if inside.any():
            found.append(
                {
                    "from": low,
                    "to": min(high, 1.0),
                    "rows": int(inside.sum()),
                    "mean_score": float(np.average(scores[inside], weights=weights[inside])),
                    "true_share": float(np.average(positive[inside], weights=weights[inside])),
                }
            )
    return found


def by_language(measured: Measured) -> dict[str, Any]:
    """Figures per head and language over all rows."""
    return {
        head: {
            str(lang): measured.figures(number, measured.langs == lang)
            for lang in sorted(set(measured.langs))
        }
        for number, head in enumerate(HEADS)
    }


def precision_recall(labels: Array, scores: Array, points: int = 60) -> list[tuple[float, float]]:
    """(recall, precision), at most `points` of them, rising recall."""
    order = np.argsort(-scores, kind="stable")
    found = np.cumsum(labels[order])
    picked = np.unique(np.linspace(0, len(order) - 1, points).astype(int))
    total = max(float(labels.sum()), 1.0)
    return [(round(float(found[i] / total), 4), round(float(found[i] / (i + 1)), 4)) for i in picked]


def trade(
    ordinary: Array, weights: Array, positives: Array, rates: Sequence[float] = (0.3, 0.5, 1, 2, 3, 5, 10, 20)
) -> list[tuple[float, float]]:
    """(alerts per 1,000 ordinary posts, recall) as the threshold moves."""
    thresholds = [metrics.upper_threshold(ordinary, weights, rate / 1000) for rate in rates]
    return [
        (rate, round(metrics.share_at_least(positives, threshold), 4))
        for rate, threshold in zip(rates, thresholds, strict=True)
    ]
