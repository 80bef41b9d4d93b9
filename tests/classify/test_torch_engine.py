"""The engines on the same tokens: alike, and deaf to who stands beside."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classify.engine import Engine, Kind, engine
from classify.openvino_engine import OpenVinoEngine
from classify.precision import BYTES, cpu_flags
from classify.scorer import Scorer, load
from models import release as released
from models.release import Array, Release
from models.runtime import FILE, Runtime
from stream.errors import BadInput
from tests.classify import tiny

pytestmark = pytest.mark.model

BOUND = {"f32": 1e-3, "bf16": 0.05, "int8": 0.15}
"""Largest difference of a score between an engine and torch in fp32, by the engine's precision. Thresholds
are set for each precision, so what counts is the order of the scores; `python -m bench.score` prints both.
"""
NEIGHBOURS = 1e-3

POSTS = [
    "I want to die.",
    "im bringing a gun to school on friday and nobody is going to stop me",
    "nobody likes you, you are ugly and the whole class hates you",
    "Bake sale at the school on Saturday, bring your friends!",
    "ya no quiero vivir, nadie me escucha",
    "We lost to the other school but what a game, the keeper was on fire \U0001f525",
    "ok",
    "The council met on Tuesday. " * 30,
]


@pytest.mark.parametrize("kind", ["openvino", "torch"])
def test_an_engine_computes_the_network(kind: Kind) -> None:
    made = engine(tiny.release(), kind)
    rows = [[2, 4, 5, 6, 3], [2, *range(5, 14), 3], [2, 4, 3]]
    together = made.logits(rows)
    assert together.shape == (3, 3)
    alone = np.concatenate([made.logits([row]) for row in rows])
    assert np.abs(together - alone).max() < 1e-3
    assert made.name.startswith(f"{kind}-")


def test_engines_agree_on_any_network() -> None:
    rows = [[2, 4, 5, 6, 3], [2, *range(5, 14), 3], [2, 4, 3]]
    one, other = (engine(tiny.release(), kind).logits(rows) for kind in ("openvino", "torch"))
    assert np.abs(one - other).max() < (1e-3 if _precise() else 0.3)


def _precise() -> bool:
    return OpenVinoEngine(tiny.release()).precision == "f32"


def _with_ranges(release: Release) -> Release:
    """As published: with the file from which int8 takes its ranges."""
    from models import quantise  # noqa: PLC0415 - torch takes seconds to load
    from models.network import released as network  # noqa: PLC0415 - as above

    content = quantise.runtime_file(
        network(release), release, [" ".join(tiny.WORDS[4:])] * 3 + ["i want to die"]
    )
    return replace(release, files={**release.files, FILE: content})


def test_int8_ignores_neighbours_and_multiplies_as_it_was_simulated() -> None:
    release = _with_ranges(tiny.release())
    assert Runtime(release).spans
    made = engine(release, "openvino", "int8")
    rows = [[2, 4, 5, 6, 3], [2, *range(5, 14), 3], [2, 4, 3]]
    together = made.logits(rows)
    assert made.name.endswith("-int8")
    assert np.abs(together - np.concatenate([made.logits([row]) for row in rows])).max() < NEIGHBOURS
    if cpu_flags() & BYTES:  # elsewhere sums overflow, which is why int8 is never chosen there
        assert np.abs(together - _simulated(release, rows)).max() < 0.5


def _simulated(release: Release, rows: list[list[int]]) -> Array:
    import torch  # noqa: PLC0415 - takes seconds to load

    from models import network, quantise  # noqa: PLC0415 - as above

    net = quantise.simulated(release, network.released(release), Runtime(release).spans)
    with torch.inference_mode():
        found: Array = net(*network.pad(rows)).numpy()
    return found


def test_int8_is_refused_by_name_where_the_release_has_no_ranges() -> None:
    with pytest.raises(BadInput, match=r"runtime\.safetensors"):
        engine(tiny.release(), "openvino", "int8")
    with pytest.raises(BadInput, match="f32, bf16, int8"):
        engine(tiny.release(), "openvino", "f64")  # type: ignore[arg-type]  # what the test is about


@pytest.mark.parametrize("kind", ["openvino", "torch"])
def test_embeddings_are_the_mean_of_the_last_layer(kind: Kind) -> None:
    release = tiny.release()
    rows = [[2, 4, 5, 6, 3], [2, 9, 3]]
    found = engine(release, kind).embeddings(rows)
    assert found.shape == (2, tiny.HIDDEN)
    heads = found @ release.weight("heads.weight").T + release.weight("heads.bias")
    assert np.abs(heads - engine(release, kind).logits(rows)).max() < (1e-3 if _precise() else 0.3)


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(BadInput, match="auto, openvino or torch"):
        engine(tiny.release(), "abacus")  # type: ignore[arg-type]  # what the test is about


def test_the_runtime_reports_to_nobody(tmp_path: Path) -> None:
    """Its telemetry stays out and nothing is written to the home folder."""
    code = "import sys, classify.openvino_engine; print(sys.modules['openvino_telemetry'])"
    home = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_CACHE_HOME": str(tmp_path),
    }
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=home)
    assert done.stdout.strip() == "None"
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def shipped() -> Scorer:
    return load(kind="openvino")


def test_the_shipped_model_on_both_engines(shipped: Scorer) -> None:
    bound = BOUND[shipped.engine.rpartition("-")[2]]
    other: Engine = engine(released.load(), "torch")
    assert np.abs(shipped.matrix(POSTS) - Scorer(released.load(), other).matrix(POSTS)).max() < bound


def test_a_shipped_score_does_not_depend_on_neighbours(shipped: Scorer) -> None:
    together = shipped.matrix(POSTS)
    alone = np.concatenate([shipped.matrix([post]) for post in POSTS])
    assert np.abs(together - alone).max() < NEIGHBOURS


def test_plain_words_flag_and_everyday_words_do_not(shipped: Scorer) -> None:
    found = shipped.score(POSTS[:4])
    assert [one.flags[:1] for one in found] == [("self_harm",), ("violence",), ("cyberbullying",), ()]
