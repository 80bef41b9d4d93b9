"""Local precision: nothing is said before fifty decisions, and then only of items alike."""

import secrets
from datetime import timedelta

import pytest
from django.utils import timezone

from privacy.models import HeldItem, State
from review_ui import precision
from review_ui.models import Decision, Kind, User
from tests.review_ui.factory import SAMPLES, client_of, held, person

pytestmark = pytest.mark.django_db
MODEL = "sha256:" + "0" * 64


def decided(user: User, concern: int, none: int, **more: object) -> None:
    """Rows as decisions leave them, put into the tables at once: a thousand forms would take minutes."""
    now = timezone.now()
    common = {
        "version": "1",
        "source": "bluesky",
        "received_at": now,
        "queued_at": now - timedelta(hours=1),
        "top_head": "self_harm",
        "urgency": 1,
        "top_rank": 0.00004,
        "model": MODEL,
        "engine": "e",
        "state": State.DECIDED,
    } | more
    items = HeldItem.objects.bulk_create(
        [HeldItem(post_id=secrets.token_hex(8), **common) for _ in range(concern + none)]
    )
    kinds = [Kind.SUPPORT_REFERRAL] * concern + [Kind.NO_CONCERN] * none
    Decision.objects.bulk_create(
        [
            Decision(item=item, actor=user, kind=kind, at=now, token=secrets.token_hex(8))
            for item, kind in zip(items, kinds, strict=True)
        ]
    )


def page(user: User) -> str:
    return client_of(user).get(f"/items/{held(SAMPLES[0]).pk}/").content.decode()


def test_no_number_of_a_hundred_stands_before_fifty_decisions() -> None:
    user = person("lead")
    decided(user, 19, 30)
    text = page(user)
    assert "49 so far, it takes 50" in text
    assert "of 100" not in text


def test_with_enough_the_page_says_how_many_and_the_interval() -> None:
    user = person("lead")
    decided(user, 19, 45)
    assert (
        "Of 64 decided items like this one, people found concern in 19: in the long run 19 to 42 of 100"
        in page(user)
    )


def test_other_heads_bands_models_tips_and_undone_decisions_do_not_count() -> None:
    user = person("lead")
    decided(user, 30, 19)
    for more in (
        {"top_head": "violence"},
        {"top_rank": 0.0005},
        {"model": "sha256:" + "1" * 64},
        {"source": "tip"},
    ):
        decided(user, 9, 9, **more)
    decided(user, 1, 0)
    undone = Decision.objects.latest("pk")
    Decision.objects.create(
        item=undone.item, actor=user, kind=Kind.UNDONE, at=timezone.now(), token="u", supersedes=undone
    )
    found = precision.of(held(SAMPLES[0]))
    assert found is not None
    assert (found.decided, found.concern) == (49, 30)
    assert precision.of(HeldItem(source="tip", top_rank=0.1)) is None


def test_for_the_public_only_bands_with_enough_and_only_steps_of_five() -> None:
    user = person("lead")
    decided(user, 19, 45)
    decided(user, 9, 9, top_head="violence")
    (only,) = precision.all_bands(MODEL)
    assert (only.head, only.rough) == ("self_harm", (15, 45))
    assert precision.band_words(only.band) == "fewer than 1 in 10,000 ordinary posts score this high"
