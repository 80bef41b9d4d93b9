"""What became of every post: sets of (post, version), read from the stream and the records.

Counters of processes that were killed can't be added up; sets can. Every (post, version) taken in
is held ("flagged") or dropped for one reason; a replay changes neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from stream.broker import Broker
from stream.contracts import POST_REASONS, Drop, LocatedPost, Post, Reason, Record
from stream.keyring import KeyDestroyed, Ring
from stream.topics import DROPS, LOCATED, POSTS
from stream.wire import BadFrame, decode

Version = tuple[str, str]


@dataclass
class Account:
    """(post_id, version) sets of all that the stream still holds, and what was held of it."""

    taken: set[Version] = field(default_factory=set)
    near: set[Version] = field(default_factory=set)
    dropped: dict[Version, Reason] = field(default_factory=dict)
    held: set[Version] = field(default_factory=set)

    @property
    def flagged(self) -> set[Version]:
        return self.taken & self.held

    @property
    def open(self) -> set[Version]:
        """Taken in and not yet ended: still under way, or lost."""
        return self.taken - self.held - self.dropped.keys()

    def drops(self) -> dict[str, int]:
        """Count by reason, every reason named; a post that was held after all is not a drop."""
        counts = {reason.value: 0 for reason in POST_REASONS}
        for version, reason in self.dropped.items():
            if version in self.taken and version not in self.held:
                counts[reason.value] += 1
        return counts


def account(broker: Broker, ring: Ring) -> Account:
    """Read the topics and the records. Django must be set up."""
    from privacy.models import ItemVersion

    found = Account()
    for record in _records(broker, ring, POSTS):
        if isinstance(record, Post):
            found.taken.add((record.post_id, record.version))
    for record in _records(broker, ring, LOCATED):
        if isinstance(record, LocatedPost):
            found.near.add((record.post.post_id, record.post.version))
    for record in _records(broker, ring, DROPS):
        if isinstance(record, Drop):
            found.dropped[record.post_id, record.version] = record.reason
    found.held = set(ItemVersion.objects.filter(drop="").values_list("post_id", "version"))
    return found


def _records(broker: Broker, ring: Ring, topic: str) -> Iterator[Record]:
    """All that can still be read: what retention has made unreadable is no longer to be accounted for."""
    for message in broker.scan(topic):
        try:
            yield from decode(message.value, ring, topic)
        except (KeyDestroyed, BadFrame):
            continue


def result(found: Account) -> dict[str, Any]:
    """Counts, and seconds from receipt to queue."""
    from privacy.models import HeldItem

    waits = sorted(
        (queued - received).total_seconds()
        for queued, received in HeldItem.objects.values_list("queued_at", "received_at")
    )
    return {
        "posts_in": len(found.taken),
        "near": len(found.near),
        "flagged": len(found.flagged),
        "queued": HeldItem.objects.count(),
        "drops": found.drops(),
        "seconds": {"p50": _quantile(waits, 0.50), "p95": _quantile(waits, 0.95)},
    }


def _quantile(ordered: list[float], share: float) -> float | None:
    """Nearest-rank quantile; None of nothing."""
    if not ordered:
        return None
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3)
