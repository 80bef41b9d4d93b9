"""Records to hold, and people who look."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings

from privacy import keys
from privacy.actors import Someone
from privacy.sealing import sealer
from stream.contracts import Ground, Head, ReviewItem, Span, Verdict

TEXT = "[PERSON 1] at Marrow Bay High said nobody would miss them"
ORIGINAL = "Ottilie Quarrington at Marrow Bay High said nobody would miss them"
ENVELOPE = b'{"account":"did:plc:zanzibarquartz","handle":"quartzheron.example","name":"Quentin Zanzibar","link":"https://example.invalid/quartzheron/1"}'

ANALYST = Someone("user:1", "analyst")
COUNSELLOR = Someone("user:2", "counsellor")

Review = Callable[..., ReviewItem]


def sealed(author: Mapping[str, str]) -> bytes:
    """An envelope as a source's parser seals it."""
    return sealer(keys.load_public(settings.PRIVACY_KEYS))(json.dumps(author).encode())


@pytest.fixture
def review() -> Review:
    """A flagged post as the redact stage hands it over; any field can be given."""
    seal = sealer(keys.load_public(settings.PRIVACY_KEYS))

    def make(
        post_id: str = "p1",
        version: str = "1",
        *,
        text: str = TEXT,
        original: str = ORIGINAL,
        envelope: bytes = ENVELOPE,
        school: str = "marrow-bay-high",
        head: Head = "self_harm",
        rank: float = 0.0005,
        **more: Any,
    ) -> ReviewItem:
        given: dict[str, Any] = {
            "source": "bluesky",
            "received_at": datetime.now(UTC),
            "created_at": None,
            "lang": "en",
            **more,
        }
        return ReviewItem(
            post_id=post_id,
            version=version,
            text=text,
            entity_kinds=("person",),
            grounds=(
                Ground(school=school, boundary=school, basis="name", start=14, end=29, because=("city",)),
            ),
            verdict=Verdict(
                scores={"self_harm": 0.1, "violence": 0.1, "cyberbullying": 0.1, head: 0.9},
                rank={"self_harm": 0.5, "violence": 0.5, "cyberbullying": 0.5, head: rank},
                flags=(head,),
                spans=(Span(head=head, start=35, end=57, weight=0.8),),
                thresholds={"self_harm": 0.4, "violence": 0.4, "cyberbullying": 0.4},
                model="sha256:" + "0" * 64,
                engine="test",
            ),
            original=seal(original.encode()),
            envelope=seal(envelope),
            **given,
        )

    return make
