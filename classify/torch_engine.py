"""The GPU engine (extra `gpu`): the same released weights in torch, bf16 on CUDA, fp32 without it."""

from collections.abc import Sequence

import torch

from models.network import pad, released
from models.release import Array, Release


class TorchEngine:
    """See classify.engine.Engine."""

    def __init__(self, release: Release) -> None:
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._net = released(release).to(self._device)
        if self._device == "cuda":
            self._net = self._net.bfloat16()
        precision = "bf16" if self._device == "cuda" else "f32"
        self.name = f"torch-{torch.__version__.partition('+')[0]}-{self._device}-{precision}"

    @torch.inference_mode()
    def logits(self, rows: Sequence[Sequence[int]]) -> Array:
        ids, mask = pad([list(row) for row in rows])
        found = self._net(ids.to(self._device), mask.to(self._device))
        result: Array = found.float().cpu().numpy()
        return result
