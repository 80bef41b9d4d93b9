"""What the content blob of a held item holds, and the names under which blobs are bound to their item."""

import msgspec

from stream.contracts import EntityKind, Ground, ReviewItem, Verdict


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The redacted text and everything whose offsets point into it."""

    text: str
    entity_kinds: tuple[EntityKind, ...]
    grounds: tuple[Ground, ...]
    verdict: Verdict

    @classmethod
    def of(cls, review: ReviewItem) -> "Content":
        return cls(
            text=review.text, entity_kinds=review.entity_kinds, grounds=review.grounds, verdict=review.verdict
        )


def context(post_id: str, field: str) -> str:
    """Binds a blob to one field of one item (privacy.sealing.ItemKey)."""
    return f"{post_id}/{field}"
