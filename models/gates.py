"""What a model must not do, measured before it is released: publishing refuses one that breaks a gate.

Protected speech alone never alerts; dialect does not decide; news and opinion stay under the budget;
Spanish costs no more false alarms than English.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models import metrics
from models.release import Array
from models.text import normalise
from stream.contracts import HEADS, Head
from stream.errors import BadInput

FOLDER = Path(__file__).parent / "data" / "gates"
POOLED_SHARE = 0.05
"""Dialect is compared at the threshold that flags this share of all pairs: a handful of alerts says nothing."""
RATIO = (0.8, 1.25)
GAP = 0.02
PROTECTED_PER_1000 = 2.0
"""Alerts per 1,000 news and opinion posts, self-harm and violence."""
PROTECTED_SUITE = 0.02
"""Share of our protected posts that may alert, all heads together. None should; they are written to be hard, and each
that does is named. No head's threshold is chosen by them; publish.MARGIN, one share for all heads, was.
"""

Scorer = Callable[[Sequence[str]], Array]
"""Texts to calibrated scores [texts, heads]."""


@dataclass(frozen=True, slots=True)
class Gate:
    """One requirement with what was found."""

    name: str
    found: float
    limit: str
    kept: bool


def read(name: str, folder: Path = FOLDER) -> list[dict[str, Any]]:
    """A file of the suite. BadInput when it is missing."""
    file = folder / f"{name}.jsonl"
    if not file.exists():
        raise BadInput(f"{file}: missing; restore it from the repository (`git checkout models/data`)")
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def protected(score: Scorer, thresholds: dict[Head, float], folder: Path = FOLDER) -> dict[str, Any]:
    """Alerts among our protected posts, per head, by topic, by identity term; `ids` names each."""
    rows = read("protected", folder)
    found = score([normalise(row["text"]) for row in rows])
    flags = found >= np.array([thresholds[head] for head in HEADS])
    result: dict[str, Any] = {"rows": len(rows), "any": int(flags.any(1).sum())}
    for key in ("topic", "lang", "term"):
        groups = sorted({row[key] for row in rows if row.get(key)})
        result[key] = {
            group: {
                "rows": sum(row.get(key) == group for row in rows),
                **{
                    head: int(flags[[row.get(key) == group for row in rows], column].sum())
                    for column, head in enumerate(HEADS)
                },
            }
            for group in groups
        }
    result["ids"] = {
        head: [row["id"] for row, flag in zip(rows, flags[:, column], strict=True) if flag]
        for column, head in enumerate(HEADS)
    }
    result["term_gap"] = {head: _term_gap(rows, found[:, column]) for column, head in enumerate(HEADS)}
    return result


def _term_gap(rows: list[dict[str, Any]], scores: Array) -> float:
    """How far the mean score of posts with an identity term lies above that of the other protected posts."""
    has = np.array([bool(row.get("term")) for row in rows])
    return float(scores[has].mean() - scores[~has].mean()) if has.any() else 0.0


def dialect(score: Scorer, folder: Path = FOLDER) -> dict[str, Any]:
    """Per head: flags in African American English over flags in standard English, and the gap of mean scores."""
    rows = read("dialect", folder)
    found = score([normalise(row["text"]) for row in rows])
    place = {row["id"]: number for number, row in enumerate(rows)}
    pairs = np.array(
        [(place[row["id"]], place[row["twin"]]) for row in rows if row["variant"] == "aae"], np.int64
    )
    result: dict[str, Any] = {"pairs": len(pairs)}
    for column, head in enumerate(HEADS):
        scores = found[:, column]
        threshold = float(np.quantile(scores[pairs.ravel()], 1 - POOLED_SHARE))
        aae, standard = scores[pairs[:, 0]], scores[pairs[:, 1]]
        result[head] = {
            "flags": [int((aae >= threshold).sum()), int((standard >= threshold).sum())],
            "ratio": metrics.bootstrap(len(pairs), _Ratio(aae, standard, threshold)),
            "gap": metrics.bootstrap(len(pairs), _Gap(aae, standard)),
        }
    return result


@dataclass(frozen=True)
class _Ratio:
    aae: Array
    standard: Array
    threshold: float

    def __call__(self, rows: Any) -> float:
        under = int((self.standard[rows] >= self.threshold).sum())
        return float((self.aae[rows] >= self.threshold).sum()) / under if under else float("nan")


@dataclass(frozen=True)
class _Gap:
    aae: Array
    standard: Array

    def __call__(self, rows: Any) -> float:
        return float((self.aae[rows] - self.standard[rows]).mean())


def check(figures: dict[str, Any]) -> list[Gate]:
    """Every gate, kept or not. `figures` has `protected`, `dialect` and `news` {head: alerts per 1,000}."""
    suite = figures["protected"]
    share = suite["any"] / suite["rows"]
    gates = [
        Gate(
            "protected speech, share that alerts",
            share,
            f"at most {PROTECTED_SUITE}",
            share <= PROTECTED_SUITE,
        )
    ]
    for head in HEADS:
        ratio, gap = figures["dialect"][head]["ratio"][0], figures["dialect"][head]["gap"][0]
        gates += [
            Gate(
                f"dialect, flags in AAE over standard, {head}",
                ratio,
                f"{RATIO[0]} to {RATIO[1]}",
                RATIO[0] <= ratio <= RATIO[1],
            ),
            Gate(f"dialect, gap of mean scores, {head}", gap, f"under {GAP}", abs(gap) < GAP),
        ]
    for head, alerts in figures["news"].items():
        gates.append(
            Gate(
                f"news and opinion, alerts per 1,000, {head}",
                alerts,
                f"at most {PROTECTED_PER_1000:g}",
                alerts <= PROTECTED_PER_1000,
            )
        )
    return gates
