"""The one door for rights requests: what people do, one transaction with its entry each.

The privacy officer opens a request, a lead or administrator confirms it; one of the two enters what the
verified person gave and the other one lets the vault search for it. What they write is sealed.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db.models import Sum

from privacy import audit, newcomers, vault
from privacy.actors import Actor
from privacy.canonical import Payload
from privacy.models import HeldItem
from privacy.rights import keyring, naming
from privacy.rights.models import Given, Kind, Match, Outcome, RequestKey, RightsRequest, Verified, Words
from privacy.rights.opening import CONFIRMERS, OPENER, SALT, listed, place
from privacy.sealing import add_to_item
from stream.errors import BadInput

OLDEST = timedelta(days=365)
"""How long ago a request may have been received."""


@dataclass(frozen=True, repr=False)
class Read:
    """A request in clear, read against entry `seq`. `given` is there for its two people while it is open."""

    seq: int
    row: RightsRequest
    words: dict[Words.Name, str] = field(default_factory=dict)
    given: dict[int, str] = field(default_factory=dict)


def open_request(
    actor: Actor, kind: Kind, verified: Verified, received_on: date, *, who: str, proof: str
) -> RightsRequest:
    """The privacy officer writes a request down. BadInput: another role, an empty field, a date ahead or
    more than a year ago."""
    if actor.role != OPENER:
        raise BadInput("the privacy officer opens a request")
    newcomers.refuse(actor.id)
    now = datetime.now(UTC)
    if not now.date() - OLDEST <= received_on <= now.date() + timedelta(days=1):
        raise BadInput("it was received on a day of the last year")
    days = settings.RIGHTS.access_days if kind == Kind.ACCESS else settings.RIGHTS.change_days
    with audit.act():
        row = RightsRequest.objects.create(
            kind=kind,
            verified=verified,
            received_on=received_on,
            due_on=received_on + timedelta(days=days),
            opened_by=actor.id,
            opened_at=now,
        )
        keyring.make(row)
        digests = {
            name.value: _write(row, name, text, now)
            for name, text in ((Words.Name.WHO, who), (Words.Name.PROOF, proof))
        }
        more: Payload = {
            "kind": Kind(kind),
            "verified": Verified(verified),
            "due_on": _day(row.due_on),
            **digests,
        }
        row.seq = entry(row, actor, audit.Action.RIGHTS_OPENED, more)
        row.save(update_fields=["seq"])
    return row


def confirm(request: int, actor: Actor) -> RightsRequest:
    """The second person has seen how the person was verified and stands by it. BadInput: the one who opened it,
    another role, confirmed or closed before."""
    if actor.role not in CONFIRMERS:
        raise BadInput("a lead or an administrator confirms a request")
    newcomers.refuse(actor.id)
    with audit.act():
        row = standing(request)
        if actor.id == row.opened_by:
            raise BadInput("you opened it: a second person confirms it")
        if row.confirmed_seq is not None:
            raise BadInput("it is confirmed already")
        row.confirmed_by, row.confirmed_role, row.confirmed_at = actor.id, actor.role, datetime.now(UTC)
        row.confirmed_seq = entry(row, actor, audit.Action.RIGHTS_CONFIRMED)
        row.save()
    return row


def give(request: int, actor: Actor, source: str, text: str) -> Given:
    """One of the two enters the handles and links that the verified person gave, one a line. They are sealed for
    this request alone. BadInput: not one of the two, not confirmed, neither handles nor links."""
    found = naming.lines(text)
    if not HeldItem.objects.filter(source=source).exists():
        raise BadInput("choose the source on which the handles are handles")
    with audit.act():
        row = both(request, actor)
        before = row.given.aggregate(n=Sum("count"))["n"] or 0
        if before + len(found) > naming.MOST:
            raise BadInput(
                f"{before} were entered for this request before: {naming.MOST} in all are what one person has"
            )
        clear = "\n".join(found)
        salted = audit.salted_hash(clear)
        box = bytes(row.keys.get(use=RequestKey.Use.SEARCH).box_public)
        given = Given.objects.create(
            request=row,
            source=source,
            count=len(found),
            blob=add_to_item(box, place(row.pk, "given"), salted.salt + clear.encode("utf-8")),
            given_by=actor.id,
            at=datetime.now(UTC),
        )
        more: Payload = {"given": given.pk, "count": len(found), "words": salted.digest}
        given.seq = entry(row, actor, audit.Action.RIGHTS_GIVEN, more)
        given.save(update_fields=["seq"])
    return given


def search(request: int, given_id: int, actor: Actor) -> int:
    """The other of the two lets the vault look for what was given; how many items it found. Again is harmless.

    BadInput: not the other one, nothing given, closed. Fatal: the vault is away.
    """
    settings.VAULT.ready()
    with audit.act(durable=True):
        row = both(request, actor)
        given = Given.objects.filter(pk=given_id, request=row).first()
        if given is None:
            raise BadInput("nothing was given")
        if given.given_by == actor.id:
            raise BadInput(
                "you entered it: the other one of you compares it with what the person gave, and searches"
            )
        more: Payload = {**_people(row), "given": given.pk, "entered": given.seq}
        seq = entry(row, actor, audit.Action.RIGHTS_SEARCHED, more)
    answered: int = settings.VAULT.matched(row.pk, seq)
    own, named = listed(answered)
    for item, is_own in (*((one, True) for one in own), *((one, False) for one in named)):
        known = Match.objects.filter(request=row, item=item).first()
        if known is None or (is_own and not known.own):
            Match.objects.update_or_create(
                request=row, item=item, defaults={"own": is_own, "answered_seq": answered}
            )
    Given.objects.filter(pk=given.pk).update(answered_seq=answered)
    return len(own) + len(named)


def read(request: int, actor: Actor) -> Read:
    """What was written about a request: an entry first. BadInput: no such request, a role that has no part in it."""
    if actor.role not in (OPENER, *CONFIRMERS):
        raise BadInput("the privacy officer, a lead or an administrator reads a request")
    settings.VAULT.ready()
    with audit.act(durable=True):
        row = found(request)
        seq = entry(row, actor, audit.Action.RIGHTS_READ, _people(row))
    clear: dict[str, bytes] = settings.VAULT.request_words(row.pk, seq)
    texts = {key: text[SALT:].decode("utf-8") for key, text in clear.items()}
    return Read(
        seq,
        row,
        {
            Words.Name(one.name): texts[f"words/{one.pk}"]
            for one in row.words.all()
            if f"words/{one.pk}" in texts
        },
        {one.pk: texts[f"given/{one.pk}"] for one in row.given.all() if f"given/{one.pk}" in texts},
    )


def close(request: int, actor: Actor, outcome: Outcome, reason: str) -> RightsRequest:
    """End a request with its outcome and the reason. What the person named is destroyed, with its key.

    BadInput: not one of its people, closed before, no reason.
    """
    now = datetime.now(UTC)
    with audit.act():
        row = standing(request)
        if actor.id not in (row.opened_by, row.confirmed_by):
            raise BadInput("one of the two people of a request closes it")
        if row.confirmed_seq is None and outcome != Outcome.WITHDRAWN:
            raise BadInput("nobody has confirmed it: until then it can only be withdrawn by the person")
        digest = _write(row, Words.Name.REASON, reason, now)
        row.outcome, row.closed_at = outcome, now
        row.keep_until = now + timedelta(days=settings.RIGHTS.keep_days)
        row.save()
        row.given.update(blob=b"")
        keyring.destroy(row, RequestKey.Use.SEARCH, now)
        more: Payload = {
            "kind": Kind(row.kind),
            "outcome": Outcome(outcome),
            "items": row.matches.count(),
            "words": digest,
        }
        entry(row, actor, audit.Action.RIGHTS_CLOSED, more)
    return row


def found(request: int) -> RightsRequest:
    row = RightsRequest.objects.filter(pk=request).first()
    if row is None:
        raise BadInput(f"there is no request {request}")
    return row


def standing(request: int) -> RightsRequest:
    """The request, locked. BadInput: none, or closed."""
    row = RightsRequest.objects.select_for_update().filter(pk=request).first()
    if row is None or row.closed_at is not None:
        raise BadInput(f"request {request} was closed" if row else f"there is no request {request}")
    return row


def both(request: int, actor: Actor) -> RightsRequest:
    """The confirmed request, locked, for one of its two people."""
    row = standing(request)
    if row.confirmed_seq is None:
        raise BadInput("a second person must confirm it first")
    if actor.id not in (row.opened_by, row.confirmed_by):
        raise BadInput("only the two people of a request do this")
    return row


def entry(row: RightsRequest, actor: Actor, action: audit.Action, more: Payload | None = None) -> int:
    return audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=audit.ObjectType.REQUEST,
        object_key=row.pk,
        payload={"request": row.pk, **(more or {})},
    )


def _people(row: RightsRequest) -> Payload:
    return {"opened": row.seq, "confirmed": row.confirmed_seq}


def _write(row: RightsRequest, name: Words.Name, text: str, now: datetime) -> audit.Digest:
    words = text.strip()
    if not words:
        raise BadInput(f"{name.label}: fill it in")
    if len(words) > vault.MAX_WORDS:
        raise BadInput(f"{name.label}: at most {vault.MAX_WORDS} characters")
    salted = audit.salted_hash(words)
    box = bytes(row.keys.get(use=RequestKey.Use.RECORD).box_public)
    blob = add_to_item(box, place(row.pk, name), salted.salt + words.encode("utf-8"))
    Words.objects.create(request=row, name=name, blob=blob, at=now)
    return salted.digest


def _day(day: date) -> audit.Ident:
    return audit.Ident(day.isoformat())
