from classify.faithful import deletion_report
from classify.scorer import Scorer


def test_what_made_the_score_takes_it_away_and_random_words_mostly_do_not(scorer: Scorer) -> None:
    texts = [
        "we won the game and i will hurt them all at school tomorrow",
        "lunch is at school",
        "you will hurt",
    ]
    found = deletion_report(scorer, texts)
    assert found["self_harm"] == {"posts": 0}
    violence = found["violence"]
    assert violence["posts"] == 2
    assert violence["span"] > 0.9 > violence["random"]
    assert violence["span_unflags"] == violence["span_wins"] == 1
    assert 0 < violence["shown"] < 0.5
    assert found == deletion_report(scorer, texts), "the same each time"


def test_a_post_of_one_word_has_no_other_run_and_still_counts(scorer: Scorer) -> None:
    assert deletion_report(scorer, ["hurt"])["violence"]["span"] == 1
    assert deletion_report(scorer, [])["violence"] == {"posts": 0}
