"""What the model is worth on sets it never saw, and what the sets of unclear licence add.

    python -m models.leave_out --data FOLDER [--steps 1200]

Trains once per fold of models.sets.FOLDS (whole sets left out) and once on sets of clear licence alone, with fewer
steps than the release, and measures each on what it did not see. Writes leave-out.json beside the weights; a training
whose checkpoint lies in --work is not repeated. Hours on two cores.
"""

import argparse
import json
import shlex
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch

from models import corpus, evaluate, metrics, network, predict, publish, release
from models.corpus import Row
from models.measured import Measured, by_language
from models.network import final
from models.options import OWN_DATA, gather
from models.options import options as training_options
from models.release import Release
from models.sets import FOLDS
from models.train import train
from stream.contracts import HEADS
from stream.errors import FirstbellError

VARIANTS = {
    **{f"fold-{name}": ["--leave-out", *sets] for name, sets in FOLDS.items()},
    "clear": ["--licence", "clear"],
}


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m models.leave_out", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of <set>.jsonl.gz files")
    parser.add_argument("--steps", type=int, default=1200, help="batches of each training")
    parser.add_argument("--rows", type=int, default=500, help="most rows of a set that are measured")
    parser.add_argument("--work", type=Path, default=Path(".train"), help="a folder per variant goes here")
    parser.add_argument("--only", choices=VARIANTS, nargs="*", default=list(VARIANTS))
    parser.add_argument("--out", type=Path, default=release.FOLDER / "leave-out.json")
    chosen = parser.parse_args(arguments)
    chosen.command = shlex.join(["python", "-m", "models.leave_out", *(arguments or sys.argv[1:])])
    return chosen


def variant(name: str, chosen: argparse.Namespace) -> dict[str, Any]:
    """Train (or take up) one variant and measure it."""
    work = chosen.work / name
    lines = ["--data", str(chosen.data), "--work", str(work), "--steps", str(chosen.steps), *VARIANTS[name]]
    how = training_options(lines)
    file = work / "checkpoint.pt"
    state = torch.load(file, weights_only=True) if file.exists() else None
    state = final(state) if state and state["step"] >= chosen.steps else final(train(how, gather(how)))
    every = gather(training_options(["--data", str(chosen.data)]))
    held = draft(state, every)
    return {
        "command": how.command,
        "steps": state["step"],
        **_measured(name, state, held, every, chosen.rows),
    }


def draft(state: dict[str, Any], rows: list[Row]) -> Release:
    """A release in memory: calibration and thresholds from the tune rows of the ordinary sets."""
    info: dict[str, Any] = {
        "architecture": publish.architecture(state["shape"]),
        "special": publish.special(),
        "window": publish.WINDOW,
        "mix": publish.MIX,
    }
    made = Release(Path(), {"tokenizer.json": state["tokenizer"].encode()}, info)
    tune = [row for row in rows if row.split == "tune"]
    found = predict.logits(_net(state), made, [row.text for row in tune])
    info["heads"] = {head: publish.head_info(column, tune, found) for column, head in enumerate(HEADS)}
    return made


def _net(state: dict[str, Any]) -> network.RiskNet:
    net = network.shaped(state["shape"]).eval()
    net.load_state_dict(state["net"])
    return net


def _measured(name: str, state: dict[str, Any], made: Release, every: list[Row], most: int) -> dict[str, Any]:
    net = _net(state)
    left = FOLDS.get(name.removeprefix("fold-"), ())
    rng = np.random.default_rng(7)
    rows: list[Row] = []
    for each in left or sorted({row.set for row in every}):
        mine = [row for row in every if row.set == each and (left or row.split == "test")]
        rows += [mine[i] for i in sorted(rng.choice(len(mine), min(most, len(mine)), replace=False))]
    found = Measured(rows, made, predict.logits(net, made, [row.text for row in rows]))
    others = corpus.load(OWN_DATA / "unseen")
    on_others = Measured(others, made, predict.logits(net, made, [row.text for row in others]))
    ordinary = [
        row for row in evaluate.held_out(every, most, 7) if corpus.rule_of(row.set).role == "ordinary"
    ]
    traffic = publish.traffic_weights(ordinary)
    scores = predict.scores(net, made, [row.text for row in ordinary])
    sets: dict[str, Any] = {}
    for column, head in enumerate(HEADS):
        sets[head] = {}
        for each in sorted(set(found.sets)):
            labels = found.known(column, found.sets == each)[0]
            if labels.sum() >= 5:
                sets[head][str(each)] = found.figures(column, found.sets == each)
    return {
        "sets": sets,
        "unseen": by_language(on_others),
        "ordinary": {
            head: 1000 * metrics.share_at_least(scores[:, column], made.thresholds[head], traffic)
            for column, head in enumerate(HEADS)
        },
    }


def main(arguments: list[str] | None = None) -> int:
    chosen = options(arguments)
    result: dict[str, Any] = json.loads(chosen.out.read_text("utf-8")) if chosen.out.exists() else {}
    result |= {"command": chosen.command, "date": time.strftime("%Y-%m-%d", time.gmtime())}
    try:
        for name in chosen.only:
            result.setdefault("variants", {})[name] = variant(name, chosen)
            chosen.out.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    except FirstbellError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
