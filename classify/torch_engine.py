"""The GPU engine (extra `gpu`): the same released weights in torch, bf16 on CUDA, fp32 without it."""

from collections.abc import Sequence

import torch

from classify.precision import Precision
from models.network import pad, released
from models.release import Array, Release


class TorchEngine:
    """See classify.engine.Engine."""

    def __init__(self, release: Release) -> None:
        self._device = "cuda" if torch.cuda.is_available() else "cpu"
        self._net = released(release).to(self._device)
        self.precision: Precision = "f32"
        if self._device == "cuda":
            self._net, self.precision = self._net.bfloat16(), "bf16"
        self.name = f"torch-{torch.__version__.partition('+')[0]}-{self._device}-{self.precision}"

    @torch.inference_mode()
    def logits(self, rows: Sequence[Sequence[int]]) -> Array:
        return _array(self._net.heads(self._pooled(rows)))

    @torch.inference_mode()
    def embeddings(self, rows: Sequence[Sequence[int]]) -> Array:
        return _array(self._pooled(rows))

    def _pooled(self, rows: Sequence[Sequence[int]]) -> torch.Tensor:
        ids, mask = (part.to(self._device) for part in pad([list(row) for row in rows]))
        hidden: torch.Tensor = self._net.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        return (hidden * weight).sum(1) / weight.sum(1)


def _array(value: torch.Tensor) -> Array:
    found: Array = value.float().cpu().numpy()
    return found
