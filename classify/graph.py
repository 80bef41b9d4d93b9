"""The network as an OpenVINO graph, built from the released weights: BERT, mean pooling, a layer of heads."""

import sys
from typing import Any

import numpy as np

from models.release import Release
from models.runtime import LEVELS, Runtime, Span8, rounded

# OpenVINO reports each import to its maker and keeps an id in the home folder unless its telemetry
# package is missing; this makes it missing.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # None is how Python marks a blocked import

import openvino  # noqa: E402 - after the block above
from openvino import opset15 as ops  # noqa: E402 - as above

__all__ = ["build", "openvino"]
"""The runtime too: whoever needs it must take it from here, with its telemetry blocked."""


def build(release: Release, *, int8: bool = False) -> openvino.Model:
    """Inputs ids i32 and mask f32, both [batch, length]; outputs logits [batch, heads] and pooled
    [batch, hidden]. With `int8`, the linear layers that have a span multiply bytes.
    """
    return _Graph(release, Runtime(release).spans if int8 else {}).model()


class _Graph:
    def __init__(self, release: Release, spans: dict[str, Span8]) -> None:
        self._release = release
        self._spans = spans
        shape = release.info["architecture"]
        self._layers: int = shape["layers"]
        self._attention_heads: int = shape["attention_heads"]
        self._hidden: int = shape["hidden"]
        self._epsilon: float = shape["epsilon"]

    def model(self) -> openvino.Model:
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
        outputs = {"logits": self._linear(pooled, "heads"), "pooled": pooled}
        results = []
        for name, value in outputs.items():
            result = ops.result(value)
            result.get_output_tensor(0).set_names({name})
            results.append(result)
        return openvino.Model(results, [ids, mask], "risk")

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
        span = self._spans.get(name)
        weight = self._constant(f"{name}.weight") if span is None else self._whole(name, span)
        given = value if span is None else _levelled(value, span)
        product = ops.matmul(given, weight, transpose_a=False, transpose_b=True)
        return ops.add(product, self._constant(f"{name}.bias"))

    def _whole(self, name: str, span: Span8) -> Any:
        """int8 times a scale per row: the form that the runtime multiplies without widening."""
        grid, scale = rounded(self._release.weight(f"{name}.weight"), span.smooth)
        whole = ops.convert(ops.constant(grid.astype(np.int8)), np.float32)
        return ops.multiply(whole, ops.constant(scale[:, None]))

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


def _levelled(value: Any, span: Span8) -> Any:
    """Divide by `smooth`, then put on 256 levels: the CPU runtime knows no levels by channel."""
    smoothed = ops.multiply(value, ops.constant((1 / span.smooth)[None, None, :]))
    ends = (_float(span.low), _float(span.high))
    return ops.fake_quantize(smoothed, *ends, *ends, LEVELS)


def _int(value: int | list[int]) -> Any:
    return ops.constant(np.array(value, np.int32))


def _float(value: float) -> Any:
    return ops.constant(np.array(value, np.float32))
