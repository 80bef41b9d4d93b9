"""The `redact` stage: scored posts in, review items out; nothing readable leaves but the redacted text."""

from collections.abc import Callable, Sequence

import msgspec

from privacy.redact.redactor import OffsetMap, Redacted, Redactor
from stream.contracts import EntityKind, Ground, ReviewItem, ScoredPost, Span

Seal = Callable[[bytes], bytes]
"""A libsodium sealed box to the vault's public key."""


def redact_stage(posts: Sequence[ScoredPost], redactor: Redactor, seal: Seal) -> list[ReviewItem]:
    """One item per post, in order. Pure apart from the sealing, which is different each time."""
    results = redactor.redact([p.post.text for p in posts], [p.post.lang for p in posts])
    return [_item(post, result, seal) for post, result in zip(posts, results, strict=True)]


def _item(scored: ScoredPost, redacted: Redacted, seal: Seal) -> ReviewItem:
    post = scored.post
    return ReviewItem(
        post_id=post.post_id,
        version=post.version,
        source=post.source,
        received_at=post.received_at,
        created_at=post.created_at,
        lang=post.lang,
        text=redacted.text,
        entity_kinds=_kinds(redacted),
        grounds=tuple(_ground(ground, redacted.map) for ground in scored.grounds),
        verdict=msgspec.structs.replace(
            scored.verdict, spans=tuple(_span(span, redacted.map) for span in scored.verdict.spans)
        ),
        # A lone surrogate has no UTF-8; it is sealed as it came rather than lost.
        original=seal(post.text.encode("utf-8", "surrogatepass")),
        envelope=post.envelope,
        embedding=seal(scored.embedding) if scored.embedding else b"",
    )


def _kinds(redacted: Redacted) -> tuple[EntityKind, ...]:
    return tuple(dict.fromkeys(entity.kind for entity in redacted.entities))


def _ground(ground: Ground, offsets: OffsetMap) -> Ground:
    if ground.start is None or ground.end is None:
        return ground
    start, end = offsets(ground.start, ground.end)
    return msgspec.structs.replace(ground, start=start, end=end)


def _span(span: Span, offsets: OffsetMap) -> Span:
    start, end = offsets(span.start, span.end)
    return msgspec.structs.replace(span, start=start, end=end)
