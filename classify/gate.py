"""The terms gate: a source's posts are scored for what its terms leave open, and for nothing else."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import structs

from stream.contracts import HEADS, Drop, Head, LocatedPost, Reason, ScoredPost, Verdict

Heads = Mapping[str, Sequence[Head]]
"""What posts of a source may be scored for, by `Post.source`; a source that is not named is free."""
Outcome = ScoredPost | Drop


def gated(
    posts: Sequence[LocatedPost], heads: Heads, run: Callable[[Sequence[LocatedPost]], Sequence[Outcome]]
) -> list[Outcome]:
    """One outcome a post, in order.

    A post of a source that may be scored for nothing never reaches `run`: Drop(terms_forbid). Of one that
    may be scored for some heads, the others' numbers go no further than this call: the network computes
    all heads at once, so theirs are thrown away unread. A post that only a forbidden head would have
    flagged ends as `not_flagged`: a reason of its own would say what must not be inferred.
    """
    open_ = [post for post in posts if heads.get(post.post.source, HEADS)]
    scored = iter(run(open_) if open_ else ())
    return [
        _kept(next(scored), heads.get(post.post.source))
        if heads.get(post.post.source, HEADS)
        else _drop(post, Reason.TERMS_FORBID)
        for post in posts
    ]


def _kept(outcome: Outcome, heads: Sequence[Head] | None) -> Outcome:
    if heads is None or isinstance(outcome, Drop) or len(heads) == len(HEADS):
        return outcome
    verdict = _narrowed(outcome.verdict, heads)
    if not verdict.flags and not outcome.post.tip:
        return _drop(outcome, Reason.NOT_FLAGGED)
    return structs.replace(outcome, verdict=verdict)


def _narrowed(verdict: Verdict, heads: Sequence[Head]) -> Verdict:
    return structs.replace(
        verdict,
        scores={head: value for head, value in verdict.scores.items() if head in heads},
        rank={head: value for head, value in verdict.rank.items() if head in heads},
        thresholds={head: value for head, value in verdict.thresholds.items() if head in heads},
        flags=tuple(head for head in verdict.flags if head in heads),
        spans=tuple(span for span in verdict.spans if span.head in heads),
    )


def _drop(located: LocatedPost | ScoredPost, reason: Reason) -> Drop:
    post = located.post
    return Drop(post_id=post.post_id, version=post.version, reason=reason, stage="classify")
