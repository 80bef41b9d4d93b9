from classify.cache import Seen
from classify.scorer import Scorer
from tests.classify import tiny


def test_a_repeat_is_answered_without_the_engine() -> None:
    engine = tiny.KeywordEngine()
    scorer = Scorer(tiny.release(), engine)
    first = scorer.score(["i will hurt them", "we won", "I  WILL hurt them"])
    assert engine.batches == [2], "what the model reads alike is scored once"
    assert scorer.score(["i will hurt them"]) == first[:1] == first[2:]
    assert engine.batches == [2]


def test_the_least_recently_asked_for_go_first_and_no_text_is_kept() -> None:
    seen = Seen(most=2)
    keys = [seen.key([number]) for number in range(3)]
    for key in keys[:2]:
        seen.put(key, tiny.KeywordEngine().logits([[4]])[0])
    assert seen.get(keys[0]) is not None
    seen.put(keys[2], tiny.KeywordEngine().logits([[4]])[0])
    assert [seen.get(key) is not None for key in keys] == [True, False, True]
    assert len(seen) == 2
    assert Seen().key([1, 2]) != Seen().key([1, 2]), "another process has another key"
