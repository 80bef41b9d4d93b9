"""What training writes. Marked: it loads torch."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.model


def test_int8_is_within_half_a_step_of_what_was_trained() -> None:
    import numpy as np
    import torch

    from models.publish import quantised

    torch.manual_seed(1)
    matrix, vector = torch.randn(40, 30), torch.randn(30)
    found = quantised({"a.weight": matrix, "a.bias": vector, "bert.embeddings.position_ids": torch.arange(3)})
    assert set(found) == {"a.weight", "a.weight.scale", "a.bias"}
    back = found["a.weight"].astype(np.float32) * found["a.weight.scale"][:, None]
    assert np.all(np.abs(back - matrix.numpy()) <= found["a.weight.scale"][:, None] * 0.5001)
    assert np.allclose(found["a.bias"].astype(np.float32), vector.numpy(), atol=2e-3)


def test_pinning_replaces_the_hashes_and_nothing_else(tmp_path: Path) -> None:
    from models import release
    from models.publish import pin

    source = Path(release.__file__).read_text("utf-8")
    file = tmp_path / "release.py"
    file.write_text(source, "utf-8")
    pin({"model.json": "00"}, file)
    once = file.read_text("utf-8")
    assert 'RELEASE: dict[str, str] = {\n    "model.json": "00",\n}\n' in once
    pin(dict(release.RELEASE), file)
    assert (
        file.read_text("utf-8").split("RELEASE: dict[str, str] = {")[0]
        == source.split("RELEASE: dict[str, str] = {")[0]
    )
    assert (
        file.read_text("utf-8").partition('"""sha256 of each')[2] == source.partition('"""sha256 of each')[2]
    )


def test_the_loss_ignores_what_is_unknown() -> None:
    import torch

    from models.network import loss_of

    logits = torch.tensor([[0.0, 50.0, -50.0]])
    known = torch.tensor([[1.0, -1.0, -1.0]])
    trust = torch.ones(1, 3)
    assert loss_of(logits, known, trust) == loss_of(logits * torch.tensor([1.0, 0.0, 0.0]), known, trust)
