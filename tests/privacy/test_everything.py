"""The end of a contract: no byte of what was held can be read, from disk or from yesterday's backup."""

import io
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from firstbell import destroy_command
from firstbell.initialise import initialise
from firstbell.keyring_command import ring_file
from firstbell.settings import Settings, load
from privacy import audit, embeddings, everything, identity, items, keys, retention, roster, vault
from privacy.actors import Someone
from privacy.disclosures import record
from privacy.disclosures.models import Disclosure, Part
from privacy.disclosures.record import Policy
from privacy.hold import hold
from privacy.models import (
    AuditEntry,
    Cause,
    Certificate,
    HeldItem,
    IdentityAsk,
    LegalHold,
    Pupil,
    Receipt,
    Reveal,
    State,
)
from privacy.rights import answer
from privacy.rights import record as rights
from privacy.rights.models import Correction, Given, Kind, Verified, Words
from privacy.vault_room import Room
from privacy.verify import verify
from stream.brokers.embedded import EmbeddedBroker
from stream.contracts import Post
from stream.errors import BadInput, Fatal
from stream.topics import ALL, POSTS
from stream.wire import decode, frames
from tests.ports import free_port
from tests.privacy.conftest import ANALYST, ORIGINAL, TEXT, Deployed, Review
from tests.privacy.test_models import _bytes
from tests.review_ui.factory import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
NOTE = "the family answered at once zebrafinch"
PLANTED = [word.encode() for word in (TEXT + " " + ORIGINAL).split() if len(word) > 6]
PLANTED += [b"quartzheron", b"zanzibarquartz", b"Quentin", b"zebrafinch"]
TOLD = Policy(NOTE, NOTE, NOTE, NOTE, ("content", "original"))
VECTOR = b"\x01\x02an embedding of seventeen\x03"
LEAD, OFFICER = Someone("user:3", "lead"), Someone("user:4", "privacy_officer")


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Settings:
    """A home folder of its own, whose import file lies in it."""
    initialise(tmp_path, sample=True)
    # A port of its own: `destroy` asks whether a console answers there, and another test may run one.
    (tmp_path / "firstbell.toml").write_text(
        f'listen = "127.0.0.1:{free_port()}"\n[[sources]]\nkind = "import"\npath = "posts.jsonl"\n', "utf-8"
    )
    settings.PRIVACY_KEYS = tmp_path / "keys"
    return load(tmp_path).replace(database="sqlite")


@pytest.fixture
def lived(home: Settings, review: Review, deployed: Deployed) -> list[bytes]:
    """Posts in the stream, the queue, the index, notes and files; the data keys they lie under."""
    seal = keys.public_sealer(home.path("keys"))
    now = datetime.now(UTC)
    post = Post(
        post_id="p1", version="1", source="bluesky", text=ORIGINAL, received_at=now, envelope=seal(b"{}")
    )
    broker = EmbeddedBroker(home.path("stream.db"))
    broker.open(ALL)
    broker.append(list(frames([post], 1, POSTS, ring_file(home))))
    broker.close()
    given = [review(name, embedding=seal(VECTOR), original=ORIGINAL) for name in ("p1", "p2", "p3")]
    hold(given)
    first, second, third = HeldItem.objects.order_by("post_id")
    Room().keep(now)
    seq = vault.look(first.pk, ANALYST).seq
    vault.reveal(first.pk, ANALYST, ["original"], vault.Purpose.FIND_PERSON, NOTE)
    vault.emergency_reveal(second.pk, ANALYST, NOTE, "911")
    assert embeddings.opened([first.pk]) == {first.pk: VECTOR}
    assert vault.open_note(first, vault.seal_note(first, NOTE).blob, seq=seq) == NOTE
    retention.set_hold(third.pk, LEAD, NOTE)
    told = record.record(first.pk, ANALYST, NOTE, NOTE, token="t")
    record.fill_in(told.pk, ANALYST, TOLD)
    ask = identity.ask(first.pk, ANALYST, ["link"], vault.Purpose.FIND_PERSON, NOTE)
    identity.settle(ask.pk, LEAD, approve=True, sentence=NOTE)
    asked = rights.open_request(OFFICER, Kind.CORRECTION, Verified.PAPERS, now.date(), who=NOTE, proof=NOTE)
    rights.confirm(asked.pk, LEAD)
    handle = rights.give(asked.pk, OFFICER, "bluesky", "quartzheron.example")
    rights.search(asked.pk, handle.pk, LEAD)
    answer.correct(asked.pk, first.pk, OFFICER, NOTE)
    Room().keep(now)
    roster.load(io.StringIO("pupil_id,birth_month,exit_date\nzebrafinch,2012-05,\n"), LEAD)
    home.path("posts.jsonl").write_text(ORIGINAL, "utf-8")
    home.path("state", "journal").write_text(ORIGINAL, "utf-8")
    home.path("outbox").mkdir(exist_ok=True)
    home.path("outbox", "a.eml").write_text(NOTE, "utf-8")
    export = signed_in("privacy_officer").post("/audit/export/")
    home.path("audit-log.csv").write_bytes(export.getvalue())
    open_ = Room().open_()
    return [open_(Room().store.get(one) or b"") for one in Room().store.ids()]


def on_disk(home: Settings) -> Iterator[tuple[str, bytes]]:
    for path in home.home.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()
    for blob in _bytes():
        yield "the database", blob


