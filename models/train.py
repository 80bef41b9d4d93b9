"""Fine-tune the risk model: `python -m models.train --data FOLDER --out models/weights`.

Writes a checkpoint (fp32) and a log to --work, then quantises, calibrates and writes the release to --out.
"""

import argparse
import json
import random
import sys
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

from models import encoder, publish, sampling
from models.corpus import Row
from models.network import RiskNet, loss_of, pad, pretrained
from models.options import gather, options
from stream.errors import FirstbellError

MAX_TOKENS = 48
"""Length that training reads of a text; scoring reads longer posts in windows of about this length."""


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


def _groups(net: RiskNet, rate: float, frozen: int) -> list[dict[str, object]]:
    """Word vectors stay as pretrained (rare words keep their neighbours); heads learn faster."""
    for part in (net.bert.embeddings, *net.bert.encoder.layer[:frozen]):
        part.requires_grad_(False)
    body = [value for name, value in net.bert.named_parameters() if value.requires_grad]
    return [
        {"params": body, "lr": rate, "weight_decay": 0.01},
        {"params": list(net.heads.parameters()), "lr": rate * 8, "weight_decay": 0.01},
    ]


def train(chosen: argparse.Namespace, everything: list[Row]) -> RiskNet:
    """The trained network; its checkpoint is in --work/checkpoint.pt, written every 250 steps."""
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(chosen.threads)
    chosen.work.mkdir(parents=True, exist_ok=True)
    log = _Log(chosen.work / "train.log")
    folder = encoder.folder()
    rows = [row for row in everything if row.split == "train"]
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    net = pretrained(folder).train()
    optimiser = torch.optim.AdamW(_groups(net, chosen.rate, chosen.frozen), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / 120, max(0.02, 1 - step / chosen.steps))
    )
    lengths = [len(code.ids) for code in tokenizer.encode_batch_fast([row.text for row in rows])]
    log(
        rows=len(rows), sets=len({row.set for row in rows}), mean_tokens=round(sum(lengths) / len(lengths), 1)
    )
    first = _resume(chosen, net, optimiser, schedule) if chosen.resume else 0
    order = sampling.batches(rows, lengths, steps=chosen.steps, size=chosen.batch, seed=chosen.seed)
    rng = random.Random(chosen.seed)  # noqa: S311 - spelling noise, not a secret
    half = chosen.precision == "bf16" or (chosen.precision == "auto" and fast_bf16())
    mean = 0.0
    for step, numbers in enumerate(order):
        if step < first:
            continue
        picked = [rows[number] for number in numbers]
        codes = tokenizer.encode_batch_fast([sampling.roughen(row.text, rng) for row in picked])
        ids, mask = pad([code.ids for code in codes])
        labels = torch.tensor(
            [[-1.0 if label is None else float(label) for label in row.labels] for row in picked]
        )
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            logits = net(ids, mask)
        loss = loss_of(logits.float(), labels, torch.tensor([row.trust for row in picked]))
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        mean = 0.98 * mean + 0.02 * loss.item() if step else loss.item()
        if step % 50 == 0:
            log(step=step, loss=round(mean, 4))
        if step % 250 == 249 or step == chosen.steps - 1:
            _keep(chosen, step + 1, net, optimiser, schedule)
    log(done=chosen.steps)
    return net.eval()


def _keep(chosen: argparse.Namespace, step: int, net: RiskNet, *parts: object) -> None:
    state = {"step": step, "command": chosen.command, "net": net.state_dict()}
    state["parts"] = [part.state_dict() for part in parts]  # type: ignore[attr-defined]  # optimiser, schedule
    file: Path = chosen.work / "checkpoint.pt"
    torch.save(state, file.with_suffix(".new"))
    file.with_suffix(".new").replace(file)


def _resume(chosen: argparse.Namespace, net: RiskNet, *parts: object) -> int:
    state = torch.load(chosen.work / "checkpoint.pt", weights_only=True)
    net.load_state_dict(state["net"])
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
