"""The tables under fault: writes that are lost, writers at the same time, and what lies on the disk."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from privacy import audit, identity, items, vault
from privacy.clock import tick
from privacy.hold import hold
from privacy.models import (
    AuditEntry,
    AuditHead,
    Cause,
    HeldItem,
    ItemSchool,
    ItemVersion,
    Receipt,
    Reveal,
    Tombstone,
)
from privacy.verify import verify
from stream.contracts import Deletion, ReviewItem
from stream.errors import Retriable
from tests.privacy.conftest import ANALYST, COUNSELLOR, ENVELOPE, ORIGINAL, TEXT, Review, sealed

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = (HeldItem, ItemSchool, ItemVersion, Tombstone, Reveal, Receipt, AuditEntry)
WRITERS = 20
EACH = 3


class Loses:
    """Django's own hook around each statement: the nth write does not come through."""

    def __init__(self, nth: int) -> None:
        self.left = nth
        self.writes = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.split(None, 1)[0] in ("INSERT", "UPDATE", "DELETE"):
            self.writes += 1
            self.left -= 1
            if self.left == 0:
                raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)


def state() -> list[Any]:
    rows: list[Any] = [sorted(map(str, table.objects.values_list())) for table in TABLES]
    head = AuditHead.objects.get()
    return [*rows, head.size, bytes(head.frontier)]


def record_deletion(post_id: str = "p1") -> Deletion:
    return Deletion(post_id=post_id, source="bluesky", received_at=datetime.now(UTC))


def test_a_write_of_the_sink_that_is_lost_leaves_nothing(review: Review) -> None:
    hold([review("held")])
    batch: list[ReviewItem | Deletion] = [
        review("p1"),
        review("held", "2", text="[PERSON 1] again"),
        record_deletion("held"),
        record_deletion("p9"),
    ]
    nth = 0
    while True:
        nth += 1
        before = state()
        losing = Loses(nth)
        with connection.execute_wrapper(losing):
            try:
                hold(batch)
            except Retriable:
                pass
            else:
                break
        assert state() == before, f"write {nth} was lost, others were not"
    assert nth > 10
    assert verify_here().ok


def test_a_write_of_the_vault_that_is_lost_shows_nothing(review: Review) -> None:
    hold([review()])
    item = HeldItem.objects.get()
    acts = (
        lambda: vault.look(item.pk, ANALYST),
        lambda: vault.reveal(
            item.pk, ANALYST, ["original"], vault.Purpose.FIND_PERSON, "someone must be found"
        ),
        lambda: vault.emergency_reveal(item.pk, ANALYST, "the author", "911"),
    )
    for act in acts:
        nth = 0
        while True:
            nth += 1
            before = state()
            with connection.execute_wrapper(Loses(nth)):
                try:
                    act()
                except DatabaseError:
                    pass
                else:
                    break
            assert state() == before
        assert nth > 2
    assert verify_here().ok


def test_a_write_of_a_destruction_that_is_lost_destroys_nothing(review: Review) -> None:
    hold([review()])
    item = HeldItem.objects.get()
    nth = 0
    while True:
        nth += 1
        before = state()
        with connection.execute_wrapper(Loses(nth)):
            try:
                with audit.act():
                    items.destroy(items.locked(item.pk), Cause.REQUEST)
            except DatabaseError:
                pass
            else:
                break
        assert state() == before
    assert Receipt.objects.count() == 1