def ciphertexts(home: Settings) -> list[bytes]:
    """Everything sealed that lies in the stream, the queue, the index, notes, and records of disclosures, of rights
    requests and of asks to see who wrote a post."""
    found = [bytes(v) for row in HeldItem.objects.values_list(*items.BLOBS) for v in row if v]
    found += [bytes(one) for one in Part.objects.values_list("blob", flat=True)]
    for table in (Words, Given, Correction):
        found += [bytes(one) for one in table.objects.values_list("blob", flat=True)]
    found += [bytes(v) for row in IdentityAsk.objects.values_list("words", "settled_words") for v in row]
    found += [bytes(one) for one in Reveal.objects.values_list("words_blob", flat=True)]
    found += [bytes(one) for one in LegalHold.objects.values_list("reason", flat=True)]
    broker = EmbeddedBroker(home.path("stream.db"))
    broker.open(ALL)
    found += [message.value for message in broker.scan(POSTS)]
    broker.close()
    return [one for one in found if one]


def test_no_byte_is_left_on_disk_or_in_yesterday_s_backup(
    home: Settings, lived: list[bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    secrets = [*lived, *(home.path("keys", name).read_bytes().strip() for name in ("vault.key", "tips.key"))]
    stream_keys = [key.secret for key in ring_file(home).reload().keys.values()]
    sealed = ciphertexts(home)
    here = [blob for _, blob in on_disk(home)]
    assert len(sealed) > 30
    assert all(any(one[:64] in blob for blob in here) for one in sealed), "they lie where the test looks"
    yesterday = tmp_path_factory.mktemp("backup")
    shutil.copy(home.path("stream.db"), yesterday)
    rows = list(HeldItem.objects.values())
    backup = [*_bytes(), *(path.read_bytes() for path in yesterday.iterdir())]
    assert not [word for word in PLANTED for blob in backup if word in blob], "never in clear"

    with pytest.raises(BadInput, match="1 items are under a legal hold"):
        everything.refuse_holds()
    third = HeldItem.objects.get(post_id="p3")
    retention.ask_to_lift(third.pk, OFFICER, "handed over to the court")
    retention.lift(third.pk, LEAD)
    path, seq = destroy_command.everything(home, "Marrow Bay Unified")

    for name, blob in on_disk(home):
        assert not [word for word in PLANTED if word in blob], name
        assert not [one for one in [*secrets, *stream_keys, VECTOR] if one in blob], name
        # Not even sealed: in no free page, and in no log.
        assert not [one for one in sealed if one[:64] in blob or one[-32:] in blob], name
    left = sorted(one.name for one in home.path("keys").iterdir() if one.suffix != ".lock")
    assert left == ["audit.key", "django.key"]
    assert set(Receipt.objects.values_list("cause", flat=True)) == {Cause.CONTRACT}
    assert Certificate.objects.get().counts == {"contract": 4}, "three items, and the record of a disclosure"
    assert (Disclosure.objects.count(), Pupil.objects.count()) == (0, 0)
    assert "Held items destroyed now: 3." in path.read_text("utf-8")
    assert "not made by Firstbell: audit-log.csv" in path.read_text("utf-8")
    assert b"item.looked" in home.path("audit-log.csv").read_bytes(), "an export holds no word of a post"
    assert AuditEntry.objects.get(seq=seq).action == "everything.destroyed"
    with transaction.atomic():
        report = verify(connection.connection)
    assert report.ok, report

    # Yesterday's copies, put back: what is left on this machine opens none of it.
    broker = EmbeddedBroker(yesterday / "stream.db")
    broker.open(ALL)
    for message in broker.scan(POSTS):
        with pytest.raises(Fatal, match=r"stream\.json is missing"):
            decode(message.value, ring_file(home), POSTS)
    broker.close()
    loose: list[dict[str, Any]] = [{**row} for row in rows]
    for row in loose:
        assert row.pop("data_key_sealed") == b"", "the key was never in this backup"
        HeldItem.objects.filter(pk=row["id"]).update(**row)
        with pytest.raises(Fatal, match=r"vault\.key is missing"):
            vault.look(row["id"], ANALYST)
    keys.create(home.path("keys"))
    with pytest.raises(Fatal, match="is not in"):
        vault.look(rows[0]["id"], ANALYST)


def test_it_goes_on_after_a_crash_and_may_be_repeated(home: Settings, lived: list[bytes]) -> None:
    with audit.act():
        for held in retention.standing().values():
            held.lifted_at = datetime.now(UTC)
            held.save()

    def loses(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("DELETE") and "tombstone" in sql:
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    with suppress(KeyboardInterrupt), connection.execute_wrapper(loses):
        destroy_command.everything(home, "Marrow Bay Unified")
    assert home.path("keys", "vault.key").exists()
    destroy_command.everything(home, "Marrow Bay Unified")
    destroy_command.everything(home, "Marrow Bay Unified")
    assert not home.path("keys", "vault.key").exists()
    for name, blob in on_disk(home):
        assert not [word for word in PLANTED if word in blob], name


def test_the_district_s_name_must_be_typed(
    home: Settings, lived: list[bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with audit.act():
        item = items.locked(HeldItem.objects.get(post_id="p3").pk)
        item.legal_holds.update(lifted_at=datetime.now(UTC) - timedelta(days=1))
    monkeypatch.setattr("sys.stdin.readline", lambda: "another district\n", raising=False)
    with pytest.raises(BadInput, match="nothing was destroyed"):
        destroy_command.destroy(home)
    asked = capsys.readouterr().out
    assert "Type the district's name" in asked
    assert "Records of disclosures that go as well: 1. Print them first" in asked
    assert HeldItem.objects.exclude(state=State.DESTROYED).count() == 3
