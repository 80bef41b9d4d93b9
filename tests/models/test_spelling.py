import random

from hypothesis import given
from hypothesis import strategies as st

from models.spelling import dialect, roughen


def rng(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - spelling noise, not a secret


@given(st.text(max_size=200), st.sampled_from(["en", "es"]), st.integers(0, 99))
def test_any_text_is_respelled_and_the_same_for_the_same_seed(text: str, lang: str, seed: int) -> None:
    first = roughen(text, lang, rng(seed))
    assert first == roughen(text, lang, rng(seed))


def test_the_grammar_writes_what_speakers_write() -> None:
    text = "I'm going to try, they are trying to eat with them because I don't have anything"
    found = {dialect(text, rng(seed)) for seed in range(40)}
    words = " ".join(found)
    assert all(form in words for form in ("finna", "tryna", "wit", "dem", "cuz"))
    assert len(found) > 20


def test_spanish_is_left_without_english_forms() -> None:
    text = "voy a comer con ellos porque tengo hambre"
    for seed in range(30):
        assert "finna" not in roughen(text, "es", rng(seed))
