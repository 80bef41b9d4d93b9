"""Accounts that an administrator made or took hold of lately: they are no second person.

Who can give an account a role or a password could be both of two people within a minute. So such an account waits a
day, in which whoever owns it finds the door shut, and the log shows it. An emergency never asks for a second person.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from privacy.actions import Action, ObjectType
from privacy.audit import object_key_of
from privacy.canonical import stamp
from privacy.models import AuditEntry
from stream.errors import BadInput

WAIT = timedelta(hours=24)
_ACTS = (Action.USER_CREATED, Action.USER_CHANGED, Action.USER_PASSWORD_CHANGED)


def refuse(actor_id: str) -> None:
    """BadInput when this person cannot be one of two people yet."""
    if is_new(actor_id, datetime.now(UTC)):
        raise BadInput(
            "an administrator made this account, or gave it a role or password, less than 24 hours ago: until then"
            " somebody else must be the second person; an emergency asks nobody"
        )


def is_new(actor_id: str, at: datetime) -> bool:
    """Whether, at that time, another person of the console had made the account or changed who can use it and as what
    within a day. What the command line did does not count: it needs the machine."""
    kind, _, number = actor_id.partition(":")
    if kind != "user":
        return False
    touched = AuditEntry.objects.filter(
        object_type=ObjectType.USER,
        object_key=object_key_of(ObjectType.USER, number),
        action__in=_ACTS,
        actor_id__startswith="user:",
        ts_utc__gt=stamp(at - WAIT),
        ts_utc__lte=stamp(at),
    ).exclude(actor_id=actor_id)
    return any(entry.action != Action.USER_CHANGED or _promoted(entry) for entry in touched)


def _promoted(entry: AuditEntry) -> bool:
    said: dict[str, Any] = msgspec.json.decode(bytes(entry.payload_canonical))["payload"]
    return said.get("was_role") != said.get("role") or not said.get("was_active")
