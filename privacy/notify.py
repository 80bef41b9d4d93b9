"""Telling people that an item waits, until one of them opens it.

Rows are planned first (`plan`), then sent (`deliver`), so that nothing is lost when sending fails and
nothing is sent twice when several clocks run: a row is claimed, with its audit entry, before it is sent.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import cast

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from privacy import audit, outbox
from privacy.actors import system
from privacy.coverage import Coverage, OnCall
from privacy.models import HeldItem, Notification, State
from stream.errors import BadInput, FirstbellError

CLOCK = system("clock")
CLAIMED_FOR = timedelta(minutes=2)
"""A clock that dies while sending leaves its rows to another after this; a message may then come twice."""
FIRST_RETRY = timedelta(seconds=30)
LONGEST_RETRY = timedelta(minutes=15)
AT_ONCE = 500
UNREACHED_AFTER = timedelta(minutes=2)
OFFICER = "privacy_officer"
DISTRICT = "webhook"
"""The recipient's key of the webhook in the settings."""

Kind = Notification.Kind
Outcome = Notification.Outcome


def unopened() -> QuerySet[HeldItem]:
    """Items of which nobody has taken a first look."""
    return HeldItem.objects.filter(first_opened_at=None, state__in=[State.NEW, State.ESCALATED])


def unreached(now: datetime, after: timedelta = UNREACHED_AFTER) -> list[int]:
    """Ids of items of which nobody could be told for longer than `after`: those that wait unopened, and
    those revealed in an emergency of which the privacy officer does not know yet."""
    told = Notification.objects.filter(item=OuterRef("pk"), round=OuterRef("queued_at"), outcome=Outcome.SENT)
    waiting = unopened().filter(~Exists(told), queued_at__lte=now - after)
    unsent = Notification.objects.filter(
        kind=Kind.EMERGENCY, outcome__in=[Outcome.PENDING, Outcome.FAILED], at__lte=now - after
    )
    rows = HeldItem.objects.filter(Q(pk__in=waiting.values("pk")) | Q(pk__in=unsent.values("item")))
    return list(rows.order_by("queued_at").values_list("pk", flat=True))


def emergency(item: HeldItem, now: datetime) -> None:
    """Tell the privacy officer that identity was revealed in an emergency; in the caller's transaction.

    Reads no district file, so that a broken one never stands in the way of an emergency.
    """
    earlier = Notification.objects.filter(item=item, kind=Kind.EMERGENCY).count()
    to = [("email", OFFICER), *([("webhook", DISTRICT)] if outbox.district_webhook() else [])]
    _add(_row(item, Kind.EMERGENCY, earlier, one, now) for one in to)


def disclosure(item: HeldItem, now: datetime) -> None:
    """Tell the privacy officer that a disclosure's record waits to be completed; in the caller's transaction.

    Reads no district file either.
    """
    earlier = Notification.objects.filter(item=item, kind=Kind.DISCLOSURE).order_by("-step")
    step = (earlier.values_list("step", flat=True).first() or 0) + 1
    to = [("email", OFFICER), *([("webhook", DISTRICT)] if outbox.district_webhook() else [])]
    _add(_row(item, Kind.DISCLOSURE, step, one, now) for one in to)


def escalated(item: HeldItem, now: datetime) -> None:
    """Tell everyone on call at once; in the caller's transaction.

    A district file that cannot be read costs the messages (`plan` reports it), never the escalation.
    """
    told = Notification.objects.filter(item=item, kind=Kind.ESCALATED, round=item.queued_at)
    step = (told.order_by("-step").values_list("step", flat=True).first() or 0) + 1
    try:
        people = _coverage().on_call
    except FirstbellError:
        people = ()
    _add(row for person in people for row in _rows(item, Kind.ESCALATED, step, person, now))


def plan(now: datetime) -> int:
    """Add the rows that are due: the first person at once, the next after `coverage.repeat` or as soon as
    the one before could not be reached, round and round until someone opens the item."""
    coverage = _coverage()
    waiting = list(unopened().only("pk", "queued_at"))
    told = Notification.objects.filter(kind=Kind.QUEUED, item__in=waiting, round=F("item__queued_at"))
    last: dict[int, list[Notification]] = {}
    for row in told.order_by("item_id", "step"):
        rows = last.setdefault(row.item_id, [])
        if rows and rows[0].step != row.step:
            rows.clear()
        rows.append(row)
    added: list[Notification] = []
    for item in waiting:
        step = _next_step(last.get(item.pk, []), coverage, now)
        if step is not None:
            person = coverage.on_call[step % len(coverage.on_call)] if coverage.on_call else None
            added += _rows(item, Kind.QUEUED, step, person, now)
    return _add(added)


def _next_step(last: list[Notification], coverage: Coverage, now: datetime) -> int | None:
    if not last:
        return 0
    step = last[0].step
    if now >= max(row.at for row in last) + coverage.repeat:
        return step + 1
    failed = all(row.outcome == Outcome.FAILED for row in last)
    return step + 1 if failed and step + 1 < len(coverage.on_call) else None


