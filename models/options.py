"""The command lines of models.train and models.publish, and the rows that they name."""

import argparse
import shlex
import sys
from pathlib import Path

from models import corpus
from models.corpus import Row

OWN_DATA = Path(__file__).parent / "data"
_WHAT = {
    "train": "Fine-tune the risk model, then quantise, calibrate, write and pin the release.",
    "publish": "Quantise, calibrate, write and pin the release of a checkpoint.",
}
LICENCES = {"clear": ("clear",), "fair": ("clear", "fair"), "all": ("clear", "fair", "unclear")}


def options(arguments: list[str] | None = None, *, checkpoint: bool = False) -> argparse.Namespace:
    """The command line of models.train and, with `checkpoint`, of models.publish."""
    name = "publish" if checkpoint else "train"
    parser = argparse.ArgumentParser(
        prog=f"python -m models.{name}",
        description=_WHAT[name],
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    if checkpoint:
        parser.add_argument("--checkpoint", type=Path, required=True, help="checkpoint.pt of a training")
    parser.add_argument("--data", type=Path, required=True, help="folder of <set>.jsonl.gz files")
    parser.add_argument("--own", type=Path, default=OWN_DATA, help="folder of our contrast posts")
    parser.add_argument(
        "--out", type=Path, default=OWN_DATA.with_name("weights"), help="where the release goes"
    )
    parser.add_argument("--work", type=Path, default=Path(".train"), help="checkpoints and log")
    parser.add_argument(
        "--licence", choices=LICENCES, default="all", help="leave out sets whose licence is less sure"
    )
    parser.add_argument(
        "--leave-out", nargs="*", default=[], metavar="SET", help="sets that training must not see"
    )
    parser.add_argument("--steps", type=int, default=6250, help="how many batches")
    parser.add_argument("--batch", type=int, default=32, help="posts a batch")
    parser.add_argument("--rate", type=float, default=1.2e-4, help="peak learning rate")
    parser.add_argument("--frozen", type=int, default=4, help="lower layers that stay as pretrained")
    parser.add_argument("--seed", type=int, default=7, help="of split, sampling and first weights")
    parser.add_argument("--threads", type=int, default=2, help="of torch")
    parser.add_argument(
        "--precision",
        choices=("auto", "bf16", "fp32"),
        default="auto",
        help="auto: bf16 where the CPU has it",
    )
    parser.add_argument(
        "--precisions",
        nargs="*",
        choices=("f32", "int8"),
        default=["f32", "int8"],
        help="which arithmetic the release is for; without int8, engines take bf16 or f32",
    )
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --work")
    chosen = parser.parse_args(arguments)
    chosen.command = shlex.join(["python", "-m", f"models.{name}", *(arguments or sys.argv[1:])])
    return chosen


def gather(chosen: argparse.Namespace) -> list[Row]:
    """All rows that the options allow, in every split."""
    rows = corpus.load(chosen.data, licences=LICENCES[chosen.licence], seed=chosen.seed)
    rows += corpus.load(chosen.own, seed=chosen.seed)
    return [row for row in rows if row.set not in chosen.leave_out]
