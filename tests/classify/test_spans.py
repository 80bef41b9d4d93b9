from hypothesis import given, settings
from hypothesis import strategies as st

from classify.scorer import Scorer
from classify.spans import spans
from tests.classify import tiny

SCORER = Scorer(tiny.release(), tiny.KeywordEngine())

WORDS = [*tiny.LOUD, "game", "lunch", "we", "\U0001f600", "h\u200bello", "¿qué?"]


def test_a_span_is_what_the_score_rests_on(scorer: Scorer) -> None:
    text = "\U0001f600 we won,  but i will HU\u200bRT them all"
    (found,) = spans([text], scorer.score([text]), scorer)
    assert [(span.head, text[span.start : span.end]) for span in found] == [("violence", "HU\u200bRT")]
    assert found[0].weight > 0.9


def test_each_flagged_head_has_one_span_and_others_none(scorer: Scorer) -> None:
    texts = ["you are trash and i will hurt you", "lunch", "die"]
    found = spans(texts, scorer.score(texts), scorer)
    assert [[span.head for span in one] for one in found] == [
        ["violence", "cyberbullying"],
        [],
        ["self_harm"],
    ]


def test_the_span_in_a_long_text_is_near_the_word(scorer: Scorer) -> None:
    text = "we won the game " * 100 + "i want to die " + "we won the game " * 100
    ((found,),) = spans([text], scorer.score([text]), scorer)
    assert "die" in text[found.start : found.end]
    assert found.end - found.start < 120


def test_what_is_said_twice_is_shown_where_it_speaks_for_itself(scorer: Scorer) -> None:
    text = "we won the game lunch is at school " * 3 + "you are trash " + "we won the game " * 9 + "trash"
    ((found,),) = spans([text], scorer.score([text]), scorer)
    assert "trash" in text[found.start : found.end]


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join), max_size=5))
def test_spans_lie_in_their_text_whatever_stands_beside(texts: list[str]) -> None:
    scored = SCORER.score(texts)
    found = spans(texts, scored, SCORER)
    assert found == [spans([text], [one], SCORER)[0] for text, one in zip(texts, scored, strict=True)]
    for text, one, why in zip(texts, scored, found, strict=True):
        assert tuple(span.head for span in why) == one.flags
        assert all(0 <= span.start < span.end <= len(text) and 0 <= span.weight <= 1 for span in why)
