"""Invented items, put through the real sink: privacy.hold.hold()."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from django.conf import settings
from django.test import Client

from privacy import keys
from privacy.hold import hold
from privacy.models import HeldItem
from privacy.sealing import sealer
from review_ui.models import User
from review_ui.people import add_person
from stream.contracts import Basis, EntityKind, Ground, Head, ReviewItem, Span, Verdict

PASSWORD = "correct-horse-battery-staple"
HIGH = "marrow-bay-high"
OTHER = "lincoln-high"


@dataclass(frozen=True)
class Sample:
    """An invented post: the redacted text, what stood there before, what made the score, what names the school."""

    text: str
    original: str
    head: Head
    evidence: str
    rank: float = 0.0004
    school: str = HIGH
    named: str = ""
    handle: str = "heronfan.example"
    lang: str | None = "en"


SAMPLES: tuple[Sample, ...] = (
    Sample(
        "[PERSON 1] told me at Marrow Bay High that nobody would notice if she was gone. i don't know what to do",
        "Marta Quillfeather told me at Marrow Bay High that nobody would notice if she was gone. i don't know what to do",
        "self_harm",
        "nobody would notice if she was gone",
        0.00004,
        named="Marrow Bay High",
    ),
    Sample(
        "Tomorrow at Lincoln High they will all be sorry, you will see",
        "Tomorrow at Lincoln High they will all be sorry, you will see",
        "violence",
        "they will all be sorry",
        0.0007,
        OTHER,
        "Lincoln High",
    ),
    Sample(
        "everyone at Tidewater Middle laugh at [HANDLE 1] again, she deserves it, lol",
        "everyone at Tidewater Middle laugh at @quietpebble again, she deserves it, lol",
        "cyberbullying",
        "laugh at [HANDLE 1] again, she deserves it",
        0.003,
        "tidewater-middle",
        "Tidewater Middle",
    ),
    Sample(
        "We killed them on the field tonight!! 41-7, go Herons, Marrow Bay High forever",
        "We killed them on the field tonight!! 41-7, go Herons, Marrow Bay High forever",
        "violence",
        "We killed them",
        0.009,
        named="Marrow Bay High",
    ),
    Sample(
        "Otra noche sin dormir. Ya no puedo más con las clases en Puente del Sol, [PERSON 1] dice que no importo",
        "Otra noche sin dormir. Ya no puedo más con las clases en Puente del Sol, Odalys dice que no importo",
        "self_harm",
        "Ya no puedo más",
        0.0009,
        "puente-del-sol",
        "Puente del Sol",
        lang="es",
    ),
)
HOSTILE = Sample(
    "<script>document.title='owned'</script><img src=x onerror=alert(1)> sorry \u202e Marrow Bay High <b>bold</b> &amp; {{ 7|add:1 }}",
    "<script>document.title='owned'</script><img src=x onerror=alert(1)>",
    "self_harm",
    "sorry",
    named="Marrow Bay High",
)


def review(sample: Sample = SAMPLES[0], *, post_id: str = "", version: str = "1", coordinates: bool = False, ago: timedelta = timedelta(0), embedding: bytes = b"", language: str = "", validated: bool = True) -> ReviewItem:  # fmt: skip
    """What the redact stage would hand over for the sample."""
    seal = sealer(keys.load_public(Path(settings.PRIVACY_KEYS)))
    now = datetime.now(UTC) - ago
    start = sample.text.index(sample.evidence)
    quiet: dict[Head, float] = {"self_harm": 0.6, "violence": 0.7, "cyberbullying": 0.8}
    entities: tuple[EntityKind, ...] = ("person",) if "[PERSON" in sample.text else ()
    envelope = {
        "account": "did:plc:inventedpebble",
        "handle": sample.handle,
        "name": "Invented Person",
        "link": "https://example.invalid/post/1",
    }
    return ReviewItem(
        post_id=post_id or f"post-{secrets.token_hex(8)}",
        version=version,
        source="bluesky",
        received_at=now,
        created_at=now - timedelta(minutes=7),
        lang=sample.lang,
        text=sample.text,
        entity_kinds=entities,
        grounds=_grounds(sample, coordinates),
        verdict=Verdict(
            scores={"self_harm": 0.05, "violence": 0.04, "cyberbullying": 0.03, sample.head: 0.91},
            rank={**quiet, sample.head: sample.rank},
            flags=(sample.head,),
            spans=(Span(head=sample.head, start=start, end=start + len(sample.evidence), weight=0.7),),
            thresholds={"self_harm": 0.42, "violence": 0.51, "cyberbullying": 0.48},
            model="sha256:" + "0" * 64,
            engine="openvino-int8",
            language=language,
            validated=validated,
        ),
        original=seal(sample.original.encode()),
        envelope=seal(msgspec.json.encode(envelope)),
        embedding=seal(embedding) if embedding else b"",
    )  # fmt: skip


def _grounds(sample: Sample, coordinates: bool) -> tuple[Ground, ...]:
    grounds = []
    if sample.named:
        basis: Basis = "name"
        start = sample.text.index(sample.named)
        because = ("the city Marrow Bay stands in the text", "no other school of this name is known")
        grounds.append(Ground(school=sample.school, boundary=sample.school, basis=basis, start=start, end=start + len(sample.named), because=because))  # fmt: skip
    if coordinates or not grounds:
        grounds.append(Ground(school=sample.school, boundary=sample.school, basis="coordinates", edge_m=38.0, precision_m=10.0))  # fmt: skip
    return tuple(grounds)


def held(
    sample: Sample = SAMPLES[0], *, coordinates: bool = False, ago: timedelta = timedelta(0)
) -> HeldItem:
    """An item in the queue. `ago` makes it as old as if it had come then."""
    record = review(sample, coordinates=coordinates, ago=ago)
    assert hold([record]) == [None]
    if ago:
        item = HeldItem.objects.get(post_id=record.post_id)
        due = item.due_at - ago if item.due_at else None
        HeldItem.objects.filter(pk=item.pk).update(queued_at=item.queued_at - ago, due_at=due)
    return HeldItem.objects.get(post_id=record.post_id)


def person(role: str, *, schools: tuple[str, ...] = (), username: str = "", name: str = "") -> User:
    """Someone who may sign in with PASSWORD; no schools given means every school."""
    username = username or f"{role}-{secrets.token_hex(3)}"
    user, _ = add_person(
        username,
        role,
        schools=schools,
        all_schools=not schools,
        full_name=name or f"Pat {role}",
        password=PASSWORD,
    )
    return user


def client_of(user: User) -> Client:
    """A browser in which `user` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def signed_in(role: str, *, schools: tuple[str, ...] = (), name: str = "") -> Client:
    return client_of(person(role, schools=schools, name=name))
