"""Making, publishing and reading transparency reports. Each making and publishing is an entry."""

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

from privacy.actors import Actor
from privacy.audit import Action, Digest, Ident, ObjectType, act, record
from privacy.canonical import Payload
from privacy.governance.models import PublishedReport
from privacy.transparency import K
from review_ui.report_figures import figures
from stream.errors import BadInput


def make(actor: Actor, since: date, until: date, k: int = K, *, file: bool = False) -> dict[str, Any]:
    """The figures, once the entry of their making is committed. BadInput as review_ui.report_figures."""
    made = figures(since, until, k)
    with act(durable=True):
        _record(actor, Action.REPORT_MADE, {**_period(since, until), "k": k, "file": file})
    return made


def publish(actor: Actor, since: date, until: date) -> PublishedReport:
    """Count, and put the report at the public address. BadInput: who, days, or days published before.

    Published periods never overlap: from two reports of overlapping days a reader could subtract what each
    of them hides.
    """
    if actor.role != "privacy_officer":
        raise BadInput("the privacy officer publishes")
    counted = figures(since, until)
    with act():
        if (other := overlapping(since, until)) is not None:
            raise BadInput(
                f"days of it were published before ({other.since} to {other.until}): choose days after {other.until}"
            )
        seq = _record(
            actor, Action.REPORT_PUBLISHED, {**_period(since, until), "figures": Digest(digest(counted))}
        )
        return PublishedReport.objects.create(
            seq=seq, since=since, until=until, figures=counted, actor_id=actor.id, at=datetime.now(UTC)
        )


def overlapping(since: date, until: date) -> PublishedReport | None:
    """The newest published report that shares a day with these."""
    return PublishedReport.objects.filter(since__lte=until, until__gte=since).last()


def newest() -> PublishedReport | None:
    return PublishedReport.objects.last()


def digest(counted: dict[str, Any]) -> str:
    """SHA-256 of the figures as JSON with sorted keys, as it stands in the entry."""
    return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()


def _period(since: date, until: date) -> dict[str, Any]:
    return {"since": Ident(since.isoformat()), "until": Ident(until.isoformat())}


def _record(actor: Actor, action: Action, payload: Payload) -> int:
    return record(
        actor_id=actor.id,
        actor_role=actor.role,
        action=action,
        object_type=ObjectType.REPORT,
        object_key="transparency",
        payload=payload,
    )
