"""The records database's part of the end of a contract: every item and whatever else concerns a pupil goes.

What stays: the audit log, receipts, certificates, counts, and the staff's accounts, which the log's numbers name.
"""

from datetime import UTC, datetime

from django.apps import apps
from django.db import connection
from django.db.models import Model, QuerySet

from privacy import audit, certificates, items
from privacy.actors import Actor
from privacy.canonical import Payload
from privacy.disclosures import due
from privacy.disclosures.models import Disclosure
from privacy.models import (
    Cause,
    Certificate,
    HeldItem,
    ItemVersion,
    LegalHold,
    Notification,
    PendingAccountEvent,
    Pupil,
    PupilMark,
    State,
    Tombstone,
    Verification,
)
from stream.errors import BadInput

BATCH = 100
_STAYS = frozenset(
    (
        "auth.Group",
        "auth.Permission",
        "contenttypes.ContentType",
        "privacy.AuditEntry",
        "privacy.AuditHead",
        "privacy.Certificate",
        "privacy.HeldItem",
        "privacy.ItemSchool",
        "governance.Recorded",
        "governance.SwitchTurn",
        "governance.PublishedReport",
        "privacy.Receipt",
        "privacy.Reveal",
        "privacy.LegalHold",
        "privacy.ClosingReason",
        "review_ui.Acknowledgement",
        "review_ui.Decision",
        "review_ui.Membership",
        "review_ui.User",
    )
)
"""Tables that stay; of items, reveals, holds and decisions only what counts them."""


def refuse_holds() -> None:
    """BadInput while a legal hold stands: what must be kept by law is not destroyed at the end of a contract."""
    held = LegalHold.objects.filter(lifted_at=None).count()
    if held:
        raise BadInput(
            f"{held} items are under a legal hold: hand them over, let two people lift it, then come back"
        )


def records() -> int:
    """How many records of disclosures are kept: 34 CFR 99.32(a)(2) wants them as long as the pupil's own file."""
    return Disclosure.objects.filter(destroyed_at=None).count()


def destroy_records(actor: Actor, now: datetime) -> int:
    """Destroy every held item, with its receipt, then empty all tables that concern a pupil. How many items.

    Safe to repeat after a crash.
    """
    refuse_holds()
    doomed = {"items": _live().count(), "disclosures": records()}
    _entry(actor, audit.Action.EVERYTHING_DOOMED, doomed)
    destroyed = 0
    while some := list(_live().values_list("pk", flat=True)[:BATCH]):
        with audit.act():
            for item in _live().select_for_update().filter(pk__in=some):
                items.destroy(item, Cause.CONTRACT, actor=actor, now=now)
                destroyed += 1
    with audit.act():
        kept = Disclosure.objects.filter(destroyed_at=None).select_related("item")
        for record in kept.select_for_update(of=("self",)):
            due.destroy(record, Cause.CONTRACT, actor=actor, now=now)
    with audit.act():
        for table in _emptied():
            table._base_manager.all().delete()
        _blank()
    return destroyed


def conclude(actor: Actor, digest: str, payload: Payload) -> int:
    """The last entry: it binds the certificate's file by its hash. Returns its number."""
    return _entry(actor, audit.Action.EVERYTHING_DESTROYED, {"certificate": audit.Digest(digest), **payload})


def certify(actor: Actor) -> list[Certificate]:
    """Certificates of all that still waits for one."""
    made: list[Certificate] = []
    while (one := certificates.write(datetime.now(UTC), actor)) is not None:
        made.append(one)
    return made


def compact() -> None:
    """Write the database anew, so that no free page and no log holds what was there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM FULL")


def _emptied() -> list[type[Model]]:
    """Every table of ours and Django's but those that stay; those that point to others first."""
    order = (Notification, Verification, ItemVersion, Tombstone, PendingAccountEvent, PupilMark, Pupil)
    rest = [
        table
        for table in apps.get_models()
        if table._meta.label not in _STAYS and table not in order and table._meta.managed
    ]
    return [*order, *rest]


def _blank() -> None:
    """What people typed is under keys that are gone; the bytes go too."""
    for label, fields in (("review_ui.Decision", ("note",)), ("privacy.Reveal", ("words_blob",))):
        apps.get_model(label)._base_manager.update(**dict.fromkeys(fields, b""))


def _live() -> QuerySet[HeldItem]:
    return HeldItem.objects.exclude(state=State.DESTROYED).order_by("pk")


def _entry(actor: Actor, action: audit.Action, payload: Payload) -> int:
    with audit.act():
        return audit.record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=action,
            object_type=audit.ObjectType.KEYS,
            object_key="everything",
            payload=payload,
        )
