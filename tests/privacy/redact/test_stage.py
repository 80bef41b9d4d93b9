"""Scored posts become review items that hold nothing readable but the redacted text."""

from datetime import UTC, datetime

import pytest
from nacl.public import PrivateKey, SealedBox

from privacy.redact import Redactor
from privacy.redact.stage import redact_stage
from stream.contracts import Ground, Post, ScoredPost, Span, Verdict

pytestmark = pytest.mark.model
KEY = PrivateKey(b"\x07" * 32)


def scored(text: str, spans: tuple[Span, ...] = (), grounds: tuple[Ground, ...] = ()) -> ScoredPost:
    post = Post(
        post_id="p1",
        version="1",
        source="import",
        text=text,
        received_at=datetime(2026, 1, 5, tzinfo=UTC),
        lang="en",
        envelope=b"sealed",
    )
    verdict = Verdict(
        scores={"violence": 0.9},
        rank={"violence": 0.001},
        flags=("violence",),
        spans=spans,
        thresholds={"violence": 0.5},
        model="sha256:0",
        engine="test",
    )
    return ScoredPost(post=post, grounds=grounds, verdict=verdict)


def test_offsets_follow_the_text_and_the_original_is_sealed() -> None:
    text = "tyler brandt has a knife at lincoln high"
    knife, school = text.index("a knife"), text.index("lincoln")
    item = redact_stage(
        [
            scored(
                text,
                (
                    Span(head="violence", start=0, end=12, weight=0.2),
                    Span(head="violence", start=knife, end=knife + 7, weight=0.8),
                ),
                (
                    Ground(school="s", boundary="b", basis="name", start=school, end=len(text)),
                    Ground(school="s", boundary="b", basis="coordinates", edge_m=3.0),
                ),
            )
        ],
        Redactor(),
        SealedBox(KEY.public_key).encrypt,
    )[0]
    assert item.text == "[PERSON 1] has a knife at lincoln high"
    assert [item.text[s.start : s.end] for s in item.verdict.spans] == ["[PERSON 1]", "a knife"]
    assert item.text[item.grounds[0].start : item.grounds[0].end] == "lincoln high"
    assert item.grounds[1].start is None
    assert item.entity_kinds == ("person",)
    assert item.envelope == b"sealed"
    assert SealedBox(KEY).decrypt(item.original).decode() == text
    assert b"tyler" not in item.original


def test_one_item_per_post_in_order_and_a_lone_surrogate_is_sealed_as_it_came() -> None:
    items = redact_stage(
        [scored("a\ud800"), scored(""), scored("hey")], Redactor(), SealedBox(KEY.public_key).encrypt
    )
    assert [item.text for item in items] == ["a\ud800", "", "hey"]
    assert SealedBox(KEY).decrypt(items[0].original).decode("utf-8", "surrogatepass") == "a\ud800"
