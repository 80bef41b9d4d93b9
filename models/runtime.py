"""What the int8 engine needs beside the weights: how wide the inputs of each linear layer are.

Measured once, at publishing (models.quantise), so a score never depends on the posts that share its
batch. Kept in `runtime.safetensors` of the release; a release without it runs in f32 or bf16.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from safetensors.numpy import load as load_tensors

from models.release import Array, Release

FILE = "runtime.safetensors"
LEVELS = 256
"""Of an activation: one unsigned byte."""
WEIGHT_MOST = 127


@dataclass(frozen=True)
class Span8:
    """The inputs of one linear layer on 256 levels: `low` + step * n, after dividing channel i by `smooth[i]`.

    `low` is a whole number of steps, so 0 is exact.
    """

    low: float
    step: float
    smooth: Array

    @property
    def high(self) -> float:
        return self.low + self.step * (LEVELS - 1)


@dataclass(frozen=True)
class Runtime:
    """Spans by the name of the linear layer, without `.weight`. Layers that are missing stay as they are."""

    release: Release

    @cached_property
    def spans(self) -> dict[str, Span8]:
        content = self.release.files.get(FILE)
        stored = load_tensors(content) if content else {}
        names = [name.removesuffix(".smooth") for name in stored if name.endswith(".smooth")]
        return {
            name: Span8(float(low), float(step), stored[f"{name}.smooth"].astype(np.float32))
            for name in names
            for low, step in [stored[f"{name}.span"]]
        }


def rounded(weight: Array, smooth: Array) -> tuple[Array, Array]:
    """A weight [out, in] for smoothed inputs: whole numbers in [-127, 127] as float32, and a scale per row."""
    wide = weight * smooth
    scale = np.maximum(np.abs(wide).max(1) / WEIGHT_MOST, 1e-12).astype(np.float32)
    return np.clip(np.rint(wide / scale[:, None]), -WEIGHT_MOST, WEIGHT_MOST).astype(np.float32), scale
