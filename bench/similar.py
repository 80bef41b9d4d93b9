"""Where "nearly the same text" and "near" begin, for classify.similar: measured on edits against changed meaning.

    python -m bench.similar [--folder RELEASE] [--out similar.json]

bench/data/similar.tsv has invented posts, each with edits that keep what it says (typo, one changed word; case
and emoji are made here) and changes of its target, time or place. A duplicate bound should take the first
and leave the second; one changed word can change the meaning, so the curve shows what each bound costs.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np

from bench.trial import opened, saved
from classify.engine import engine
from classify.scorer import Scorer
from models.release import Array

DATA = Path(__file__).parent / "data/similar.tsv"
EDITS = ("case", "emoji", "typo", "word")
CHANGES = ("target", "time", "place")
MOST_CHANGED = 0.05
"""Share of changed posts that may pass for duplicates."""
MOST_OTHER = 0.01
"""Share of pairs of unrelated posts that may pass for near."""


def pairs() -> list[tuple[str, str, str]]:
    """(kind, base, variant)."""
    found: list[tuple[str, str, str]] = []
    base = ""
    for line in DATA.read_text("utf-8").splitlines():
        kind, text = line.split("\t")
        if kind == "base":
            base = text
            found += [("case", base, base.upper()), ("emoji", base, f"{base} \U0001f480\U0001f62d")]
        else:
            found.append((kind, base, text))
    return found


def cosines(scorer: Scorer) -> dict[str, Array]:
    """Cosines of the pairs by kind; "other": between the bases."""
    rows = pairs()
    bases = list(dict.fromkeys(base for _, base, _ in rows))
    vectors = dict(zip(bases, scorer.embeddings(bases), strict=True))
    variants = scorer.embeddings([variant for _, _, variant in rows])
    found: dict[str, list[float]] = defaultdict(list)
    for (kind, base, _), vector in zip(rows, variants, strict=True):
        found[kind].append(float(vectors[base] @ vector))
    among = np.array(list(vectors.values()))
    found["other"] = list((among @ among.T)[np.triu_indices(len(among), 1)])
    return {kind: np.array(values, np.float32) for kind, values in found.items()}


def picked(found: dict[str, Array]) -> tuple[float, float]:
    """The bounds (duplicate, near): the lowest that keep MOST_CHANGED and MOST_OTHER, to four places up."""
    changed = np.concatenate([found[kind] for kind in CHANGES])
    duplicate, near = np.quantile(changed, 1 - MOST_CHANGED), np.quantile(found["other"], 1 - MOST_OTHER)
    return tuple(float(np.ceil(bound * 10_000) / 10_000) for bound in (duplicate, near))  # type: ignore[return-value]  # two of them


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="a release that is not pinned, for trials")
    parser.add_argument("--out", type=Path, help="a JSON file for models.evaluate to show")
    chosen = parser.parse_args()
    release = opened(chosen.folder)
    scorer = Scorer(release, engine(release))
    found = cosines(scorer)
    duplicate, near = picked(found)
    kinds = (*EDITS, *CHANGES, "other")
    print(f"| cosine at least | {' | '.join(kinds)} |\n|{'---|' * (len(kinds) + 1)}")
    for bound in sorted({0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97, 0.98, 0.99, duplicate, near}):
        print(f"| {bound:.4f} | {' | '.join(f'{np.mean(found[kind] >= bound):.0%}' for kind in kinds)} |")
    sums = {kind: len(values) for kind, values in found.items()}
    report = {
        "DUPLICATE": round(duplicate, 4),
        "NEAR": round(near, 4),
        "pairs": sums,
        "engine": scorer.engine,
        "model": scorer.model,
    }
    print(json.dumps(report))
    shown = {f"share of {kind} at DUPLICATE": f"{np.mean(found[kind] >= duplicate):.0%}" for kind in kinds}
    saved(chosen.out, "bench.similar", {**report, **shown})


if __name__ == "__main__":
    main()
