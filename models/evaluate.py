"""Measure the release on what training never saw: `python -m models.evaluate --data FOLDER`.

Writes evaluation.json beside the weights, and from it docs/evaluation.md with its pictures and docs/model-card.md.
"""

import argparse
import json
import shlex
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.numpy import save

from models import bow, card, corpus, gates, measured, metrics, network, pictures, predict, report
from models import release as released
from models.corpus import Row
from models.measured import Measured
from models.options import LICENCES, OWN_DATA, gather
from models.publish import NEWS_HEADS, news_alerts, quantised, traffic_weights
from models.release import Release
from stream.contracts import HEADS
from stream.errors import BadInput, FirstbellError

_DOCS = Path(__file__).parents[1] / "docs"
_QUANTISATION_ROWS = 150
BESIDE = ("leave-out", "faithful", "speed", "similar")
"""Reports that other commands write beside the weights; they are shown when they name this model."""


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
        default=OWN_DATA / "unseen",
        help="posts by other writers, none of which training saw; left out when the folder is not there",
    )
    parser.add_argument("--docs", type=Path, default=_DOCS, help="where the pages and pictures go")
    chosen = parser.parse_args(arguments)
    chosen.leave_out = []
    chosen.command = shlex.join(["python", "-m", "models.evaluate", *(arguments or sys.argv[1:])])
    return chosen


def held_out(rows: list[Row], limit: int, seed: int) -> list[Row]:
    """The test split; of a labelled set at most `limit` rows, drawn by the seed."""
    rng = np.random.default_rng(seed)
    result: list[Row] = []
    for name in sorted({row.set for row in rows}):
        mine = [row for row in rows if row.set == name and row.split == "test"]
        if corpus.rule_of(name).role == "labelled" and len(mine) > limit:
            mine = [mine[number] for number in sorted(rng.choice(len(mine), limit, replace=False))]
        result += mine
    return result


def quantisation(rows: list[Row], release: Release, checkpoint: Path) -> dict[str, Any]:
    """Average precision of the fp32 checkpoint and of the released weights on the same rows."""
    state = network.final(torch.load(checkpoint, weights_only=True))
    if save(quantised(state["net"])) != release.files["model.safetensors"]:
        raise BadInput(f"{checkpoint}: not the checkpoint of this release; name another with --checkpoint")
    exact = network.shaped(state["shape"]).eval()
    exact.load_state_dict(state["net"])
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
            [-1 if row.labels[number] is None else row.labels[number] for row in rows], np.float32
        )
        known = labels >= 0
        result[head] = {
            name: metrics.average_precision(labels[known], logits[known, number])
            for name, logits in found.items()
        }
    return result


def curves(test: Measured, unseen: Measured) -> dict[str, Any]:
    """What the pictures show, per head and language."""
    traffic = traffic_weights(test.rows)
    result: dict[str, Any] = {}
    for number, head in enumerate(HEADS):
        result[head] = {}
        for lang in sorted(set(unseen.langs)):
            labels, scores = unseen.known(number, unseen.langs == lang)
            result[head][str(lang)] = {
                "precision_recall": measured.precision_recall(labels, scores),
                "trade": measured.trade(
                    test.scores[traffic > 0, number], traffic[traffic > 0], scores[labels == 1]
                ),
            }
    return result


def evaluate(chosen: argparse.Namespace) -> dict[str, Any]:
    torch.set_num_threads(chosen.threads)
    release = released.load(chosen.model) if chosen.model == released.FOLDER else _unpinned(chosen.model)
    net = network.released(release)
    rows = gather(chosen)
    test = held_out(rows, chosen.rows, chosen.seed)
    texts = [row.text for row in test]
    baseline = bow.fit([row for row in rows if row.split == "train"], chosen.seed)
    on_test = Measured(test, release, predict.logits(net, release, texts), bow.logits(baseline, texts))
    figures = {
        "protected": gates.protected(lambda posts: predict.scores(net, release, posts), release.thresholds),
        "dialect": gates.dialect(lambda posts: predict.scores(net, release, posts)),
        "news": {
            head: news_alerts(test, on_test.scores[:, HEADS.index(head)], release.thresholds[head])
            for head in NEWS_HEADS
        },
    }
    result: dict[str, Any] = {
        "model": release.model,
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "command": chosen.command,
        "rows": len(test),
        "heads": measured.measure(on_test),
        **figures,
        "gates": [asdict(gate) for gate in gates.check(figures)],
    }
    if chosen.unseen.is_dir():
        others = corpus.load(chosen.unseen)
        words = [row.text for row in others]
        on_others = Measured(
            others, release, predict.logits(net, release, words), bow.logits(baseline, words)
        )
        result["unseen"] = {
            "folder": chosen.unseen.name,
            "rows": len(others),
            **measured.by_language(on_others),
        }
        result["curves"] = curves(on_test, on_others)
    if chosen.checkpoint.exists():
        result["quantisation"] = quantisation(
            held_out(rows, _QUANTISATION_ROWS, chosen.seed)[::3], release, chosen.checkpoint
        )
    return result


def beside(folder: Path, model: str) -> dict[str, Any]:
    """The reports of other commands that lie beside the weights; one about another model is left out."""
    found = {}
    for name in BESIDE:
        file = folder / f"{name}.json"
        if file.exists():
            content = json.loads(file.read_text("utf-8"))
            if content.get("model", model) == model:
                found[name] = content
    return found


def _unpinned(folder: Path) -> Release:
    files = {name: (folder / name).read_bytes() for name in released.RELEASE}
    return Release(folder, files, json.loads(files["model.json"]))


def main(arguments: list[str] | None = None) -> int:
    chosen = options(arguments)
    try:
        result = evaluate(chosen)
    except FirstbellError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    (chosen.model / "evaluation.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    info = json.loads((chosen.model / "model.json").read_text("utf-8"))
    whole = {**result, "beside": beside(chosen.model, result["model"])}
    report.write(chosen.docs / "evaluation.md", whole, info)
    card.write(chosen.docs / "model-card.md", whole, info)
    pictures.draw(chosen.docs / "evaluation", whole)
    return 0


if __name__ == "__main__":
    sys.exit(main())
