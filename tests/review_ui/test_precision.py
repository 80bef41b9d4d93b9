"""Local precision: nothing is said before fifty decisions, and then only of items alike."""

import pytest
from django.utils import timezone

from privacy.models import HeldItem
from review_ui import precision
from review_ui.models import Decision, Kind, User
from tests.review_ui.decided import MODEL, decided
from tests.review_ui.factory import SAMPLES, client_of, held, person

pytestmark = pytest.mark.django_db


def page(user: User) -> str:
    return client_of(user).get(f"/items/{held(SAMPLES[0]).pk}/").content.decode()


def test_no_number_of_a_hundred_stands_before_fifty_decisions() -> None:
    user = person("lead")
    decided(user, {"support_referral": 19, "no_concern": 30})
    text = page(user)
    assert "49 so far, it takes 50" in text
    assert "of 100" not in text


def test_with_enough_the_page_says_how_many_and_the_interval() -> None:
    user = person("lead")
    decided(user, {"support_referral": 19, "no_concern": 45})
    assert (
        "Of 64 decided items like this one, people found concern in 19: in the long run 19 to 42 of 100"
        in page(user)
    )


def test_other_heads_bands_models_tips_and_undone_decisions_do_not_count() -> None:
    user = person("lead")
    decided(user, {"support_referral": 30, "no_concern": 19})
    for more in (
        {"top_head": "violence"},
        {"top_rank": 0.0005},
        {"model": "sha256:" + "1" * 64},
        {"source": "tip"},
    ):
        decided(user, {"support_referral": 9, "no_concern": 9}, **more)
    decided(user, {"support_referral": 1, "no_concern": 0})
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
    decided(user, {"support_referral": 19, "no_concern": 45})
    decided(user, {"support_referral": 9, "no_concern": 9}, top_head="violence")
    (only,) = precision.all_bands(MODEL)
    assert (only.head, only.rough) == ("self_harm", (15, 45))
    assert precision.band_words(only.band) == "fewer than 1 in 10,000 ordinary posts score this high"
