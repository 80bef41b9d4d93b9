"""Measure the release on what training never saw: `python -m models.evaluate --data FOLDER`.

Writes evaluation.json beside the weights, and from it docs/evaluation.md and docs/model-card.md.
"""

import argparse
import json
import shlex
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save

from models import bow, corpus, encoder, metrics, network, predict, report
from models import release as released
from models.corpus import Row
from models.options import LICENCES, OWN_DATA, gather
from models.publish import quantised, traffic_weights
from models.release import Array, Release
from models.sets import TRAFFIC_MIX
from stream.contracts import HEADS
from stream.errors import BadInput, FirstbellError

_DOCS = Path(__file__).parents[1] / "docs"
_QUANTISATION_ROWS = 150


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m models.evaluate", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of <set>.jsonl.gz files")
    parser.add_argument("--own", type=Path, default=OWN_DATA, help="folder of our contrast posts")
    parser.add_argument("--model", type=Path, default=released.FOLDER, help="folder of the release")
    parser.add_argument(
        "--checkpoint",
        type=Path,
        default=Path(".train/checkpoint.pt"),
        help="fp32 checkpoint of this release, to measure what quantisation cost; left out when it is not there",
    )
    parser.add_argument("--licence", choices=LICENCES, default="all", help="which sets to measure on")
    parser.add_argument(
        "--rows", type=int, default=800, help="most rows of a labelled set (drawn by the seed)"
    )
    parser.add_argument("--seed", type=int, default=7, help="must be the training's: it decides the split")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--unseen",
        type=Path,
        default=OWN_DATA / "candidates",
        help="posts by other writers, none of which training saw; left out when the folder is not there",
    )
    parser.add_argument("--docs", type=Path, default=_DOCS, help="where the two pages go")
    chosen = parser.parse_args(arguments)
    chosen.leave_out = []
    chosen.command = shlex.join(["python", "-m", "models.evaluate", *(arguments or sys.argv[1:])])
    return chosen


def held_out(rows: list[Row], limit: int, seed: int) -> list[Row]:
    """The test split; of a labelled set at most `limit` rows, all positives first come into the draw alike."""
    rng = np.random.default_rng(seed)
    result: list[Row] = []
    for name in sorted({row.set for row in rows}):
        mine = [row for row in rows if row.set == name and row.split == "test"]
        if corpus.rule_of(name).role == "labelled" and len(mine) > limit:
            mine = [mine[number] for number in sorted(rng.choice(len(mine), limit, replace=False))]
        result += mine
    return result


class _Measured:
    """Test rows with labels, calibrated scores and the baseline's logits."""

    def __init__(self, rows: list[Row], release: Release, found: Array, baseline: Array) -> None:
        self.rows, self.release, self.baseline = rows, release, baseline
        self.scores = release.calibrated(found)
        self.sets = np.array([row.set for row in rows])
        self.langs = np.array([row.lang for row in rows])
        self.roles = np.array([corpus.rule_of(row.set).role for row in rows])
        self.labels = np.array(
            [[np.nan if label is None else label for label in row.labels] for row in rows], np.float64
        )
        self.thresholds = np.array([release.thresholds[head] for head in HEADS])

    def column(self, head: int, where: NDArray[np.bool_]) -> tuple[Array, Array, Array]:
        """Labels, scores and baseline of a head where it is labelled."""
        known = where & ~np.isnan(self.labels[:, head])
        return (
            self.labels[known, head].astype(np.float32),
            self.scores[known, head],
            self.baseline[known, head],
        )

    def figures(self, head: int, where: NDArray[np.bool_]) -> dict[str, Any]:
        labels, scores, baseline = self.column(head, where)
        positives = scores[labels == 1]
        threshold = float(self.thresholds[head])
        return {
            "rows": len(labels),
            "positive": int(labels.sum()),
            "ap": metrics.bootstrap(
                len(labels), lambda rows: metrics.average_precision(labels[rows], scores[rows])
            ),
            "ap_bag_of_words": metrics.average_precision(labels, baseline),
            "recall": metrics.bootstrap(
                len(positives), lambda rows: metrics.share_at_least(positives[rows], threshold)
            ),
        }

    def alerts(self, head: int, where: NDArray[np.bool_], weights: Array | None = None) -> list[float]:
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


def measure(measured: _Measured) -> dict[str, Any]:
    """All figures of the two pages, as plain values."""
    traffic = traffic_weights(measured.rows)
    result: dict[str, Any] = {"heads": {}}
    for number, head in enumerate(HEADS):
        by_set = {}
        for name in sorted(set(measured.sets)):
            where = measured.sets == name
            labels = measured.column(number, where)[0]
            if 5 <= labels.sum() < len(labels):
                by_set[name] = measured.figures(number, where)
        own = measured.roles == "contrast"
        result["heads"][head] = {
            "threshold": measured.release.thresholds[head],
            "sets": by_set,
            "contrast": {
                lang: measured.figures(number, own & (measured.langs == lang))
                for lang in sorted(set(measured.langs[own]))
            },
            "contrast_alerts_on_negatives": _negatives(measured, number, own),
            "ordinary_alerts": measured.alerts(number, traffic > 0, traffic),
            "ordinary_by_set": {name: measured.alerts(number, measured.sets == name) for name in TRAFFIC_MIX},
            "protected": {
                str(name): measured.alerts(number, measured.sets == name)
                for name in sorted(set(measured.sets[measured.roles == "protected"]))
            },
            "calibration": _bins(measured, number, traffic),
        }
    return result


