import subprocess
import sys
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from classify.scorer import Scorer
from classify.stage import classify, weigh
from stream.contracts import Drop, Ground, LocatedPost, Post, Reason, ScoredPost
from tests.classify import tiny

SCORER = Scorer(tiny.release(), tiny.KeywordEngine())

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
GROUND = Ground(school="north", boundary="north", basis="coordinates", edge_m=3.0)


def located(text: str, number: int = 0) -> LocatedPost:
    post = Post(post_id=f"p{number}", version="1", source="import", text=text, received_at=AT)
    return LocatedPost(post=post, grounds=(GROUND,))


def test_a_flagged_post_goes_on_with_all_that_made_its_verdict(scorer: Scorer) -> None:
    given_post = located("i will hurt them all")
    (found,) = classify([given_post], scorer)
    assert isinstance(found, ScoredPost)
    assert found.post == given_post.post
    assert found.grounds == given_post.grounds
    verdict = found.verdict
    assert verdict.flags == ("violence",)
    assert verdict.model == tiny.release().model
    assert verdict.engine == "keywords"
    assert verdict.thresholds == dict.fromkeys(verdict.scores, 0.5)
    assert [span.head for span in verdict.spans] == ["violence"]
    assert verdict.rank["violence"] < 0.01 < verdict.rank["self_harm"]


def test_what_no_head_flags_is_dropped_by_name(scorer: Scorer) -> None:
    drops = classify([located("we won", 1), located("", 2)], scorer)
    assert drops == [
        Drop(post_id=f"p{number}", version="1", reason=Reason.NOT_FLAGGED, stage="classify")
        for number in (1, 2)
    ]


TEXTS = st.lists(st.sampled_from([*tiny.LOUD, "we won the game", "", "lunch is at school " * 9]), max_size=6)


@settings(max_examples=25)
@given(TEXTS, TEXTS)
def test_batching_is_invisible(left: list[str], right: list[str]) -> None:
    posts = [located(text, number) for number, text in enumerate([*left, *right])]
    cut = len(left)
    assert classify(posts, SCORER) == classify(posts[:cut], SCORER) + classify(posts[cut:], SCORER)
    assert len(classify(posts, SCORER)) == len(posts)


def test_a_longer_post_weighs_more() -> None:
    assert 0 < weigh(located("")) < weigh(located("x" * 300)) <= 300


def test_importing_the_stage_loads_no_runtime() -> None:
    code = (
        "import sys, classify.stage, classify.filter;"
        "print([m for m in ('openvino', 'torch', 'transformers', 'django') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
