"""Does a post still stand at its source: logged first, asked by a process without keys, logged after."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from privacy import checks
from privacy.checks import Desk, Task
from privacy.clock import tick
from privacy.hold import hold
from privacy.models import AuditEntry, Checker, HeldItem, State, Tombstone, Verification
from privacy.vault_room import Room
from stream.errors import BadInput
from tests.privacy.conftest import ANALYST, Deployed, Review

pytestmark = pytest.mark.django_db
LINK = "https://example.invalid/quartzheron/1"


def asked() -> list[str]:
    return list(
        AuditEntry.objects.filter(action__startswith="item.verif")
        .order_by("seq")
        .values_list("action", flat=True)
    )


def test_the_link_goes_to_the_checker_alone_and_only_after_the_entry(item: HeldItem) -> None:
    seen: list[Task] = []

    def check(task: Task) -> str:
        seen.append(task)
        assert asked() == ["item.verify_asked"]
        return "verified"

    desk = Desk(check)
    desk.here()
    first = checks.ask(item.pk, ANALYST)
    assert first.result == ""
    row = Verification.objects.get()
    assert LINK.encode() not in bytes(row.task)
    assert checks.ask(item.pk, ANALYST).pk == first.pk, "one question at a time"
    assert desk.work() == 1
    assert [task.link for task in seen] == [LINK]
    row.refresh_from_db()
    assert (row.result, bytes(row.task)) == ("verified", b"")
    assert checks.settle(datetime.now(UTC)) == 1
    assert asked() == ["item.verify_asked", "item.verified"]
    assert checks.settle(datetime.now(UTC)) == 0
    assert desk.work() == 0


def test_without_a_checker_or_a_link_it_cannot_be_checked(deployed: Deployed, review: Review) -> None:
    hold([review("linked"), review("bare", envelope=b'{"account":"x"}')])
    linked, bare = HeldItem.objects.order_by("pk")
    assert checks.ask(linked.pk, ANALYST).result == "unchecked"
    Desk(lambda _: "verified").here()
    assert checks.ask(bare.pk, ANALYST).result == "unchecked"
    Checker.objects.update(seen_at=datetime.now(UTC) - timedelta(minutes=1))
    assert checks.ask(linked.pk, ANALYST).result == "unchecked"
    with pytest.raises(BadInput):
        checks.ask(10**6, ANALYST)


def test_a_checker_that_started_anew_cannot_read_older_questions(item: HeldItem) -> None:
    Desk(lambda _: "verified").here()
    checks.ask(item.pk, ANALYST)
    anew = Desk(lambda _: "verified")
    anew.here()
    anew.work()
    assert Verification.objects.get().result == "unchecked"


def test_a_question_that_nobody_answers_ends(item: HeldItem) -> None:
    Desk(lambda _: "verified").here()
    checks.ask(item.pk, ANALYST)
    tick(datetime.now(UTC) + timedelta(seconds=61))
    row = Verification.objects.get()
    assert (row.result, row.logged, bytes(row.task)) == ("unchecked", True, b"")


@pytest.mark.parametrize(
    ("answer", "state"), [("deleted", State.DESTROYED), ("changed", State.NEW), ("?", State.NEW)]
)
def test_what_is_gone_at_its_source_goes_here_too(item: HeldItem, answer: str, state: str) -> None:
    desk = Desk(lambda _: answer)
    desk.here()
    checks.ask(item.pk, ANALYST)
    desk.work()
    tick(datetime.now(UTC))
    item.refresh_from_db()
    assert item.state == state
    assert Tombstone.objects.exists() is (answer == "deleted")


def test_a_checker_with_slow_questions_is_still_there(deployed: Deployed, review: Review) -> None:
    seen: list[bool] = []

    def slow(_: Task) -> str:
        seen.append(Checker.objects.get().seen_at > datetime.now(UTC) - checks.CHECKER_FRESH)
        Checker.objects.update(seen_at=datetime.now(UTC) - timedelta(seconds=18 + 18))
        return "unchecked"

    desk = Desk(slow)
    desk.here()
    envelope = msgspec.json.encode({"account": "a", "link": LINK})
    hold([review("one", envelope=envelope), review("two", envelope=envelope)])
    for item in HeldItem.objects.all():
        checks.ask(item.pk, ANALYST)
    assert desk.work() == 2
    assert seen == [True, True]


def test_between_the_vault_and_the_checker_nobody_reads_the_link(item: HeldItem) -> None:
    Desk(lambda _: "verified").here()
    checks.ask(item.pk, ANALYST)
    row = Verification.objects.get()
    given = bytes.fromhex(Room().release(item.pk, row.seq, "whereabouts"))
    for sealed_task in (given, bytes(row.task)):
        assert sealed_task
        assert LINK.encode() not in sealed_task
