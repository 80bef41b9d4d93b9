import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.scorer import NOTHING, Scorer
from models.tokens import BATCH_TOKENS, batches
from tests.classify import tiny

SCORER = Scorer(tiny.release(), tiny.KeywordEngine())


def test_each_text_has_its_own_scores_and_flags(scorer: Scorer) -> None:
    found = scorer.score(["i will hurt them", "we won the game", "you are trash"])
    assert [one.flags for one in found] == [("violence",), (), ("cyberbullying",)]
    assert found[0].scores["violence"] > 0.9
    assert found[0].scores["self_harm"] < 0.1


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "\x00"])
def test_nothing_to_read_scores_as_nothing(scorer: Scorer, text: str) -> None:
    assert scorer.score([text]) == [NOTHING]


def test_a_long_text_scores_as_its_highest_window(scorer: Scorer) -> None:
    text = "we won the game " * 40 + "i want to die " + "we won the game " * 40
    assert scorer.score([text])[0].flags == ("self_harm",)


@pytest.mark.parametrize("text", ["hu\u200brt", "hurrrt", "hur\u0442", "H\uff35RT", "tr4sh"])
def test_spelling_tricks_are_undone(scorer: Scorer, text: str) -> None:
    assert bool(scorer.score([text])[0].flags) == (text != "hurrrt")


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_scores_alike_alone_and_beside_others(texts: list[str]) -> None:
    together = SCORER.matrix(texts)
    alone = [SCORER.matrix([text])[0] for text in texts]
    assert together.shape == (len(texts), 3)
    assert np.all((together >= 0) & (together <= 1))
    assert np.array_equal(together, np.array(alone).reshape(-1, 3))


@given(st.lists(st.integers(1, 3000), max_size=60))
def test_batches_hold_each_window_once_and_stay_bounded(lengths: list[int]) -> None:
    windows = [[0] * length for length in lengths]
    found = batches(windows)
    assert sorted(number for batch in found for number in batch) == list(range(len(windows)))
    for batch in found:
        assert len(batch) == 1 or len(batch) * max(len(windows[number]) for number in batch) <= BATCH_TOKENS


def test_ranks_come_from_the_release(scorer: Scorer) -> None:
    ranks = scorer.rank({"self_harm": 0.0, "violence": 0.5, "cyberbullying": 1.0})
    assert ranks == {"self_harm": 1.0, "violence": 0.01, "cyberbullying": 0.0001}
