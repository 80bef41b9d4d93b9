import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import release
from stream.errors import Fatal
from tests.classify import tiny


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in tiny.files().items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def digests() -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in tiny.files().items()}


def test_a_release_is_read_back_as_written(folder: Path) -> None:
    found = release.load(folder, digests())
    assert found.model == f"sha256:{digests()['model.safetensors']}"
    name = "bert.embeddings.word_embeddings.weight"
    stored, scale = found.tensors[name], found.tensors[f"{name}.scale"]
    assert np.allclose(found.weight(name), stored * scale[:, None])


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "model.json"])
def test_one_changed_byte_is_refused_by_name(folder: Path, name: str) -> None:
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(Fatal) as caught:
        release.load(folder, digests())
    message = str(caught.value)
    assert str(folder / name) in message
    assert digests()[name] in message
    assert hashlib.sha256(content).hexdigest() in message
    assert "git checkout" in message


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    with pytest.raises(Fatal, match=r"tokenizer\.json: cannot be read"):
        release.load(folder, digests())


def test_nothing_pinned_is_said(folder: Path) -> None:
    with pytest.raises(Fatal, match="make train"):
        release.load(folder, {})


@given(st.floats(0, 1, allow_subnormal=False), st.floats(0, 1, allow_subnormal=False))
def test_a_higher_score_is_never_more_ordinary(one: float, other: float) -> None:
    made = tiny.release()
    low, high = sorted((one, other))
    assert 0 < made.rank("violence", high) <= made.rank("violence", low) <= 1


@given(st.floats(-1e6, 1e6, allow_subnormal=False))
def test_a_calibrated_score_is_a_share(logit: float) -> None:
    found = tiny.release().calibrated(np.full((1, 3), logit, np.float32))
    assert np.all((found >= 0) & (found <= 1))


@pytest.mark.model
def test_what_is_committed_is_what_is_pinned() -> None:
    shipped = release.load()
    assert sum(map(len, shipped.files.values())) < 60_000_000
    assert list(shipped.info["heads"]) == ["self_harm", "violence", "cyberbullying"]
    assert all(0 < value < 1 for value in shipped.thresholds.values())
