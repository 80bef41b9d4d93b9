"""Records to hold, people who look, and a deployment that writes letters into a folder."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from privacy import coverage, keys
from privacy.actors import Someone
from privacy.sealing import sealer
from stream.contracts import Ground, Head, ReviewItem, Span, Verdict

if TYPE_CHECKING:
    from privacy.models import HeldItem

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


PEOPLE = [{"email": "first@district.example"}, {"email": "second@district.example"}]


class Deployed:
    """The deployment's settings with another outbox, webhook or mail server."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.mail = settings.FIRSTBELL.mail
        self.webhook = ""
        self.address = "http://127.0.0.1:8600"

    def path(self, *parts: str) -> Path:
        return self.home.joinpath(*parts)

    def letters(self) -> list[Message]:
        files = sorted((self.home / "outbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [message_from_bytes(path.read_bytes()) for path in files]


@pytest.fixture
def deployed(settings: Any, tmp_path: Path) -> Deployed:
    given = Deployed(tmp_path)
    settings.FIRSTBELL = given
    settings.COVERAGE = coverage.parse({}, PEOPLE, [])
    settings.SCHOOLS = {}
    return given


@pytest.fixture
def item(deployed: Deployed, review: Review) -> "HeldItem":
    from privacy.hold import hold  # noqa: PLC0415 - a conftest is loaded before Django is set up
    from privacy.models import HeldItem  # noqa: PLC0415 - as above

    hold([review()])
    return HeldItem.objects.get()


def body(letter: Message) -> str:
    payload = letter.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode()


def recipients(deployed: Deployed) -> list[str]:
    return [str(letter["To"]) for letter in deployed.letters()]
