"""Fine-tune the risk model: `python -m models.train --data FOLDER --out models/weights`.

Writes a checkpoint (fp32) and a log to --work, then quantises, calibrates and writes the release to --out.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from models import encoder, publish, sampling, spelling
from models.corpus import Row, rule_of
from models.network import RiskNet, final, loss_of, pad, pretrained, trainable
from models.options import gather, options
from stream.contracts import HEADS
from stream.errors import FirstbellError

MAX_TOKENS = 48
"""Length that training reads of a text; scoring reads longer posts in windows of about this length."""
VOCABULARY = 40_000
POSITIONS = 128
AVERAGING = 0.995
"""Decay of the running mean of the weights (Polyak averaging); the mean is what is kept."""
MINED_AFTER = 1 / 3
"""Share of the steps after which everyday posts that score too high are looked for, to be seen more often."""
MINED_SHARE = 0.02
"""Share of the everyday posts that count as such, per head."""


class _Log:
    def __init__(self, file: Path) -> None:
        self._file = file.open("a", encoding="utf-8")
        self._start = time.monotonic()

    def __call__(self, **values: object) -> None:
        line = json.dumps({"seconds": round(time.monotonic() - self._start, 1), **values})
        print(line, file=self._file, flush=True)
        sys.stderr.write(f"{line}\n")


def fast_bf16() -> bool:
    """Whether this CPU multiplies bfloat16 itself; emulated, it is many times slower than fp32."""
    try:
        flags = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


class _Average:
    """The running mean of the trained weights."""

    def __init__(self, net: RiskNet) -> None:
        self._of = {name: value for name, value in net.named_parameters() if value.requires_grad}
        self.mean = {name: value.detach().clone() for name, value in self._of.items()}
        self._steps = 0

    def update(self) -> None:
        self._steps += 1
        share = min(AVERAGING, self._steps / (self._steps + 10))
        for name, value in self._of.items():
            self.mean[name].lerp_(value.detach(), 1 - share)


def _groups(net: RiskNet, rate: float, frozen: int) -> list[dict[str, object]]:
    """Word vectors stay as pretrained (rare words keep their neighbours); heads learn faster."""
    for part in (net.bert.embeddings, *net.bert.encoder.layer[:frozen]):
        part.requires_grad_(False)
    body = [value for name, value in net.bert.named_parameters() if value.requires_grad]
    return [
        {"params": body, "lr": rate, "weight_decay": 0.01},
        {"params": list(net.heads.parameters()), "lr": rate * 8, "weight_decay": 0.01},
    ]


def train(chosen: argparse.Namespace, everything: list[Row]) -> dict[str, Any]:
    """The state of the trained network: `net`, `shape`, `tokenizer`, `command`, `step`.

    It is in --work/checkpoint.pt too, written every 250 steps.
    """
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(chosen.threads)
    chosen.work.mkdir(parents=True, exist_ok=True)
    log = _Log(chosen.work / "train.log")
    rows = [row for row in everything if row.split == "train"]
    saved = torch.load(chosen.work / "checkpoint.pt", weights_only=True) if chosen.resume else None
    shape, tokenizer, net = _begin(rows, saved)
    optimiser = torch.optim.AdamW(_groups(net, chosen.rate, chosen.frozen), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 120, max(0.02, 1 - step / chosen.steps))
    )
    average = _Average(net)
    command = f"{saved['command']}; {chosen.command}" if saved else chosen.command
    kept = {"shape": shape, "tokenizer": tokenizer.to_str(), "command": command}
    lengths = [len(ids) for ids in _ids(tokenizer, [row.text for row in rows])]
    log(
        rows=len(rows),
        sets=len({row.set for row in rows}),
        vocabulary=shape["vocab_size"],
        mean_tokens=round(sum(lengths) / len(lengths), 1),
    )
    first = _resume(saved, average, optimiser, schedule) if saved else 0
    half = chosen.precision == "bf16" or (chosen.precision == "auto" and fast_bf16())

    def hard() -> list[int]:
        found = _hard(net, tokenizer, rows, half)
        log(hard=len(found))
        return found

    order = _order(chosen, rows, lengths, hard)
    mean = 0.0
    for step, numbers in enumerate(order):
        if step < first:
            continue
        loss = _loss(net, tokenizer, [rows[number] for number in numbers], (chosen.seed, step), half)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        average.update()
        mean = loss.item() if step == first else 0.98 * mean + 0.02 * loss.item()
        if step % 50 == 0:
            log(step=step, loss=round(mean, 4))
        if step % 250 == 249 or step == chosen.steps - 1:
            state = {**kept, "step": step + 1, "net": net.state_dict(), "mean": average.mean}
            _keep(chosen, state, optimiser, schedule)
    log(done=chosen.steps)
    return final(torch.load(chosen.work / "checkpoint.pt", weights_only=True))


def _order(
    chosen: argparse.Namespace, rows: list[Row], lengths: list[int], hard: Callable[[], list[int]]
) -> Iterator[list[int]]:
    """The rows of each step; `hard` is asked once, after MINED_AFTER of them (on --resume, by the weights so far)."""
    before = int(chosen.steps * MINED_AFTER)
    after = chosen.steps - before
    size, seed = chosen.batch, chosen.seed
    yield from sampling.batches(rows, lengths, steps=before, size=size, seed=seed)
    yield from sampling.batches(rows, lengths, steps=after, size=size, seed=seed + 1, hard=hard())


@torch.inference_mode()
def _hard(net: RiskNet, tokenizer: Tokenizer, rows: list[Row], half: bool) -> list[int]:
    """Numbers of the everyday rows that are no case and score among the highest MINED_SHARE on a head."""
    everyday = [n for n, row in enumerate(rows) if rule_of(row.set).role in ("ordinary", "protected")]
    ids = _ids(tokenizer, [rows[number].text for number in everyday])
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    logits = np.empty((len(ids), len(HEADS)), np.float32)
    net.eval()
    for start in range(0, len(order), 64):
        places = order[start : start + 64]
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            logits[places] = net(*pad([ids[place] for place in places])).float().numpy()
    net.train()
    found: set[int] = set()
    for head in range(len(HEADS)):
        zero = [place for place, number in enumerate(everyday) if rows[number].labels[head] == 0]
        zero.sort(key=lambda place: -logits[place, head])
        found |= {everyday[place] for place in zero[: int(MINED_SHARE * len(zero))]}
    return sorted(found)


def _ids(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    first, last = (int(tokenizer.token_to_id(encoder.SPECIAL[name]) or 0) for name in ("first", "last"))
    found = tokenizer.encode_batch_fast(texts, add_special_tokens=False)
    return [[first, *code.ids[: MAX_TOKENS - 2], last] for code in found]


def _loss(
    net: RiskNet, tokenizer: Tokenizer, rows: list[Row], seed: tuple[int, int], half: bool
) -> torch.Tensor:
    rng = random.Random(f"{seed}")  # noqa: S311 - spelling noise, not a secret
    ids, mask = pad(_ids(tokenizer, [spelling.roughen(row.text, row.lang, rng) for row in rows]))
    labels = torch.tensor([[-1.0 if label is None else float(label) for label in row.labels] for row in rows])
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        logits = net(ids, mask)
    return loss_of(logits.float(), labels, torch.tensor([row.trust for row in rows]))


def _keep(chosen: argparse.Namespace, state: dict[str, Any], *parts: object) -> None:
    state["parts"] = [part.state_dict() for part in parts]  # type: ignore[attr-defined]  # optimiser, schedule
    file: Path = chosen.work / "checkpoint.pt"
    torch.save(state, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)


def _begin(rows: list[Row], saved: dict[str, Any] | None) -> tuple[dict[str, Any], Tokenizer, RiskNet]:
    """Shape, tokenizer and network: the encoder's, or those of a checkpoint, whatever rows came since."""
    if saved:
        net = trainable(saved["shape"])
        net.load_state_dict(saved["net"])
        return saved["shape"], Tokenizer.from_str(saved["tokenizer"]), net.train()
    start = encoder.load().trimmed([row.text for row in rows], most=VOCABULARY, positions=POSITIONS)
    return start.shape, start.tokenizer(), pretrained(start).train()


def _resume(state: dict[str, Any], average: _Average, *parts: object) -> int:
    average.mean = state["mean"]
    for part, saved in zip(parts, state["parts"], strict=True):
        part.load_state_dict(saved)  # type: ignore[attr-defined]  # optimiser, schedule
    return int(state["step"])


def main(arguments: list[str] | None = None) -> int:
    chosen = options(arguments)
    try:
        rows = gather(chosen)
        publish.write(train(chosen, rows), chosen, rows)
    except FirstbellError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
