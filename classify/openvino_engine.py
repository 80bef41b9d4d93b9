"""The CPU engine: the network as an OpenVINO graph (classify.graph), in the precision this CPU is fast in."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from classify.graph import build, openvino
from classify.precision import Precision, best
from models.release import Array, Release
from models.runtime import Runtime
from stream.errors import BadInput


class OpenVinoEngine:
    """See classify.engine.Engine. `precision` None takes the fastest that this CPU multiplies itself."""

    def __init__(self, release: Release, precision: Precision | None = None) -> None:
        core = openvino.Core()
        bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        ranges = bool(Runtime(release).spans)
        self.precision: Precision = precision or best(bf16=bf16, ranges=ranges)
        if self.precision == "int8" and not ranges:
            raise BadInput(
                "int8: this release has no runtime.safetensors; `python -m models.publish` writes one"
            )
        wide = "bf16" if bf16 and self.precision != "f32" else "f32"
        model = build(release, int8=self.precision == "int8")
        settings = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_PRECISION_HINT": wide}
        self._request = core.compile_model(model, "CPU", settings).create_infer_request()
        self.name = f"openvino-{openvino.__version__.split('-')[0]}-cpu-{self.precision}"

    def logits(self, rows: Sequence[Sequence[int]]) -> Array:
        return np.array(self._run(rows)["logits"], np.float32)

    def embeddings(self, rows: Sequence[Sequence[int]]) -> Array:
        return np.array(self._run(rows)["pooled"], np.float32)

    def _run(self, rows: Sequence[Sequence[int]]) -> Any:
        ids = np.zeros((len(rows), max(map(len, rows))), np.int32)
        mask = np.zeros(ids.shape, np.float32)
        for number, row in enumerate(rows):
            ids[number, : len(row)] = row
            mask[number, : len(row)] = 1.0
        return self._request.infer({"ids": ids, "mask": mask}, share_inputs=True, share_outputs=True)
