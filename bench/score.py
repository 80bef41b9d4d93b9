"""Posts per second of the shipped engine against `transformers.pipeline` with the same weights, in one run.

    python -m bench.score [--posts 600] [--file labelled.jsonl] [--also int8 torch] [--out speed.json]

Posts of 5 to 60 words, mixed: our own contrast posts, the longer ones joined from several. The pipeline runs
fp32, batch 32, posts as they come, as its documentation shows; ours sorts by length. Both have all cores and
no post twice. Each round runs every engine once, so that a busy machine slows all alike: read the ratio, not
the seconds. Scores are compared with the pipeline's, and the average precision of both with the labels.
Needs the extra `train`.
"""

import argparse
import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.pipeline import pipeline
from bench.trial import opened, saved
from classify.engine import engine
from classify.scorer import Scorer
from models import metrics
from models.release import Array, Release
from models.text import normalise
from models.tokens import Reader
from stream.contracts import HEADS

ROOT = Path(__file__).parents[1]
Run = Callable[[list[str]], Array]


@dataclass(frozen=True)
class Sample:
    """A post and its labels, NaN where unknown; a joined post has what any of its parts has."""

    text: str
    labels: tuple[float, ...]


def own() -> list[Sample]:
    """All posts under models/data."""
    files = sorted((ROOT / "models/data").rglob("*.jsonl"))
    return [sample for file in files for sample in read(file)]


def read(file: Path) -> list[Sample]:
    """Posts of a JSON Lines file with `text` and perhaps `labels`."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [
        Sample(row["text"], tuple(_label(row.get("labels") or {}, head) for head in HEADS))
        for row in rows
        if row.get("text")
    ]


def _label(labels: dict[str, int | None], head: str) -> float:
    value = labels.get(head)
    return float("nan") if value is None else float(value)


def mixed(samples: Sequence[Sample], count: int) -> list[Sample]:
    """`count` different posts of 5 to 60 words: most short, some of several joined."""
    rng = np.random.default_rng(0)
    order = iter(rng.permutation(len(samples)).tolist() * (1 + 8 * count // len(samples)))
    made: list[Sample] = []
    while len(made) < count:
        wanted = int(np.clip(np.exp(rng.normal(np.log(18), 0.6)), 5, 60))
        parts: list[Sample] = []
        while not parts or sum(len(part.text.split()) for part in parts) < wanted * 0.7:
            parts.append(samples[next(order)])
        words = " ".join(part.text for part in parts).split()[:60]
        made.append(Sample(f"{' '.join(words)} {len(made)}", _any(parts)))
    return made


def _any(parts: Sequence[Sample]) -> tuple[float, ...]:
    return tuple(float(max(values)) for values in zip(*(part.labels for part in parts), strict=True))


def ours(release: Release, name: str) -> tuple[str, Run]:
    """An engine by name (auto, f32, bf16, int8, torch), each run without what was scored before."""
    made = (
        engine(release, "torch")
        if name == "torch"
        else engine(release, "openvino", name if name in ("f32", "bf16", "int8") else None)  # type: ignore[arg-type]  # just compared
    )
    return made.name, lambda texts: Scorer(release, made).matrix(texts)


def measure(runs: dict[str, Run], texts: list[str], rounds: int) -> tuple[dict[str, float], dict[str, Array]]:
    """Posts per second (the best round of each) and the scores."""
    best, found = dict.fromkeys(runs, 0.0), {}
    for name, run in runs.items():
        found[name] = run(texts)
    for _ in range(rounds):
        for name, run in runs.items():
            start = time.perf_counter()
            run(texts)
            best[name] = max(best[name], len(texts) / (time.perf_counter() - start))
    return best, found


def compared(
    scores: Array, exact: Array, samples: Sequence[Sample], whole: NDArray[np.bool_]
) -> dict[str, Any]:
    """How far scores lie from the exact ones where the post is one window (`whole`, true or false a post),
    and the average precision that is lost, per head.
    """
    apart = np.abs(scores - exact)[whole]
    lost = {}
    for column, head in enumerate(HEADS):
        labels = np.array([sample.labels[column] for sample in samples])
        known = ~np.isnan(labels)
        if labels[known].sum() >= 20:
            wanted = labels[known].astype(np.float32)
            precision = [metrics.average_precision(wanted, each[known, column]) for each in (exact, scores)]
            lost[head] = round(precision[0] - precision[1], 4)
    return {
        "apart_max": round(float(apart.max()), 4),
        "apart_99": round(float(np.quantile(apart, 0.99)), 4),
        "precision_lost": lost,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=3, help="the best of each counts")
    parser.add_argument("--file", type=Path, help="labelled posts to measure on, in place of our own")
    parser.add_argument("--also", nargs="*", default=[], choices=["f32", "bf16", "int8", "torch"])
    parser.add_argument("--folder", type=Path, help="a release that is not pinned, for trials")
    parser.add_argument("--out", type=Path, help="a JSON file for models.evaluate to show")
    chosen = parser.parse_args()
    logging.disable(logging.ERROR)
    samples = read(chosen.file)[: chosen.posts] if chosen.file else mixed(own(), chosen.posts)
    texts = [sample.text for sample in samples]
    release = opened(chosen.folder)
    # The pipeline is given what the model reads, so that scores compare; ours spells it within its time.
    theirs, spelled = pipeline(release), [normalise(text) for text in texts]
    runs: dict[str, Run] = {
        "pipeline": lambda _: theirs(spelled),
        **dict(ours(release, name) for name in ["auto", *chosen.also]),
    }
    rates, scores = measure(runs, texts, chosen.rounds)
    windows, owners = Reader(release).windows(texts)
    whole = np.bincount(owners, minlength=len(texts)) == 1
    about: dict[str, object] = {
        "posts": len(texts),
        "tokens": sum(map(len, windows)),
        "pipeline": round(rates["pipeline"], 1),
    }
    print(json.dumps(about))
    shown = {"transformers.pipeline, fp32, batch 32": f"{rates['pipeline']:.1f} posts a second"}
    for name in list(runs)[1:]:
        line = {
            "engine": name,
            "posts_s": round(rates[name], 1),
            "ratio": round(rates[name] / rates["pipeline"], 2),
        }
        apart = compared(scores[name], scores["pipeline"], samples, whole)
        print(json.dumps({**line, **apart}))
        lost = ", ".join(f"{head} {value}" for head, value in apart["precision_lost"].items())
        shown[name] = (
            f"{rates[name]:.1f} posts a second, {line['ratio']} times the pipeline; AP lost: {lost}; "
            f"scores apart by {apart['apart_99']} at the 99th percentile, {apart['apart_max']} at most"
        )
    saved(chosen.out, "bench.score", {**about, **shown, "model": release.model})


if __name__ == "__main__":
    main()
