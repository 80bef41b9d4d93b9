"""The deletion test of evidence spans on the shipped model: `python -m bench.faithful [--out faithful.json]`.

Posts: those of models/data/unseen, of which training saw nothing; each head is tested on what it flags.
"""

import argparse
import json
from pathlib import Path

from bench.score import ROOT, read
from bench.trial import opened, saved
from classify.engine import engine
from classify.faithful import deletion_report
from classify.scorer import Scorer


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, help="a release that is not pinned, for trials")
    parser.add_argument("--out", type=Path, help="a JSON file for models.evaluate to show")
    chosen = parser.parse_args()
    release = opened(chosen.folder)
    scorer = Scorer(release, engine(release))
    files = sorted((ROOT / "models/data/unseen").glob("*.jsonl"))
    found = deletion_report(scorer, [sample.text for file in files for sample in read(file)])
    print(json.dumps(found, indent=1))
    shown = {
        str(head): (
            f"{one['posts']} flagged posts. Without the span a score loses {one['span']:.0%}, without as many "
            f"random words in a row {one['random']:.0%}; the span takes at least as much as each of five random runs in "
            f"{one['span_wins']:.0%} of posts; it shows {one['shown']:.0%} of the words"
        )
        for head, one in found.items()
        if one["posts"]
    }
    saved(chosen.out, "bench.faithful", {"engine": scorer.engine, **shown, "model": scorer.model})


if __name__ == "__main__":
    main()
