"""The log's writer: same transaction, gapless, nothing that could be free text."""

import json
import os
import re
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from privacy import audit, identity, items, merkle, notify, vault
from privacy.actors import Someone
from privacy.audit import Action, Digest, Ident, ObjectType, Outcome
from privacy.canonical import canonical, plain, salted_hash
from privacy.hold import hold
from privacy.models import AuditEntry, AuditHead, Cause, HeldItem, ItemVersion, Notification
from privacy.rights import answer
from privacy.rights import record as rights
from privacy.rights.models import Kind, Verified
from privacy.verify import verify
from stream.errors import BadInput, Fatal
from tests.privacy.conftest import ANALYST, Deployed, Review
from tests.privacy.crashing import at_every_point

pytestmark = pytest.mark.django_db


def write(**changes: object) -> int:
    given: dict[str, object] = {
        "actor_id": "user:1",
        "actor_role": "analyst",
        "action": Action.ITEM_LOOKED,
        "object_type": ObjectType.ITEM,
        "object_key": "p1",
        **changes,
    }
    return audit.record(**given)  # type: ignore[arg-type]  # tests hand over what callers must not


def test_an_entry_is_its_columns_in_canonical_bytes() -> None:
    size = AuditHead.objects.get().size
    with audit.act():
        seq = write(payload={"first": True, "schools": [Ident("lincoln-high")], "count": 3})
    entry = AuditEntry.objects.get(seq=seq)
    assert seq == size + 1
    members = json.loads(bytes(entry.payload_canonical))
    assert members == {
        "v": 1,
        "seq": seq,
        "ts_utc": entry.ts_utc,
        "actor_id": "user:1",
        "actor_role": "analyst",
        "action": "item.looked",
        "object_type": "item",
        "object_key": entry.object_key,
        "outcome": "ok",
        "payload": {"first": True, "schools": ["lincoln-high"], "count": 3},
    }
    assert list(members) == sorted(members)
    assert bytes(entry.leaf_hash) == sha256(b"\x00" + bytes(entry.payload_canonical)).digest()
    assert re.fullmatch(r"[0-9a-f]{64}", entry.object_key)
    assert "p1" not in json.dumps(members)
    head = AuditHead.objects.get()
    assert head.size == seq
    assert len(merkle.unpack(bytes(head.frontier))) == seq.bit_count()
    assert (datetime.now(UTC) - entry.at).total_seconds() < 60


def test_an_act_that_fails_leaves_no_entry_and_no_gap() -> None:
    before = AuditHead.objects.get()

    def fails() -> None:
        with audit.act():
            write()
            raise BadInput("the act failed")

    with pytest.raises(BadInput):
        fails()
    after = AuditHead.objects.get()
    assert (after.size, bytes(after.frontier)) == (before.size, bytes(before.frontier))
    with audit.act():
        assert write() == before.size + 1


@pytest.mark.django_db(transaction=True)
def test_no_entry_outside_a_transaction() -> None:
    size = AuditHead.objects.get().size
    with pytest.raises(Fatal, match="transaction of its act"):
        write()
    assert AuditHead.objects.get().size == size


@pytest.mark.parametrize(
    ("payload", "why"),
    [
        ({"note": "Someone wrote this"}, "field 'note' holds a str"),
        ({"note": b"bytes"}, "holds a bytes"),
        ({"share": 0.5}, "holds a float"),
        ({"big": 2**53}, "holds a int"),
        ({"at": datetime(2026, 1, 1)}, "holds a datetime"),  # noqa: DTZ001 - a time without a zone is the point
        ({"words": ["one", "two"]}, "field 'words' holds a str"),
        ({"deep": {"er": 1}}, "holds a dict"),
        ({"A name": 1}, "a lower-case word"),
    ],
)
def test_free_text_is_refused(payload: dict[str, object], why: str) -> None:
    size = AuditHead.objects.get().size
    with pytest.raises(BadInput, match=re.escape(why)), transaction.atomic():
        write(payload=payload)
    assert AuditHead.objects.get().size == size


@pytest.mark.parametrize("value", ["Jane Doe", "jane doe", "@jane", "Jane", "", "a" * 101, "jané", "a\nb"])
def test_an_id_is_no_place_for_a_name(value: str) -> None:
    with pytest.raises(BadInput):
        Ident(value)
    with pytest.raises(BadInput), transaction.atomic():
        write(actor_id=value)


