"""Quantise, calibrate and write the release: `python -m models.publish --data FOLDER --checkpoint FILE`.

Training calls this at its end. It rewrites RELEASE in models/release.py, so that only this model loads.
"""

import argparse
import hashlib
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save
from tokenizers import Tokenizer
from transformers import BertConfig

from models import corpus, encoder, metrics, network, predict
from models import release as released
from models.corpus import Row
from models.network import RiskNet
from models.options import gather, options
from models.release import Array, Release
from models.sets import TRAFFIC_MIX
from stream.contracts import HEADS, Head
from stream.errors import FirstbellError

BUDGET: dict[Head, float] = {"self_harm": 1.0, "violence": 1.0, "cyberbullying": 3.0}
"""Alerts per 1,000 ordinary posts that a threshold may raise."""
WINDOW = {"tokens": 64, "stride": 48}
PRIOR = 0.01
"""Share of true cases in the mix that scores are calibrated on: an assumption, stated, not measured."""
HARD_SHARE = 0.10
"""Share of that mix that are hard negatives: labelled 0 in a set about this head."""


def quantised(state: dict[str, torch.Tensor]) -> dict[str, NDArray[Any]]:
    """Matrices as int8 with a float32 scale per row (output channel, or word), vectors as float16."""
    result: dict[str, NDArray[Any]] = {}
    for name, tensor in state.items():
        if name.endswith(("position_ids", "token_type_ids")):
            continue
        value = tensor.detach().float().numpy()
        if value.ndim == 2 and value.shape[0] > len(HEADS):
            scale = np.maximum(np.abs(value).max(1) / 127, 1e-12).astype(np.float32)
            result[name] = np.clip(np.rint(value / scale[:, None]), -127, 127).astype(np.int8)
            result[f"{name}.scale"] = scale
        else:
            result[name] = value.astype(np.float32 if value.ndim == 2 else np.float16)
    return result


def traffic_weights(rows: list[Row]) -> Array:
    """A weight per row: TRAFFIC_MIX among ordinary rows, 0 for all others; the sum is 1."""
    counts = {name: sum(row.set == name for row in rows) for name in TRAFFIC_MIX}
    present = sum(share for name, share in TRAFFIC_MIX.items() if counts[name]) or 1.0
    each = {name: share / present / counts[name] for name, share in TRAFFIC_MIX.items() if counts[name]}
    return np.array([each.get(row.set, 0.0) for row in rows], np.float32)


def _labels(rows: list[Row], column: int) -> Array:
    return np.array(
        [np.nan if row.labels[column] is None else row.labels[column] for row in rows], np.float32
    )


def head_info(column: int, rows: list[Row], found: Array) -> dict[str, Any]:
    """Calibration, threshold and ranks of one head, from the tune rows and their logits."""
    head = HEADS[column]
    labels, traffic = _labels(rows, column), traffic_weights(rows)
    positive = np.nan_to_num(labels) == 1
    hard = (labels == 0) & (traffic == 0)
    weights = (1 - PRIOR - HARD_SHARE) * traffic
    weights[positive] = PRIOR / max(int(positive.sum()), 1)
    weights[hard] = HARD_SHARE / max(int(hard.sum()), 1)
    used = weights > 0
    slope, offset = metrics.platt(found[used, column], positive[used].astype(np.float32), weights[used])
    score = 1 / (1 + np.exp(-(slope * found[:, column] + offset)))
    ordinary = traffic > 0
    share = BUDGET[head] / 1000
    threshold = metrics.upper_threshold(score[ordinary], traffic[ordinary], share)
    return {
        "platt": [round(slope, 6), round(offset, 6)],
        "threshold": round(threshold + 5e-7, 6),
        "budget_per_1000": BUDGET[head],
        "rank": metrics.rank_table(score[ordinary], traffic[ordinary]),
        "tuned_on": {
            "ordinary": int(ordinary.sum()),
            "positive": int(positive.sum()),
            "hard": int(hard.sum()),
        },
    }


def write(net: RiskNet, chosen: argparse.Namespace, rows: list[Row]) -> Release:
    """Write <out>/risk and pin it. The returned release is what was written, read back."""
    folder = chosen.out / "risk"
    folder.mkdir(parents=True, exist_ok=True)
    config = net.bert.config
    info: dict[str, Any] = {
        "format": 1,
        "created": time.strftime("%Y-%m-%d", time.gmtime()),
        "command": chosen.command,
        "encoder": {"package": encoder.PACKAGE, "sha256": encoder.SHA256},
        "architecture": _architecture(config),
        "window": WINDOW,
        "training": _training(rows),
        "mix": {"traffic": TRAFFIC_MIX, "prior": PRIOR, "hard_share": HARD_SHARE},
        "heads": {head: {} for head in HEADS},
    }
    files = {"model.safetensors": save(quantised(net.state_dict())), "tokenizer.json": _tokenizer()}
    draft = Release(folder, files, info)
    tune = [row for row in rows if row.split == "tune"]
    found = predict.logits(network.released(draft), draft, [row.text for row in tune])
    info["heads"] = {head: head_info(column, tune, found) for column, head in enumerate(HEADS)}
    files["model.json"] = (json.dumps(info, indent=1, ensure_ascii=False) + "\n").encode()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    if folder.resolve() == released.FOLDER.resolve():
        pin(digests)
    return released.load(folder, digests)


def _architecture(config: BertConfig) -> dict[str, Any]:
    return {
        "kind": "bert, mean pooling, one linear layer of heads",
        "vocabulary": config.vocab_size,
        "hidden": config.hidden_size,
        "layers": config.num_hidden_layers,
        "attention_heads": config.num_attention_heads,
        "intermediate": config.intermediate_size,
        "positions": config.max_position_embeddings,
        "epsilon": config.layer_norm_eps,
    }


def _training(rows: list[Row]) -> list[dict[str, Any]]:
    names = sorted({row.set for row in rows})
    result = []
    for name in names:
        mine = [row for row in rows if row.set == name and row.split == "train"]
        positive = {head: sum(row.labels[column] == 1 for row in mine) for column, head in enumerate(HEADS)}
        result.append(
            {"set": name, "licence": corpus.rule_of(name).licence, "rows": len(mine), "positive": positive}
        )
    return result


def _tokenizer() -> bytes:
    tokenizer = Tokenizer.from_file(str(encoder.folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return str(tokenizer.to_str(pretty=False)).encode()


def pin(digests: dict[str, str], file: Path | None = None) -> None:
    """Rewrite RELEASE in models/release.py."""
    file = file or Path(released.__file__)
    lines = "".join(f'    "{name}": "{digest}",\n' for name, digest in digests.items())
    source = file.read_text("utf-8")
    pinned = re.sub(
        r"(?s)^(RELEASE: dict\[str, str\] = ){.*?}$", rf"\1{{\n{lines}}}", source, count=1, flags=re.MULTILINE
    )
    file.write_text(pinned, "utf-8")


def main(arguments: list[str] | None = None) -> int:
    chosen = options(arguments, checkpoint=True)
    try:
        net = network.pretrained(encoder.folder()).eval()
        state = torch.load(chosen.checkpoint, weights_only=True)
        net.load_state_dict(state["net"])
        chosen.command = state["command"]
        sys.stdout.write(f"{write(net, chosen, gather(chosen)).model}\n")
    except FirstbellError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
