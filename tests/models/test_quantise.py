import pytest

from tests.classify import tiny

pytestmark = pytest.mark.model


def test_simulated_int8_is_near_the_network_and_its_file_reads_back() -> None:
    import numpy as np  # noqa: PLC0415 - beside torch, which takes seconds to load

    from models import network, predict, quantise  # noqa: PLC0415 - as above
    from models.runtime import FILE, Runtime  # noqa: PLC0415 - as above

    release = tiny.release()
    texts = ["i will hurt them all", "we won the game", "i want to die", "lunch is at school tomorrow"]
    content = quantise.runtime_file(network.released(release), release, texts)
    spans = Runtime(type(release)(release.folder, {**release.files, FILE: content}, release.info)).spans
    linear = {name.removesuffix(".weight") for name in release.names() if "LayerNorm" not in name}
    assert spans.keys() <= {name for name in linear if ".layer." in name}
    assert len(spans) >= tiny.LAYERS * 4
    for span in spans.values():
        assert span.low <= 0 <= span.high
        assert round(span.low / span.step) == pytest.approx(span.low / span.step, abs=1e-3)
    exact = predict.logits(network.released(release), release, texts)
    rough = predict.logits(quantise.simulated(release, network.released(release), spans), release, texts)
    assert 0 < np.abs(rough - exact).max() < 1