def test_a_full_disk_is_named(review: Review) -> None:
    def full(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("INSERT"):
            raise OperationalError("database or disk is full")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(full), pytest.raises(Retriable, match="the disk is full; free space"):
        hold([review()])
    assert hold([review()]) == [None]


def test_many_writers_leave_no_gap_and_wait_for_nobody_forever(review: Review) -> None:
    """Sinks, looks and deletions at once, each in its own connection."""
    hold([review(f"held-{n}") for n in range(WRITERS)])
    held = list(HeldItem.objects.order_by("pk").values_list("pk", flat=True))
    before = AuditHead.objects.get().size
    batches = [[review(f"new-{n}-{k}") for k in range(EACH)] for n in range(WRITERS)]
    errors: list[BaseException] = []

    def writer(n: int) -> None:
        try:
            for record in batches[n]:
                hold([record, record])
                vault.look(held[(n + len(errors)) % WRITERS], ANALYST)
                vault.look(held[-n - 1], COUNSELLOR)
        except Exception as error:  # noqa: BLE001 - any error of a thread fails the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=writer, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert AuditHead.objects.get().size == before + WRITERS * EACH * 3
    assert HeldItem.objects.count() == WRITERS * (EACH + 1)
    assert verify_here().ok


def test_the_same_record_from_two_sinks_is_held_once(review: Review) -> None:
    records = [review(f"p{n}") for n in range(5)]
    outcomes: list[object] = []

    def sink() -> None:
        try:
            outcomes.append(hold(records))
        except Exception as error:  # noqa: BLE001 - as above
            outcomes.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=sink) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [[None] * 5] * 4
    assert HeldItem.objects.count() == 5


def test_two_clocks_tell_each_person_once(review: Review, settings: Any, tmp_path: Path) -> None:
    from privacy import coverage  # noqa: PLC0415 - only here
    from tests.privacy.conftest import PEOPLE, Deployed  # noqa: PLC0415 - as above

    settings.FIRSTBELL, settings.COVERAGE, settings.SCHOOLS = (
        Deployed(tmp_path),
        coverage.parse({}, PEOPLE, []),
        {},
    )
    hold([review()])
    now = datetime.now(UTC)
    errors: list[BaseException] = []

    def clock() -> None:
        try:
            tick(now)
        except Exception as error:  # noqa: BLE001 - as above
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=clock) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(list((tmp_path / "outbox").glob("*.eml"))) == 1


def test_no_word_of_a_post_lies_on_the_disk(review: Review, settings: Any, tmp_path: Path) -> None:
    planted = [word for word in (TEXT + " " + ORIGINAL).split() if len(word) > 6]
    planted += ["quartzheron", "zanzibarquartz", "Quentin", "somebody must be found", "the threat in words"]
    hold([review(), review("p2", envelope=ENVELOPE), review("p1", "2", text=TEXT + " again")])
    item = HeldItem.objects.get(post_id="p1")
    vault.look(item.pk, ANALYST)
    vault.reveal(item.pk, ANALYST, ["original"], vault.Purpose.FIND_PERSON, "somebody must be found")
    asked = identity.ask(item.pk, ANALYST, ["account"], vault.Purpose.FIND_PERSON, "somebody must be found")
    identity.settle(asked.pk, COUNSELLOR, approve=True, sentence="somebody must be found")
    identity.reveal(item.pk, asked.pk, ANALYST)
    vault.emergency_reveal(HeldItem.objects.get(post_id="p2").pk, ANALYST, "the threat in words", "911")
    key = bytes(item.data_key_sealed)
    for blob in _bytes():
        for word in planted:
            assert word.encode() not in blob, word
    hold([record_deletion()])
    assert HeldItem.objects.get(post_id="p1").data_key_sealed == b""
    if connection.vendor == "sqlite":
        tick(datetime.now(UTC) + timedelta(seconds=1))
        assert all(key not in blob for blob in _bytes()), "the key is gone from free pages and the log too"
    assert sealed({}) != sealed({})


def _bytes() -> list[bytes]:
    """Everything the database holds: SQLite's file with its log, PostgreSQL's rows as text and bytes."""
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        return [path.read_bytes() for path in name.parent.glob(name.name + "*")]
    found: list[bytes] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names from the database
            found += [
                bytes(v) if isinstance(v, memoryview | bytes) else str(v).encode()
                for row in cursor.fetchall()
                for v in row
            ]
    return found


def verify_here() -> Any:
    with transaction.atomic():
        connection.ensure_connection()
        return verify(connection.connection)
