"""One door for rights requests: two people, what a verified person named, and a vault that answers for it alone."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from privacy import audit, vault
from privacy.actors import Actor, Someone
from privacy.hold import hold
from privacy.models import AuditEntry, HeldItem
from privacy.rights import due, record
from privacy.rights.models import Kind, Outcome, RightsRequest, Verified
from privacy.vault_room import Room
from privacy.vault_store import Store
from stream.errors import BadInput
from tests.privacy.conftest import ANALYST, Review

pytestmark = pytest.mark.django_db
OFFICER = Someone("user:5", "privacy_officer")
LEAD = Someone("user:6", "lead")
ADMIN = Someone("user:7", "administrator")
TODAY = datetime.now(UTC).date()
WHO, PROOF = "the father of Ottoline Vexworth", "passport and the letter of custody"
HANDLE = "@QuartzHeron.example"
THEIRS = (
    b'{"account":"did:plc:other","handle":"otherheron.example","link":"https://example.invalid/otherheron/7"}'
)


@pytest.fixture
def held(review: Review) -> list[HeldItem]:
    """Two posts of one author, one of another."""
    hold(
        [
            review("p1"),
            review("p2", text="[PERSON 1] at Marrow Bay High said nobody would miss us"),
            review("p3", envelope=THEIRS),
        ]
    )
    return list(HeldItem.objects.order_by("post_id"))


def opened(kind: Kind = Kind.ACCESS) -> RightsRequest:
    return record.open_request(OFFICER, kind, Verified.IN_PERSON, TODAY, who=WHO, proof=PROOF)


def confirmed(kind: Kind = Kind.ACCESS) -> RightsRequest:
    return record.confirm(opened(kind).pk, LEAD)


def found(row: RightsRequest, text: str = HANDLE) -> list[str]:
    given = record.give(row.pk, OFFICER, "bluesky", text)
    record.search(row.pk, given.pk, LEAD)
    return sorted(row.matches.values_list("item__post_id", flat=True))


def payloads(action: str) -> list[dict[str, Any]]:
    rows = AuditEntry.objects.filter(action=action).order_by("seq")
    return [json.loads(bytes(row.payload_canonical))["payload"] for row in rows]


def test_two_people_then_the_vault_finds_the_items_of_what_was_named(held: list[HeldItem]) -> None:
    row = confirmed()
    assert found(row) == ["p1", "p2"]
    (said,) = payloads("rights.answered")
    assert said["found"] == 2
    assert said["own"] == [audit.object_key_of(audit.ObjectType.ITEM, one.post_id) for one in held[:2]]
    assert AuditEntry.objects.get(action="rights.answered").actor_id == "system:vault"
    assert found(row, "https://www.example.invalid/otherheron/7/") == ["p1", "p2", "p3"]
    assert dict(row.matches.values_list("item__post_id", "own")) == {"p1": True, "p2": True, "p3": False}
    steps = list(AuditEntry.objects.filter(action__startswith="rights.").order_by("seq"))
    assert [one.action.removeprefix("rights.") for one in steps[:5]] == [
        "opened",
        "confirmed",
        "given",
        "searched",
        "answered",
    ]
    everything = b"".join(bytes(one.payload_canonical) for one in steps)
    for word in (b"Vexworth", b"passport", b"heron", b"Heron"):
        assert word not in everything
        for blob in (*row.words.values_list("blob", flat=True), *row.given.values_list("blob", flat=True)):
            assert word not in bytes(blob)


def test_a_handle_of_another_source_is_another_person(held: list[HeldItem], review: Review) -> None:
    hold([review("p9", envelope=THEIRS, source="mastodon")])
    assert found(confirmed(), "otherheron.example") == ["p3"]


def test_who_reads_a_request_and_who_sees_what_was_given(held: list[HeldItem]) -> None:
    row = confirmed()
    record.give(row.pk, OFFICER, "bluesky", HANDLE)
    for actor, given in ((OFFICER, [HANDLE]), (LEAD, [HANDLE]), (ADMIN, [])):
        read = record.read(row.pk, actor)
        assert list(read.words.values()) == [WHO, PROOF]
        assert list(read.given.values()) == given
        assert WHO not in repr(read)
    with pytest.raises(BadInput, match="the privacy officer, a lead or an administrator"):
        record.read(row.pk, ANALYST)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (lambda row: record.confirm(row.pk, Someone(OFFICER.id, "lead")), "a second person confirms"),
        (lambda row: record.confirm(row.pk, ANALYST), "a lead or an administrator confirms"),
        (lambda row: record.give(row.pk, OFFICER, "bluesky", HANDLE), "a second person must confirm"),
        (lambda row: record.close(row.pk, OFFICER, Outcome.GRANTED, "done"), "only be withdrawn"),
        (lambda row: record.close(row.pk, LEAD, Outcome.WITHDRAWN, "done"), "one of the two people"),
    ],
)
def test_nothing_goes_on_before_a_second_person_confirmed(
    held: list[HeldItem], act: Callable[[RightsRequest], object], why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        act(opened())


@pytest.mark.parametrize("actor", [OFFICER, ADMIN])
def test_only_the_other_of_the_two_searches(held: list[HeldItem], actor: Actor) -> None:
    row = confirmed()
    given = record.give(row.pk, OFFICER, "bluesky", HANDLE)
    with pytest.raises(BadInput, match=r"you entered it|only the two people"):
        record.search(row.pk, given.pk, actor)
    with pytest.raises(BadInput, match="only the two people"):
        record.give(row.pk, ADMIN, "bluesky", HANDLE)


def _searched(row: RightsRequest, actor: Actor, given: int, entered: int | None) -> int:
    with audit.act():
        return record.entry(
            row,
            actor,
            audit.Action.RIGHTS_SEARCHED,
            {"opened": row.seq, "confirmed": row.confirmed_seq, "given": given, "entered": entered},
        )


def test_the_vault_refuses_what_the_log_does_not_bear_out(held: list[HeldItem]) -> None:
    row, other = confirmed(), confirmed()
    given = record.give(row.pk, OFFICER, "bluesky", HANDLE)
    elsewhere = record.give(other.pk, OFFICER, "bluesky", HANDLE)
    for seq in (
        _searched(row, OFFICER, given.pk, given.seq),  # who entered it searches
        _searched(row, ADMIN, given.pk, given.seq),  # a third person
        _searched(row, LEAD, elsewhere.pk, given.seq),  # another request's handles
        _searched(row, LEAD, given.pk, elsewhere.seq),
        row.seq or 0,
    ):
        with pytest.raises(BadInput):
            Room().matched(row.pk, seq)
    # Handles that were exchanged in the database are not those of the log.
    given.blob = bytes(record.give(row.pk, OFFICER, "bluesky", "otherheron.example").blob)
    given.save()
    with pytest.raises(BadInput, match="not what was written into the log"):
        Room().matched(row.pk, _searched(row, LEAD, given.pk, given.seq))
    unconfirmed = opened()
    RightsRequest.objects.filter(pk=unconfirmed.pk).update(confirmed_by=LEAD.id, confirmed_seq=0)
    unconfirmed.refresh_from_db()
    hers = record.give(unconfirmed.pk, OFFICER, "bluesky", HANDLE)
    with pytest.raises(BadInput, match="one of the two people"):
        Room().matched(unconfirmed.pk, _searched(unconfirmed, LEAD, hers.pk, hers.seq))
    assert not AuditEntry.objects.filter(action="rights.answered").exists()


def test_closing_destroys_what_was_named_and_the_schedule_the_rest(held: list[HeldItem]) -> None:
    row = confirmed()
    found(row)
    Room().keep(datetime.now(UTC))
    ids = set(Store(Room().keys_dir).ids())
    doomed = {one.use: one.key_id for one in row.keys.all()}
    assert set(doomed.values()) <= ids
    with pytest.raises(BadInput, match="Reason of the outcome: fill it in"):
        record.close(row.pk, OFFICER, Outcome.GRANTED, " ")
    record.close(row.pk, OFFICER, Outcome.GRANTED, "handed over on paper")
    Room().keep(datetime.now(UTC))
    assert doomed["search"] not in Room().store.ids()
    assert bytes(row.given.get().blob) == b""
    read = record.read(row.pk, OFFICER)
    assert list(read.words.values()) == [WHO, PROOF, "handed over on paper"]
    assert read.given == {}
    for act in (
        lambda: record.give(row.pk, OFFICER, "bluesky", HANDLE),
        lambda: record.search(row.pk, row.given.get().pk, LEAD),
        lambda: record.close(row.pk, OFFICER, Outcome.GRANTED, "again"),
    ):
        with pytest.raises(BadInput, match="was closed"):
            act()
    row.refresh_from_db()
    assert row.keep_until is not None
    assert due.expire(row.keep_until - timedelta(seconds=1), OFFICER) == 0
    assert due.expire(row.keep_until, OFFICER) == 1
    Room().keep(datetime.now(UTC))
    assert not set(doomed.values()) & set(Room().store.ids())
    assert not row.matches.exists(), "no row tells any more that two items are of one person"
    assert record.read(row.pk, OFFICER).words == {}
    assert due.expire(row.keep_until, OFFICER) == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "one to 10"),
        ("\n".join("abcdefghijk"), "one to 10"),
        ("a b", "line 1 is neither"),
        ("x/y", "neither"),
    ],
)
def test_what_is_given_is_few_handles_and_links(held: list[HeldItem], text: str, why: str) -> None:
    row = confirmed()
    with pytest.raises(BadInput, match=why):
        record.give(row.pk, OFFICER, "bluesky", text)
    record.give(row.pk, OFFICER, "bluesky", "\n".join("abcdefgh"))
    with pytest.raises(BadInput, match="8 were entered for this request before: 10 in all"):
        record.give(row.pk, OFFICER, "bluesky", "x\ny\nz")
    with pytest.raises(BadInput, match="choose the source"):
        record.give(row.pk, OFFICER, "nowhere", HANDLE)


def test_only_the_officer_opens_and_deadlines_follow_the_settings(settings: Any) -> None:
    with pytest.raises(BadInput, match="the privacy officer opens"):
        record.open_request(LEAD, Kind.ACCESS, Verified.PAPERS, TODAY, who=WHO, proof=PROOF)
    with pytest.raises(BadInput, match="Who asks: fill it in"):
        record.open_request(OFFICER, Kind.ACCESS, Verified.PAPERS, TODAY, who="", proof=PROOF)
    with pytest.raises(BadInput, match="a day of the last year"):
        record.open_request(
            OFFICER, Kind.ACCESS, Verified.PAPERS, TODAY + timedelta(days=2), who=WHO, proof=PROOF
        )
    assert opened().due_on == TODAY + timedelta(days=45)
    row = opened(Kind.DELETION)
    assert row.due_on == TODAY + timedelta(days=30)
    assert [row.near(row.due_on - timedelta(days=n)) for n in (7, 6)] == [False, True]
    assert [row.past(row.due_on + timedelta(days=n)) for n in (0, 1)] == [False, True]


def test_no_look_at_an_item_and_no_reveal_opens_through_a_request(held: list[HeldItem]) -> None:
    row = confirmed()
    found(row)
    seq = record.read(row.pk, OFFICER).seq
    for field in ("content", "original", "account", "link"):
        with pytest.raises(BadInput):
            Room().release(held[0].pk, seq, field)
    with pytest.raises(BadInput, match="a second person"):
        vault.reveal(held[0].pk, OFFICER, ["account"], vault.Purpose.RIGHTS_REQUEST, "they asked for it")
