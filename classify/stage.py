"""The stage `classify`: which located posts a head flags, with what score and why."""

from collections.abc import Sequence

from classify.language import language, validated
from classify.scorer import Scored, Scorer
from classify.similar import packed
from classify.spans import spans
from stream.contracts import Drop, LocatedPost, Reason, ScoredPost, Span, Verdict

STAGE = "classify"


def classify(posts: Sequence[LocatedPost], scorer: Scorer) -> list[ScoredPost | Drop]:
    """One outcome per post, in order: a ScoredPost when a head reaches its threshold, else a Drop
    (`not_flagged`). A tip goes on whatever its score. A score does not depend on the posts beside it
    beyond 1e-3.
    """
    texts = [located.post.text for located in posts]
    scored = scorer.score(texts)
    evidence = spans(texts, scored, scorer)
    return [
        _flagged(located, result, why, scorer) if result.flags or located.post.tip else _drop(located)
        for located, result, why in zip(posts, scored, evidence, strict=True)
    ]


def weigh(located: LocatedPost) -> int:
    """About how many tokens a post has: what its scoring costs."""
    return 2 + len(located.post.text) // 4


def _drop(located: LocatedPost) -> Drop:
    post = located.post
    return Drop(post_id=post.post_id, version=post.version, reason=Reason.NOT_FLAGGED, stage=STAGE)


def _flagged(located: LocatedPost, scored: Scored, why: tuple[Span, ...], scorer: Scorer) -> ScoredPost:
    code = language(located.post.text)
    return ScoredPost(
        post=located.post,
        grounds=located.grounds,
        verdict=Verdict(
            scores=scored.scores,
            rank=scorer.rank(scored.scores),
            flags=scored.flags,
            spans=why,
            thresholds=dict(scorer.thresholds),
            model=scorer.model,
            engine=scorer.engine,
            language=code,
            validated=validated(code),
        ),
        embedding=packed(scorer.embeddings([located.post.text])[0]),
    )
