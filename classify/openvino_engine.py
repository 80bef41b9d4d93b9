"""The CPU engine: the network as an OpenVINO graph, built from the released weights."""

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from models.release import Array, Release

# OpenVINO reports each import to its maker and keeps an id in the home folder unless its telemetry
# package is missing; this makes it missing.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None is how Python marks a blocked import

import openvino as ov  # noqa: E402 - after the block above
from openvino import opset15 as ops  # noqa: E402 - as above


class OpenVinoEngine:
    """See classify.engine.Engine. Precision is bf16 where the CPU multiplies it itself, else f32."""

    def __init__(self, release: Release) -> None:
        core = ov.Core()
        bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "bf16" if bf16 else "f32",
        }
        self._request = core.compile_model(build(release), "CPU", settings).create_infer_request()
        self.name = f"openvino-{ov.__version__.split('-')[0]}-cpu-{'bf16' if bf16 else 'f32'}"

    def logits(self, rows: Sequence[Sequence[int]]) -> Array:
        ids = np.zeros((len(rows), max(map(len, rows))), np.int32)
        mask = np.zeros(ids.shape, np.float32)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1.0
        found = self._request.infer({"ids": ids, "mask": mask}, share_outputs=False)
        return np.asarray(found["logits"], np.float32)


def build(release: Release) -> ov.Model:
    """BERT with mean pooling and a layer of heads; inputs ids i32 and mask f32, both [batch, length]."""
    return _Graph(release).model()


class _Graph:
    def __init__(self, release: Release) -> None:
        self._release = release
        shape = release.info["architecture"]
        self._layers: int = shape["layers"]
        self._attention_heads: int = shape["attention_heads"]
        self._hidden: int = shape["hidden"]
        self._epsilon: float = shape["epsilon"]

    def model(self) -> ov.Model:
        ids = ops.parameter([-1, -1], np.int32, name="ids")
        mask = ops.parameter([-1, -1], np.float32, name="mask")
        hidden = self._embedded(ids)
        wide = ops.unsqueeze(ops.unsqueeze(mask, _int(1)), _int(1))
        bias = ops.multiply(ops.subtract(wide, _float(1.0)), _float(10000.0))
        for layer in range(self._layers):
            hidden = self._layer(hidden, bias, f"bert.encoder.layer.{layer}")
        weight = ops.unsqueeze(mask, _int(2))
        total = ops.reduce_sum(ops.multiply(hidden, weight), _int(1), keep_dims=False)
        pooled = ops.divide(total, ops.reduce_sum(weight, _int(1), keep_dims=False))
        logits = self._linear(pooled, "heads")
        result = ops.result(logits)
        result.get_output_tensor(0).set_names({"logits"})
        return ov.Model([result], [ids, mask], "risk")

    def _constant(self, name: str) -> Any:
        return ops.constant(self._release.weight(name))

    def _embedded(self, ids: Any) -> Any:
        name = "bert.embeddings.word_embeddings.weight"
        stored = self._release.tensors
        words = ops.convert(ops.gather(ops.constant(stored[name]), ids, _int(0)), np.float32)
        scale = ops.gather(ops.constant(stored[f"{name}.scale"].astype(np.float32)[:, None]), ids, _int(0))
        places = self._release.weight("bert.embeddings.position_embeddings.weight")
        places = places + self._release.weight("bert.embeddings.token_type_embeddings.weight")[0]
        length = ops.gather(ops.shape_of(ids, "i32"), ops.constant(np.array([1], np.int32)), _int(0))
        one, zero = (ops.constant(np.array([value], np.int32)) for value in (1, 0))
        place = ops.slice(ops.constant(places), zero, length, one, zero)
        return self._norm(ops.add(ops.multiply(words, scale), place), "bert.embeddings.LayerNorm")

    def _linear(self, value: Any, name: str) -> Any:
        weight = self._constant(f"{name}.weight")
        product = ops.matmul(value, weight, transpose_a=False, transpose_b=True)
        return ops.add(product, self._constant(f"{name}.bias"))

    def _norm(self, value: Any, name: str) -> Any:
        plain = ops.mvn(value, _int([2]), True, self._epsilon, "inside_sqrt")
        return ops.add(ops.multiply(plain, self._constant(f"{name}.weight")), self._constant(f"{name}.bias"))

    def _split(self, value: Any) -> Any:
        """[batch, length, hidden] to [batch, attention head, length, width]."""
        width = self._hidden // self._attention_heads
        parts = ops.reshape(value, _int([0, 0, self._attention_heads, width]), special_zero=True)
        return ops.transpose(parts, _int([0, 2, 1, 3]))

    def _layer(self, hidden: Any, bias: Any, name: str) -> Any:
        query, key, value = (
            self._split(self._linear(hidden, f"{name}.attention.self.{part}"))
            for part in ("query", "key", "value")
        )
        context = ops.scaled_dot_product_attention(query, key, value, bias)
        joined = ops.reshape(
            ops.transpose(context, _int([0, 2, 1, 3])), _int([0, 0, self._hidden]), special_zero=True
        )
        attended = self._linear(joined, f"{name}.attention.output.dense")
        hidden = self._norm(ops.add(hidden, attended), f"{name}.attention.output.LayerNorm")
        wide = ops.gelu(self._linear(hidden, f"{name}.intermediate.dense"), "erf")
        return self._norm(
            ops.add(hidden, self._linear(wide, f"{name}.output.dense")), f"{name}.output.LayerNorm"
        )


def _int(value: int | list[int]) -> Any:
    return ops.constant(np.array(value, np.int32))


def _float(value: float) -> Any:
    return ops.constant(np.array(value, np.float32))
