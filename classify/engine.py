"""What runs the network, and which one is taken."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Literal, Protocol

from classify.precision import PRECISIONS, Precision
from models.release import Array, Release
from stream.errors import BadInput

Kind = Literal["auto", "openvino", "torch"]


class Engine(Protocol):
    """A network in memory. One call is one batch; the caller sorts and bounds batches.

    Rows are token ids, special tokens included.
    """

    @property
    def name(self) -> str:
        """Runtime, version, device and precision, e.g. "openvino-2026.4.1-cpu-f32"."""

    @property
    def precision(self) -> Precision:
        """What most of its arithmetic is done in; thresholds can be set for each."""

    def logits(self, rows: Sequence[Sequence[int]]) -> Array:
        """[rows, heads]."""

    def embeddings(self, rows: Sequence[Sequence[int]]) -> Array:
        """What the heads read: the mean of the last layer over a row's tokens, [rows, hidden]."""


def engine(release: Release, kind: Kind = "auto", precision: Precision | None = None) -> Engine:
    """The engine for this machine: torch on a GPU where there is one, else OpenVINO on the CPU.

    `precision` None is the fastest that keeps the scores; given, it is for comparisons on the CPU.
    """
    if precision not in (None, *PRECISIONS):
        raise BadInput(f"precision {precision!r}: use {', '.join(PRECISIONS)}")
    if kind == "torch" or (kind == "auto" and precision is None and _gpu()):
        from classify.torch_engine import TorchEngine

        return TorchEngine(release)
    if kind not in ("auto", "openvino"):
        raise BadInput(f"engine {kind!r}: use auto, openvino or torch")
    from classify.openvino_engine import OpenVinoEngine

    return OpenVinoEngine(release, precision)


def _gpu() -> bool:
    if find_spec("torch") is None or not _has_nvidia():
        return False
    import torch

    return torch.cuda.is_available()


def _has_nvidia() -> bool:
    """Importing torch takes seconds; without a driver there is nothing for it to find."""
    import ctypes.util

    return ctypes.util.find_library("cuda") is not None