def deliver(now: datetime) -> tuple[int, int]:
    """Send what is due, one message for all rows of a person. Returns (messages sent, messages failed)."""
    sent = failed = 0
    for group in _claim(now):
        error = _send(group, now)
        _settle(group, error, now)
        sent, failed = sent + (not error), failed + bool(error)
    return sent, failed


def _claim(now: datetime) -> list[list[Notification]]:
    """Commits the entry of each message before it is sent: an entry without a mail, never the reverse."""
    due = Notification.objects.filter(outcome__in=[Outcome.PENDING, Outcome.FAILED], next_at__lte=now)
    if not due.exists():
        return []
    with audit.act(durable=True):
        rows = list(due.select_for_update(of=("self",)).select_related("item").order_by("pk")[:AT_ONCE])
        wanted = [row for row in rows if _still_wanted(row)]
        dropped = [row.pk for row in rows if not _still_wanted(row)]
        Notification.objects.filter(pk__in=dropped).update(outcome=Outcome.DROPPED)
        Notification.objects.filter(pk__in=[row.pk for row in wanted]).update(
            next_at=now + CLAIMED_FOR, attempt=F("attempt") + 1
        )
        ordered = sorted(wanted, key=lambda row: (row.kind, row.channel, row.recipient, row.pk))
        groups = [
            list(rows) for _, rows in groupby(ordered, key=lambda row: (row.kind, row.channel, row.recipient))
        ]
        for group in groups:
            _entry(audit.Action.NOTIFICATION_ATTEMPTED, group, audit.Outcome.OK)
    return groups


def _still_wanted(row: Notification) -> bool:
    match row.kind:
        case Kind.EMERGENCY:
            return True
        case Kind.DISCLOSURE:
            return row.item.disclosures.filter(completed_at=None, destroyed_at=None).exists()
        case Kind.ESCALATED:
            return row.item.state in (State.ESCALATED, State.REFERRED)
        case _:
            return row.item.first_opened_at is None and row.item.state in (State.NEW, State.ESCALATED)


def _send(group: list[Notification], now: datetime) -> str:
    """The error's type name, or "". Any fault of the network, the disk or the addresses is of this message only."""
    try:
        coverage = _coverage()
        people = _recipients(group[0].recipient, coverage)
        things = {row.item_id: row.item for row in group}
        message = outbox.Message(Kind(group[0].kind), list(things.values()), now)
        if group[0].channel == "webhook":
            outbox.post(message, people[0].webhook if people else outbox.district_webhook())
        else:
            outbox.mail(message, group[0].recipient, [person.email for person in people if person.email])
    except (*outbox.FAULTS, BadInput) as error:
        return type(error).__name__
    return ""


def _recipients(key: str, coverage: Coverage) -> tuple[OnCall, ...]:
    if key == OFFICER:
        return (coverage.privacy_officer,) if coverage.privacy_officer else coverage.on_call
    person = coverage.person(key)
    return (person,) if person else ()


def _settle(group: list[Notification], error: str, now: datetime) -> None:
    rows = Notification.objects.filter(pk__in=[row.pk for row in group])
    with audit.act():
        if not error:
            rows.update(outcome=Outcome.SENT, error="")
            return
        for row in group:
            wait = min(FIRST_RETRY * 2 ** min(row.attempt, 10), LONGEST_RETRY)
            changed = {"outcome": Outcome.FAILED, "error": error[:64], "next_at": now + wait}
            Notification.objects.filter(pk=row.pk).update(**changed)
        _entry(audit.Action.NOTIFICATION_FAILED, group, audit.Outcome.FAILED)


def _entry(action: audit.Action, group: list[Notification], outcome: audit.Outcome) -> None:
    items = sorted({row.item.post_id for row in group})
    audit.record(
        actor_id=CLOCK.id,
        actor_role=CLOCK.role,
        action=action,
        object_type=audit.ObjectType.NOTIFICATION,
        object_key=f"{group[0].channel}:{group[0].recipient}",
        outcome=outcome,
        payload={
            "kind": Kind(group[0].kind),
            "channel": audit.Ident(group[0].channel),
            "recipient": audit.Ident(group[0].recipient),
            "items": [audit.Digest(audit.object_key_of(audit.ObjectType.ITEM, post_id)) for post_id in items],
        },
    )


def _rows(item: HeldItem, kind: Kind, step: int, person: OnCall | None, now: datetime) -> list[Notification]:
    to: list[tuple[str, str]] = []
    if person and person.email:
        to.append(("email", person.key))
    if person and person.webhook:
        to.append(("webhook", person.key))
    if outbox.district_webhook():
        to.append(("webhook", DISTRICT))
    return [_row(item, kind, step, one, now) for one in to]


def _row(item: HeldItem, kind: Kind, step: int, to: tuple[str, str], now: datetime) -> Notification:
    channel, recipient = to
    return Notification(
        item=item,
        kind=kind,
        round=item.queued_at,
        step=step,
        channel=channel,
        recipient=recipient,
        at=now,
        next_at=now,
    )


def _add(rows: Iterable[Notification]) -> int:
    made = list(rows)
    Notification.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _coverage() -> Coverage:
    return cast("Coverage", settings.COVERAGE)  # read from the district file when first used
