"""The adoption record and the switch, as people keep them. Each act is one transaction with its entry."""

import hashlib
from datetime import UTC, date, datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from privacy import audit, newcomers
from privacy.actors import Actor
from privacy.canonical import Payload
from privacy.governance.models import Reason, Recorded, SwitchTurn
from privacy.governance.rule import LOGGED, Act, Logged, Part, Verdict, judge, latest_end, of_log
from privacy.models import AuditEntry
from stream.errors import BadInput

KEEPERS = ("administrator", "lead", "privacy_officer")
"""Who keeps the record, and who may stop at once."""
MIN_WORDS = 10
_LINKED = (Part.NOTICE_PUPILS, Part.NOTICE_PARENTS, Part.MEETING, Part.VOTE)


def verdict(now: datetime | None = None) -> Verdict:
    """Whether sources may be read now. Demo mode is the caller's question."""
    rows = AuditEntry.objects.filter(action__in=LOGGED).order_by("seq")
    entries, turns = of_log(
        Logged(row.action, row.actor_id, row.ts_utc, bytes(row.payload_canonical)) for row in rows
    )
    return judge(entries, turns, on_call=bool(settings.COVERAGE.on_call), today=_today(now))


def standing() -> dict[Part, Recorded]:
    """The newest row of each part."""
    return {Part(row.part): row for row in Recorded.objects.all()}


def enter(actor: Actor, part: Part, on: date, link: str = "", *, yes: bool = True) -> Recorded:
    """Enter a part, or enter it anew. BadInput: who, a date or link that cannot be right.

    A later end takes effect only once two people start again; a nearer one at once.
    """
    _keeper(actor)
    link = link.strip()
    _check(part, on, link, yes)
    with audit.act():
        seq = _record(
            actor,
            audit.Action.GOVERNANCE_RECORDED,
            {
                "part": part,
                "on": audit.Ident(on.isoformat()),
                "yes": yes,
                "link": audit.Digest(hashlib.sha256(link.encode()).digest()) if link else None,
            },
        )
        return Recorded.objects.create(
            seq=seq,
            part=part,
            day=on,
            link=link,
            yes=yes,
            actor_id=actor.id,
            actor_role=actor.role,
            at=datetime.now(UTC),
        )


def stop(actor: Actor, reason: Reason, words: str) -> SwitchTurn:
    """Stop reading every source, at once. BadInput: who, no sentence, or stopped already."""
    _keeper(actor)
    words = words.strip()
    if len(words) < MIN_WORDS:
        raise BadInput("say in a sentence why: the public reads it")
    if len(words) > 500:
        raise BadInput("at most 500 characters")
    with audit.act():
        if verdict().stopped:
            raise BadInput("it is stopped already")
        salted = audit.salted_hash(words)
        payload: Payload = {"reason": reason, "words": salted.digest}
        return _turn(
            actor,
            Act.STOPPED,
            audit.Action.GOVERNANCE_STOPPED,
            payload,
            reason=reason,
            words=words,
            salt=salted.salt,
        )


def ask_to_start(actor: Actor) -> SwitchTurn:
    """The first of two. BadInput: who, a record that is not complete, or nothing to start."""
    _keeper(actor)
    newcomers.refuse(actor.id)
    with audit.act():
        _startable(verdict())
        return _turn(actor, Act.START_ASKED, audit.Action.GOVERNANCE_START_ASKED, {})


def start(actor: Actor, seen: date | None = None) -> SwitchTurn:
    """The second of two: agrees to the record as it stands and to its end. BadInput: who, the same person,
    nobody asked within 14 days, or another end than the one that the person has `seen`."""
    _keeper(actor)
    newcomers.refuse(actor.id)
    with audit.act():
        found = verdict()
        if found.asked is None:
            raise BadInput("nobody has asked to start it: ask first, then a second person agrees")
        if found.asked.by == actor.id:
            raise BadInput("you asked yourself: a second person must agree")
        until = _startable(found)
        if seen is not None and seen != until:
            raise BadInput("the end was changed since you opened the page: look again")
        payload: Payload = {"until": audit.Ident(until.isoformat())}
        return _turn(actor, Act.STARTED, audit.Action.GOVERNANCE_STARTED, payload, until=until)


def startable(found: Verdict) -> bool:
    """Whether a question to start has a meaning: the record is complete, and something would change."""
    if found.gaps or found.sunset is None or found.sunset < _today(None):
        return False
    return not found.live or found.sunset != found.until


def _startable(found: Verdict) -> date:
    """The end that would be agreed to. BadInput: nothing can be started."""
    if found.gaps:
        raise BadInput(found.gaps[0].words)
    if found.sunset is None or not startable(found):
        raise BadInput(
            "it runs until the end that is recorded: there is nothing to start"
            if found.live
            else "the end that is recorded has passed: the board votes anew, with a new end"
        )
    return found.sunset


def _check(part: Part, on: date, link: str, yes: bool) -> None:
    if part == Part.ON_CALL:
        raise BadInput("who is on call stands in the district file (docs/district.md)")
    today = _today(None)
    if part == Part.SUNSET:
        vote = standing().get(Part.VOTE)
        if on <= today:
            raise BadInput("the end lies ahead; to stop now, use the stop")
        if vote and on > latest_end(vote.day):
            raise BadInput(f"the end lies within two years of the vote: {latest_end(vote.day)} at the latest")
    elif on > today:
        raise BadInput("enter it once it has happened: the date lies ahead")
    if part in (Part.NOTICE_PUPILS, Part.NOTICE_PARENTS) and not yes:
        raise BadInput("a notice that does not say this is not enough: give a new one first")
    if part in _LINKED:
        try:
            URLValidator(schemes=["http", "https"])(link)
        except ValidationError:
            raise BadInput(
                "give the address of the page or file, such as https://district.example/notice"
            ) from None
        if len(link) > 500 or "@" in link.split("/")[2]:
            raise BadInput("an address of at most 500 characters, without a user or a password in it")


def _turn(actor: Actor, act: Act, action: audit.Action, payload: Payload, **more: object) -> SwitchTurn:
    seq = _record(actor, action, payload)
    return SwitchTurn.objects.create(
        seq=seq, act=act, actor_id=actor.id, actor_role=actor.role, at=datetime.now(UTC), **more
    )


def _record(actor: Actor, action: audit.Action, payload: Payload) -> int:
    return audit.record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=audit.ObjectType.GOVERNANCE,
        object_key="adoption",
        payload=payload,
    )


def _keeper(actor: Actor) -> None:
    if actor.role not in KEEPERS:
        raise BadInput("an administrator, a lead or the privacy officer does this")


def _today(now: datetime | None) -> date:
    return (now or datetime.now(UTC)).astimezone(settings.COVERAGE.zone).date()
