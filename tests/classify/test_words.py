import pytest

from classify.words import rank_words


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (0.0, "fewer than 1 in 10,000 ordinary posts score this high"),
        (0.0004, "fewer than 1 in 1,000 ordinary posts score this high"),
        (0.001, "fewer than 1 in 1,000 ordinary posts score this high"),
        (0.002, "fewer than 1 in 100 ordinary posts score this high"),
        (0.1, "fewer than 1 in 10 ordinary posts score this high"),
        (1.0, "more than 1 in 10 ordinary posts score this high"),
    ],
)
def test_a_rank_in_words(rank: float, words: str) -> None:
    assert rank_words(rank) == words
