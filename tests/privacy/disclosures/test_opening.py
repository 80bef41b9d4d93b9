"""The vault's own door: it believes the log alone, not who asks."""

import pytest

from privacy import audit, vault
from privacy.actors import Someone
from privacy.disclosures import record
from privacy.models import HeldItem, Reveal
from privacy.vault_room import Room
from stream.errors import BadInput
from tests.privacy.conftest import ANALYST, COUNSELLOR, Deployed, Review

pytestmark = pytest.mark.django_db(transaction=True)


def entry(item: HeldItem, actor: Someone, action: audit.Action, disclosure: int, *fields: str) -> int:
    with audit.act():
        return audit.record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=action,
            object_type=audit.ObjectType.ITEM,
            object_key=item.post_id,
            payload={"disclosure": disclosure, "fields": tuple(audit.Ident(one) for one in fields)},
        )


def test_no_copy_of_what_was_revealed_to_someone_else_and_no_look_by_another_s_entry(
    item: HeldItem, review: Review, deployed: Deployed
) -> None:
    made = record.record(item.pk, ANALYST, "the threat", "the parties", token="t")
    other = record.record(item.pk, ANALYST, "another", "others", token="u")
    vault.reveal(item.pk, ANALYST, ["original"], vault.Purpose.FIND_PERSON, "someone must be found")
    copied, read = audit.Action.DISCLOSURE_COPIED, audit.Action.DISCLOSURE_READ
    sealed = Room().copied(made.pk, entry(item, ANALYST, copied, made.pk, "original"))
    assert set(sealed) == {"original"}
    assert b"Quarrington" not in sealed["original"][0]
    for wrong in (
        entry(item, COUNSELLOR, copied, made.pk, "original"),
        entry(item, ANALYST, copied, other.pk, "original"),
        entry(item, ANALYST, read, made.pk, "original"),
    ):
        with pytest.raises(BadInput):
            Room().copied(made.pk, wrong)
    row = Reveal.objects.get(field="original")
    row.pk, row.seq, row.actor_id, row.field = None, 10**6, COUNSELLOR.id, "account"
    row.save()
    for field in ("original", "account"):
        with pytest.raises(BadInput, match="only who revealed it"):
            Room().copied(made.pk, entry(item, COUNSELLOR, copied, made.pk, field))
    with audit.act():  # no second person stands behind it
        audit.record(
            actor_id=ANALYST.id,
            actor_role=ANALYST.role,
            action=audit.Action.ITEM_REVEALED,
            object_type=audit.ObjectType.ITEM,
            object_key=item.post_id,
            payload={"field": audit.Ident("account")},
        )
    with pytest.raises(BadInput, match="only who revealed it"):
        Room().copied(made.pk, entry(item, ANALYST, copied, made.pk, "account"))
    assert len(Room().disclosed(made.pk, entry(item, COUNSELLOR, read, made.pk))) == 2
    for wrong in (entry(item, ANALYST, read, other.pk), vault.look(item.pk, ANALYST).seq, 10**6):
        with pytest.raises(BadInput):
            Room().disclosed(made.pk, wrong)
