"""The terms gate: what a source's posts may not be scored for goes no further."""

from collections.abc import Sequence
from datetime import UTC, datetime

from classify.gate import gated
from stream.contracts import HEADS, Drop, Head, LocatedPost, Post, Reason, ScoredPost, Span, Verdict

NOW = datetime(2026, 9, 1, tzinfo=UTC)
HEADS_OF: dict[str, tuple[Head, ...]] = {"x": ("violence", "cyberbullying"), "reddit": ()}


def located(number: int, source: str, text: str = "self_harm violence") -> LocatedPost:
    post = Post(post_id=f"{number:08x}", version="1", source=source, text=text, received_at=NOW)
    return LocatedPost(post=post, grounds=())


def run(posts: Sequence[LocatedPost]) -> list[ScoredPost | Drop]:
    """Flags the heads that a post names."""
    seen.extend(post.post.source for post in posts)
    return [_scored(post) for post in posts]


def _scored(located: LocatedPost) -> ScoredPost:
    flags = tuple(head for head in HEADS if head in located.post.text)
    every = dict.fromkeys(HEADS, 0.9)
    spans = tuple(Span(head=head, start=0, end=1, weight=1.0) for head in flags)
    verdict = Verdict(
        scores=every, rank=every, flags=flags, spans=spans, thresholds=every, model="m", engine="e"
    )
    return ScoredPost(post=located.post, grounds=(), verdict=verdict)


seen: list[str] = []


def test_a_source_with_no_head_left_is_never_scored_and_the_others_keep_their_order() -> None:
    seen.clear()
    posts = [located(1, "reddit"), located(2, "bluesky"), located(3, "x"), located(4, "x", "self_harm")]
    refused, free, narrowed, silent = gated(posts, HEADS_OF, run)
    assert seen == ["bluesky", "x", "x"]
    assert refused == Drop(post_id="00000001", version="1", reason=Reason.TERMS_FORBID, stage="classify")
    assert free == _scored(posts[1])
    assert isinstance(narrowed, ScoredPost)
    verdict = narrowed.verdict
    for part in (
        verdict.scores,
        verdict.rank,
        verdict.thresholds,
        verdict.flags,
        {s.head: s for s in verdict.spans},
    ):
        assert "self_harm" not in part
        assert "violence" in part
    # A reason of its own would say what must not be inferred.
    assert isinstance(silent, Drop)
    assert silent.reason == Reason.NOT_FLAGGED


def test_nothing_restricted_is_nothing_changed() -> None:
    posts = [located(1, "bluesky"), located(2, "import")]
    assert gated(posts, {}, run) == run(posts)
    assert gated([], HEADS_OF, run) == []