def test_unknown_actions_and_objects_are_refused() -> None:
    for change in ({"action": "item.peeked"}, {"object_type": "person"}, {"outcome": "maybe"}):
        with pytest.raises(ValueError, match="is not a valid"), transaction.atomic():
            write(**change)


def test_a_salted_hash_names_words_without_holding_them() -> None:
    one, two = salted_hash("the same words"), salted_hash("the same words")
    assert one.digest != two.digest
    assert salted_hash("the same words", one.salt) == one
    assert one.digest == sha256(one.salt + b"the same words").hexdigest()
    assert plain({"words": one.digest}) == {"words": str(one.digest)}


@given(
    st.dictionaries(
        st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True),
        st.integers(-(2**53) + 1, 2**53 - 1) | st.booleans() | st.none(),
    )
)
def test_canonical_bytes_are_one_for_one(payload: dict[str, int | bool | None]) -> None:
    entry = canonical(plain(payload))
    assert json.loads(entry) == payload
    assert canonical(dict(reversed(list(payload.items())))) == entry
    assert b" " not in entry


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_log SET actor_id = 'user:2'",
        "DELETE FROM audit_log",
        "UPDATE audit_head SET size = size - 1",
        "UPDATE audit_head SET size = size + 2",
        "DELETE FROM audit_head",
    ],
)
def test_the_database_refuses_to_change_the_log(statement: str) -> None:
    with audit.act():
        write()
    refused = r"append-only|only grows"
    with pytest.raises(DatabaseError, match=refused), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_database_refuses_to_replace_or_truncate() -> None:
    with audit.act():
        seq = write()
    replace = f"INSERT OR REPLACE INTO audit_log SELECT * FROM audit_log WHERE seq = {seq}"  # noqa: S608 - a number
    statement = replace if connection.vendor == "sqlite" else "TRUNCATE audit_log"
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


LOGGED = ("privacy/vault.py", "privacy/audit.py")
"""Where an act and its entry meet."""


def _entries(*actions: str) -> Callable[[], int]:
    return lambda: AuditEntry.objects.filter(action__in=actions).count()


@pytest.mark.django_db(transaction=True)
def test_no_death_at_any_line_leaves_a_look_without_its_entry(review: Review) -> None:
    hold([review()])
    pk = HeldItem.objects.get().pk
    opened = [("privacy/sealing.py", "decrypt")]
    looks = at_every_point(
        lambda: vault.look(pk, ANALYST), files=LOGGED, release=opened, before=_entries("item.looked")
    )
    reveals = at_every_point(
        lambda: vault.reveal(pk, ANALYST, ["original"], vault.Purpose.UNDERSTAND, "whom does it concern"),
        files=LOGGED,
        release=opened,
        before=_entries("item.revealed"),
    )
    urgent = at_every_point(
        lambda: vault.emergency_reveal(pk, ANALYST, "a threat", "911"),
        files=("privacy/vault.py",),
        release=opened,
        before=_entries("emergency.revealed"),
    )
    assert min(deaths for deaths, _ in (looks, reveals, urgent)) > 20
    assert min(alone for _, alone in (looks, reveals, urgent)) > 0, (
        "an entry without a look is what a death may leave"
    )
    assert verify(connection.connection).ok


@pytest.mark.django_db(transaction=True)
def test_no_death_at_any_line_leaves_who_wrote_a_post_or_an_answer_seen_without_its_entry(
    review: Review, deployed: Deployed
) -> None:
    hold([review()])
    pk = HeldItem.objects.get().pk
    officer, lead = Someone("user:5", "privacy_officer"), Someone("user:6", "lead")
    ask = identity.ask(pk, ANALYST, ["link"], vault.Purpose.FIND_PERSON, "someone must be found")
    identity.settle(ask.pk, lead, approve=True, sentence="the ground is enough")
    request = rights.open_request(
        officer, Kind.ACCESS, Verified.PAPERS, datetime.now(UTC).date(), who="a father", proof="passport"
    )
    rights.confirm(request.pk, lead)
    handle = rights.give(request.pk, officer, "bluesky", "quartzheron.example")
    rights.search(request.pk, handle.pk, lead)
    acts: list[tuple[Callable[[], object], str, str]] = [
        (lambda: identity.reveal(pk, ask.pk, ANALYST), "privacy/identity.py", "item.revealed"),
        (lambda: answer.printed(request.pk, officer), "privacy/rights/answer.py", "rights.printed"),
    ]
    for act, file, action in acts:
        deaths, alone = at_every_point(
            act, files=(file,), release=[("privacy/sealing.py", "decrypt")], before=_entries(action)
        )
        assert deaths > 5, action
        assert alone > 0, action
    with transaction.atomic():
        assert verify(connection.connection).ok


