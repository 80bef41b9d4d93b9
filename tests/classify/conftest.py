import pytest
from hypothesis import settings

from classify.scorer import Scorer
from tests.classify import tiny

# Timing never decides a test, least of all on a busy machine.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture
def scorer() -> Scorer:
    """The keyword engine over the tiny release: what a text scores is plain to see."""
    return Scorer(tiny.release(), tiny.KeywordEngine())
