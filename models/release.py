"""The released model: where it lies, what it must hash to, and how it is read. Needs neither torch nor a runtime."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load as load_tensors

from stream.contracts import HEADS, Head
from stream.errors import Fatal

FOLDER = Path(__file__).parent / "weights" / "risk"

# `python -m models.publish` rewrites what stands between the braces.
RELEASE: dict[str, str] = {
    "model.json": "cf7d27fd4a72261799b29d4406fc224ae81ce71c26e9df302d30b2b65fcd826b",
    "model.safetensors": "f237d6fd76ed51b198853209ddd044d0c80c560a180b76f7f359f398a7fbe632",
    "tokenizer.json": "4a1982e715e7ef2a6dbd490ff8c9db84b74ca698664052781598559c63bc89a6",
}
"""sha256 of each file of the release; a file that differs is never used."""

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Release:
    """A verified model. `info` is model.json; `files` holds the bytes that were verified."""

    folder: Path
    files: Mapping[str, bytes]
    info: Mapping[str, Any]

    @property
    def model(self) -> str:
        """What a verdict names: the sha256 of the weights."""
        return f"sha256:{hashlib.sha256(self.files['model.safetensors']).hexdigest()}"

    @property
    def thresholds(self) -> dict[Head, float]:
        """Calibrated score at which each head flags."""
        return {head: float(self.info["heads"][head]["threshold"]) for head in HEADS}

    def at(self, precision: str) -> "Release":
        """With the calibration, thresholds and ranks that were set for an engine of this precision, where
        a head has any (`heads.<head>.precisions.<precision>`).
        """
        heads = {
            head: {**about, **about.get("precisions", {}).get(precision, {})}
            for head, about in self.info["heads"].items()
        }
        return replace(self, info={**self.info, "heads": heads})

    @cached_property
    def tensors(self) -> dict[str, NDArray[Any]]:
        """As stored: int8 matrices with a `<name>.scale` each (a value per row), float16 vectors."""
        return load_tensors(self.files["model.safetensors"])

    def weight(self, name: str) -> Array:
        """One tensor in float32, dequantised."""
        value = self.tensors[name]
        if value.dtype == np.int8:
            return value.astype(np.float32) * self.tensors[f"{name}.scale"][:, None].astype(np.float32)
        return value.astype(np.float32)

    def names(self) -> list[str]:
        """The tensors' names, without the scales."""
        return [name for name in self.tensors if not name.endswith(".scale")]

    def calibrated(self, logits: Array) -> Array:
        """Logits [n, heads] to scores in [0, 1], head by head (Platt's method on the stated mix)."""
        scale = np.array([self.info["heads"][head]["platt"] for head in HEADS], np.float32)
        odds = np.clip(logits * scale[:, 0] + scale[:, 1], -60, 60)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), np.float32)

    def rank(self, head: Head, score: float) -> float:
        """Share of ordinary posts that score at least as high, never below what was measured."""
        table = self.info["heads"][head]["rank"]
        return float(np.interp(score, table["scores"], table["shares"]))


def load(folder: Path = FOLDER, pinned: Mapping[str, str] | None = None) -> Release:
    """Read and verify a release. Fatal names the file, what was found, what is wanted, and the remedy."""
    wanted = RELEASE if pinned is None else pinned
    if not wanted:
        raise Fatal(
            f"{folder}: no release is pinned in models/release.py; run `make train`, then check in the result"
        )
    files = {name: _verified(folder / name, digest) for name, digest in wanted.items()}
    info = json.loads(files["model.json"])
    if list(info["heads"]) != list(HEADS):
        raise Fatal(
            f"{folder / 'model.json'}: heads {list(info['heads'])}, wanted {list(HEADS)}; restore the released file"
        )
    return Release(folder, files, info)


def _verified(file: Path, wanted: str) -> bytes:
    remedy = "restore it from the repository (`git checkout models/weights`) or reinstall Firstbell"
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Fatal(f"{file}: cannot be read ({error.strerror}); {remedy}") from error
    found = hashlib.sha256(content).hexdigest()
    if found != wanted:
        raise Fatal(f"{file}: sha256 is {found}, wanted {wanted}; {remedy}")
    return content