@pytest.mark.django_db(transaction=True)
def test_no_death_at_any_line_leaves_a_letter_without_its_entry(deployed: Deployed, review: Review) -> None:
    hold([review()])
    now = HeldItem.objects.get().queued_at
    notify.plan(now)

    def deliver() -> None:
        notify.deliver(now)

    def due() -> int:
        Notification.objects.update(outcome=Notification.Outcome.PENDING, next_at=now)
        return _entries("notification.attempted")()

    deaths, alone = at_every_point(
        deliver,
        files=("privacy/notify.py",),
        release=[("privacy/letters.py", "send")],
        before=due,
    )
    assert deaths > 30
    assert alone > 0
    assert len(deployed.letters()) <= _entries("notification.attempted")()


PROCESSES, THREADS, ACTS = 5, 20, 3


def _writer(number: int, wrote: list[int]) -> None:
    """Some acts fail, some lock an item as well; each that holds is a row and an entry."""
    try:
        for n in range(ACTS):
            name = f"writer-{number}-{n}"
            with suppress(BadInput), audit.act():
                list(HeldItem.objects.select_for_update().order_by("pk" if number % 2 else "-pk"))
                ItemVersion.objects.create(post_id=name, version="1", at=datetime.now(UTC))
                seq = write(object_key=name, action=Action.ITEM_NOTED)
                if (number + n) % 5 == 0:
                    raise BadInput("this act fails")
                wrote.append(seq)
    finally:
        connection.close()


def _writers(first: int) -> list[int]:
    wrote: list[int] = []
    threads = [threading.Thread(target=_writer, args=(first + n, wrote)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrote


@pytest.mark.django_db(transaction=True)
def test_a_hundred_writers_leave_no_gap_no_deadlock_and_no_lost_act(review: Review) -> None:
    hold([review(), review("p2")])
    before = AuditHead.objects.get().size
    connections.close_all()
    pipes = []
    for process in range(PROCESSES):
        read, out = os.pipe()
        if os.fork() == 0:
            status = 1
            try:
                os.write(out, json.dumps(_writers(process * THREADS)).encode())
                status = 0
            finally:
                os._exit(status)
        os.close(out)
        pipes.append(read)
    wrote: list[int] = []
    for read in pipes:
        with os.fdopen(read, "rb") as said:
            wrote += json.loads(said.read())
        assert os.waitstatus_to_exitcode(os.wait()[1]) == 0
    expected = sum((number + n) % 5 != 0 for number in range(PROCESSES * THREADS) for n in range(ACTS))
    assert sorted(wrote) == list(range(before + 1, before + expected + 1))
    assert ItemVersion.objects.filter(post_id__startswith="writer-").count() == expected
    connection.ensure_connection()
    report = verify(connection.connection)
    assert report.ok, report.lines()
    assert report.size == before + expected


@pytest.mark.django_db(transaction=True)
def test_what_people_type_is_found_again_by_its_salted_hash_and_nowhere_else(review: Review) -> None:
    hold([review()])
    item = HeldItem.objects.get()
    words = "her counsellor asked me to look"
    shown = vault.reveal(item.pk, ANALYST, ["original"], vault.Purpose.FIND_PERSON, words)
    entry = AuditEntry.objects.get(seq=shown.seqs["original"])
    digest = json.loads(bytes(entry.payload_canonical))["payload"]["words"]
    blob = bytes(shown.item.reveals.get().words_blob)
    assert words.encode() not in bytes(entry.payload_canonical) + blob
    assert vault.open_note(item, blob, seq=entry.seq) == words
    salted = vault.seal_note(item, words)
    assert salted.digest != digest, "the same words have another hash each time"
    with audit.act():
        items.destroy(items.locked(item.pk), Cause.REQUEST)
    connection.ensure_connection()
    assert verify(connection.connection).ok, "the words are gone, the log still verifies"


def test_every_action_stands_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "audit.md").read_text("utf-8")
    told = set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", page, re.MULTILINE))
    assert told == {action.value for action in Action}
    assert Digest("0" * 64) == "0" * 64
    assert {outcome.value for outcome in Outcome} <= set(re.findall(r"`([a-z]+)`", page))
