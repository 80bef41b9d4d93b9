"""Many decided items at once, as decisions leave them: a thousand forms would take minutes."""

import secrets
from datetime import datetime, timedelta

from django.utils import timezone

from privacy.models import HeldItem, State
from review_ui.models import Decision, Kind, User
from tests.review_ui.factory import HIGH

MODEL = "sha256:" + "0" * 64


def decided(user: User, kinds: dict[str, int], at: datetime | None = None, **more: object) -> list[HeldItem]:
    """So many items of each kind of decision; "" leaves them undecided."""
    at = at or timezone.now()
    common = {
        "version": "1",
        "source": "bluesky",
        "received_at": at,
        "queued_at": at - timedelta(hours=1),
        "first_opened_at": at - timedelta(minutes=30),
        "top_head": "self_harm",
        "school_ids": [HIGH],
        "urgency": 1,
        "top_rank": 0.00004,
        "model": MODEL,
        "engine": "e",
        "state": State.DECIDED,
    } | more
    wanted = [kind for kind, n in kinds.items() for _ in range(n)]
    items = HeldItem.objects.bulk_create([HeldItem(post_id=secrets.token_hex(8), **common) for _ in wanted])
    Decision.objects.bulk_create(
        [
            Decision(item=item, actor=user, kind=Kind(kind), at=at, token=secrets.token_hex(8))
            for item, kind in zip(items, wanted, strict=True)
            if kind
        ]
    )
    return items
