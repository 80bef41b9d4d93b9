import pytest

from classify.scorer import Scorer
from tests.classify import tiny


@pytest.fixture
def scorer() -> Scorer:
    """The keyword engine over the tiny release: what a text scores is plain to see."""
    return Scorer(tiny.release(), tiny.KeywordEngine())
