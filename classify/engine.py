"""What runs the network, and which one is taken."""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Literal, Protocol

from models.release import Array, Release
from stream.errors import BadInput

Kind = Literal["auto", "openvino", "torch"]


class Engine(Protocol):
    """A network in memory. One call is one batch; the caller sorts and bounds batches."""

    @property
    def name(self) -> str:
        """Runtime, version, device and precision, e.g. "openvino-2026.4.1-cpu-f32"."""

    def logits(self, rows: Sequence[Sequence[int]]) -> Array:
        """Token ids, special tokens included, to logits [rows, heads]."""


def engine(release: Release, kind: Kind = "auto") -> Engine:
    """The engine for this machine: torch on a GPU where there is one, else OpenVINO on the CPU."""
    if kind == "torch" or (kind == "auto" and _gpu()):
        from classify.torch_engine import TorchEngine

        return TorchEngine(release)
    if kind not in ("auto", "openvino"):
        raise BadInput(f"engine {kind!r}: use auto, openvino or torch")
    from classify.openvino_engine import OpenVinoEngine

    return OpenVinoEngine(release)


def _gpu() -> bool:
    if find_spec("torch") is None or not _has_nvidia():
        return False
    import torch

    return torch.cuda.is_available()


def _has_nvidia() -> bool:
    """Importing torch takes seconds; without a driver there is nothing for it to find."""
    import ctypes.util

    return ctypes.util.find_library("cuda") is not None