def _negatives(measured: _Measured, head: int, own: NDArray[np.bool_]) -> dict[str, int]:
    labels, scores, _ = measured.column(head, own)
    threshold = measured.thresholds[head]
    return {"rows": int((labels == 0).sum()), "alerts": int(((labels == 0) & (scores >= threshold)).sum())}


def _bins(measured: _Measured, head: int, traffic: Array) -> list[dict[str, float]]:
    """Calibration on the mix of the release: per bin the mean score and the share that is true."""
    mix = measured.release.info["mix"]
    labels = measured.labels[:, head]
    positive, hard = labels == 1, (labels == 0) & (traffic == 0)
    weights = (1 - mix["prior"] - mix["hard_share"]) * traffic.astype(np.float64)
    weights[positive] = mix["prior"] / max(int(positive.sum()), 1)
    weights[hard] = mix["hard_share"] / max(int(hard.sum()), 1)
    scores = measured.scores[:, head]
    edges = [0.0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.000001]
    found = []
    for low, high in pairwise(edges):
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


def quantisation(rows: list[Row], release: Release, checkpoint: Path) -> dict[str, Any]:
    """Average precision of the fp32 checkpoint and of the released weights on the same rows."""
    exact = network.pretrained(encoder.folder()).eval()
    exact.load_state_dict(torch.load(checkpoint, weights_only=True)["net"])
    if save(quantised(exact.state_dict())) != release.files["model.safetensors"]:
        raise BadInput(f"{checkpoint}: not the checkpoint of this release; name another with --checkpoint")
    texts = [row.text for row in rows]
    found = {
        "fp32": predict.logits(exact, release, texts),
        "int8": predict.logits(network.released(release), release, texts),
    }
    result: dict[str, Any] = {
        "rows": len(rows),
        "largest_logit_difference": float(np.abs(found["fp32"] - found["int8"]).max()),
    }
    for number, head in enumerate(HEADS):
        labels = np.array(
            [np.nan if row.labels[number] is None else row.labels[number] for row in rows], np.float32
        )
        known = ~np.isnan(labels)
        result[head] = {
            name: metrics.average_precision(labels[known], logits[known, number])
            for name, logits in found.items()
        }
    return result


def unseen(folder: Path, release: Release) -> dict[str, Any]:
    """Per head and language, on all posts of a folder; no bag of words."""
    rows = corpus.load(folder)
    found = predict.logits(network.released(release), release, [row.text for row in rows])
    measured = _Measured(rows, release, found, found)
    result: dict[str, Any] = {"folder": folder.name, "rows": len(rows)}
    for number, head in enumerate(HEADS):
        result[head] = {}
        for lang in sorted(set(measured.langs)):
            where = measured.langs == lang
            result[head][lang] = measured.figures(number, where) | {
                "negatives": _negatives(measured, number, where)
            }
    return result


def evaluate(chosen: argparse.Namespace) -> dict[str, Any]:
    torch.set_num_threads(chosen.threads)
    release = released.load(chosen.model) if chosen.model == released.FOLDER else _unpinned(chosen.model)
    rows = gather(chosen)
    test = held_out(rows, chosen.rows, chosen.seed)
    texts = [row.text for row in test]
    found = predict.logits(network.released(release), release, texts)
    baseline = bow.logits(bow.fit([row for row in rows if row.split == "train"], chosen.seed), texts)
    result = {
        "model": release.model,
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "command": chosen.command,
        "rows": len(test),
        **measure(_Measured(test, release, found, baseline)),
    }
    if chosen.unseen.is_dir():
        result["unseen"] = unseen(chosen.unseen, release)
    if chosen.checkpoint.exists():
        result["quantisation"] = quantisation(
            held_out(rows, _QUANTISATION_ROWS, chosen.seed)[::3], release, chosen.checkpoint
        )
    return result


def _unpinned(folder: Path) -> Release:
    files = {
        name: (folder / name).read_bytes() for name in ("model.json", "model.safetensors", "tokenizer.json")
    }
    return Release(folder, files, json.loads(files["model.json"]))


def main(arguments: list[str] | None = None) -> int:
    chosen = options(arguments)
    try:
        result = evaluate(chosen)
    except FirstbellError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    (chosen.model / "evaluation.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    report.write(chosen.docs, result, json.loads((chosen.model / "model.json").read_text("utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
