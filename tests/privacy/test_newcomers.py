"""An administrator with accounts of their own making is one person, not two."""

from datetime import UTC, datetime

import pytest

from privacy import audit, identity, newcomers, vault
from privacy.actors import Actor, Someone
from privacy.canonical import Payload
from privacy.governance import record as governance
from privacy.governance.models import Reason
from privacy.hold import hold
from privacy.models import HeldItem, IdentityAsk
from privacy.rights import record as rights
from privacy.rights.models import Kind, Verified
from stream.errors import BadInput
from tests import adoption
from tests.privacy.conftest import ANALYST, COUNSELLOR, Review

pytestmark = pytest.mark.django_db
ADMIN = Someone("user:7", "administrator")
OFFICER, LEAD = Someone("user:9", "privacy_officer"), Someone("user:6", "lead")
YES = "the ground is enough to find them"
CREATED, CHANGED, PASSWORD = (
    audit.Action.USER_CREATED,
    audit.Action.USER_CHANGED,
    audit.Action.USER_PASSWORD_CHANGED,
)


def touched(whom: Actor, action: audit.Action, payload: Payload | None = None, *, by: str = ADMIN.id) -> None:
    with audit.act():
        audit.record(
            actor_id=by,
            actor_role="administrator",
            action=action,
            object_type=audit.ObjectType.USER,
            object_key=int(whom.id.removeprefix("user:")),
            payload=payload,
        )


def asked(review: Review) -> IdentityAsk:
    hold([review()])
    item = HeldItem.objects.get()
    return identity.ask(item.pk, ANALYST, ["link"], vault.Purpose.FIND_PERSON, YES)


@pytest.mark.parametrize(
    ("action", "payload"),
    [
        (CREATED, {}),
        (PASSWORD, {"given": True}),
        (
            CHANGED,
            {"was_role": audit.Ident("operator"), "role": audit.Ident("counsellor"), "was_active": True},
        ),
        (CHANGED, {"was_role": audit.Ident("lead"), "role": audit.Ident("lead"), "was_active": False}),
    ],
)
def test_an_account_that_an_administrator_holds_approves_nothing_for_a_day(
    review: Review, action: audit.Action, payload: Payload
) -> None:
    row = asked(review)
    touched(COUNSELLOR, action, payload)
    with pytest.raises(BadInput, match="less than 24 hours ago"):
        identity.settle(row.pk, COUNSELLOR, approve=True, sentence=YES)
    assert not newcomers.is_new(COUNSELLOR.id, datetime.now(UTC) + newcomers.WAIT)
    identity.settle(row.pk, OFFICER, approve=True, sentence=YES)
    assert identity.reveal(row.item_id, row.pk, ANALYST).fields


def test_the_vault_refuses_such_an_approval_too(review: Review) -> None:
    row = asked(review)
    touched(COUNSELLOR, CREATED)
    with audit.act():
        seq = audit.record(
            actor_id=COUNSELLOR.id,
            actor_role=COUNSELLOR.role,
            action=audit.Action.IDENTITY_APPROVED,
            object_type=audit.ObjectType.ITEM,
            object_key=row.item.post_id,
            payload={"asked": row.seq},
        )
    IdentityAsk.objects.filter(pk=row.pk).update(approved=True, settled_seq=seq)
    with pytest.raises(BadInput, match="had a new account"):
        identity.reveal(row.item_id, row.pk, ANALYST)


def test_whoever_only_got_another_name_or_changed_their_own_password_goes_on(review: Review) -> None:
    row = asked(review)
    same: Payload = {
        "was_role": audit.Ident("counsellor"),
        "role": audit.Ident("counsellor"),
        "was_active": True,
    }
    touched(COUNSELLOR, CHANGED, same)
    touched(COUNSELLOR, PASSWORD, by=COUNSELLOR.id)
    touched(COUNSELLOR, CREATED, by="system:people")
    assert identity.settle(row.pk, COUNSELLOR, approve=True, sentence=YES).approved


def test_neither_a_rights_request_nor_the_start_is_two_people_then(review: Review) -> None:
    touched(OFFICER, PASSWORD)
    today = datetime.now(UTC).date()
    given = (Kind.ACCESS, Verified.IN_PERSON, today)
    with pytest.raises(BadInput, match="less than 24 hours ago"):
        rights.open_request(OFFICER, *given, who="a father", proof="passport")
    touched(LEAD, CREATED)
    row = rights.open_request(Someone("user:5", "privacy_officer"), *given, who="a father", proof="passport")
    with pytest.raises(BadInput, match="less than 24 hours ago"):
        rights.confirm(row.pk, LEAD)
    adoption.adopt()
    governance.stop(ADMIN, Reason.BOARD, "The board decided so last night.")
    governance.ask_to_start(ADMIN)
    with pytest.raises(BadInput, match="less than 24 hours ago"):
        governance.start(LEAD)
