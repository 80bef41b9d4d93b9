"""Entries of the audit log in words: who did what to what."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from privacy.audit import Action, ObjectType, Outcome, object_key_of
from privacy.models import AuditEntry, HeldItem
from review_ui.history import names
from review_ui.log_details import details
from review_ui.models import User

DONE: dict[str, str] = {
    Action.ITEM_QUEUED: "put it into the queue",
    Action.ITEM_REVISED: "put an edited version into the queue",
    Action.ITEM_LOOKED: "opened it",
    Action.ITEM_REVEALED: "revealed part of the original",
    Action.IDENTITY_ASKED: "asked to see who wrote it",
    Action.IDENTITY_GROUND_READ: "read why someone wants to see who wrote it",
    Action.IDENTITY_APPROVED: "approved that a colleague sees who wrote it",
    Action.IDENTITY_REFUSED: "refused that a colleague sees who wrote it",
    Action.ITEM_DECIDED: "decided",
    Action.ITEM_NOTED: "wrote a note",
    Action.ITEM_NOTES_READ: "read its notes",
    Action.ITEM_REFERRED: "handed it over",
    Action.ITEM_ACKNOWLEDGED: "acknowledged the referral",
    Action.ITEM_REOPENED: "undid a decision",
    Action.ITEM_ESCALATED: "escalated it: it waited too long",
    Action.ITEM_DESTROYED: "destroyed it",
    Action.ITEM_WITHDRAWN: "noted that its source withdrew it",
    Action.ITEM_VERIFY_ASKED: "asked whether the post still stands at its source",
    Action.ITEM_VERIFIED: "looked whether the post still stands at its source",
    Action.ITEM_CLOSED: "closed it unreviewed, with a reason",
    Action.ITEM_HOLD_SET: "put it under a legal hold",
    Action.ITEM_HOLD_LIFT_ASKED: "asked to lift its legal hold",
    Action.ITEM_HOLD_LIFTED: "lifted its legal hold",
    Action.ITEM_PUPIL_MARKED: "linked it to a pupil of the roster",
    Action.ITEM_KEPT_UNTIL: "set until when it is kept",
    Action.INDEX_OPENED: "loaded the index of similar items",
    Action.DESTRUCTION_CERTIFIED: "certified a destruction",
    Action.EVERYTHING_DOOMED: "began to destroy everything",
    Action.EVERYTHING_DESTROYED: "destroyed everything",
    Action.ROSTER_IMPORTED: "imported a roster",
    Action.TIP_ENTERED: "wrote down a tip",
    Action.TIP_ANSWERED: "answered a tip",
    Action.EMERGENCY_REVEALED: "revealed the original in an emergency",
    Action.EMERGENCY_COMPLETED: "completed the record of an emergency",
    Action.DISCLOSURE_RECORDED: "recorded a disclosure",
    Action.DISCLOSURE_COPIED: "had what was disclosed copied into its record",
    Action.DISCLOSURE_ADDED: "added to the record of a disclosure",
    Action.DISCLOSURE_APPROVED: "approved a disclosure",
    Action.DISCLOSURE_COMPLETED: "completed the record of a disclosure",
    Action.DISCLOSURE_READ: "read the record of a disclosure",
    Action.DISCLOSURE_PRINTED: "opened the record of a disclosure for print",
    Action.DISCLOSURE_OVERDUE: "found the record of a disclosure overdue",
    Action.DISCLOSURE_DESTROYED: "destroyed the record of a disclosure",
    Action.PUPIL_REPORTED: "made a pupil's access report",
    Action.RIGHTS_OPENED: "opened a rights request",
    Action.RIGHTS_CONFIRMED: "confirmed a rights request",
    Action.RIGHTS_READ: "read a rights request",
    Action.RIGHTS_GIVEN: "entered what the person of a rights request named",
    Action.RIGHTS_SEARCHED: "had items searched for a rights request",
    Action.RIGHTS_ANSWERED: "answered the search of a rights request",
    Action.RIGHTS_PRINTED: "printed the answer to a rights request",
    Action.RIGHTS_CORRECTED: "attached a correction for a rights request",
    Action.RIGHTS_DELETED: "deleted for a rights request",
    Action.RIGHTS_CLOSED: "closed a rights request",
    Action.RIGHTS_DESTROYED: "destroyed the record of a rights request",
    Action.GOVERNANCE_RECORDED: "entered a part of the adoption record",
    Action.GOVERNANCE_STOPPED: "stopped live monitoring",
    Action.GOVERNANCE_START_ASKED: "asked to start live monitoring",
    Action.GOVERNANCE_STARTED: "agreed, and live monitoring started",
    Action.REPORT_MADE: "made a transparency report",
    Action.REPORT_PUBLISHED: "published a transparency report",
    Action.CALL_SHEET_SHOWN: "opened the emergency page",
    Action.NOTIFICATION_ATTEMPTED: "told someone on call",
    Action.NOTIFICATION_FAILED: "could not tell someone on call",
    Action.ACCOUNT_COMPARED: "compared an account that went away",
    Action.AUDIT_VIEWED: "read the audit log",
    Action.AUDIT_EXPORTED: "exported the audit log",
    Action.AUDIT_VERIFIED: "verified the audit log",
    Action.SIGNER_KEY_CREATED: "began to sign the log",
    Action.SIGNER_KEY_ROTATED: "exchanged the key that signs the log",
    Action.USER_SIGNED_IN: "signed in",
    Action.USER_SIGN_IN_FAILED: "failed to sign in",
    Action.USER_SIGNED_OUT: "signed out",
    Action.USER_CREATED: "created a person",
    Action.USER_CHANGED: "changed a person",
    Action.USER_DISABLED: "closed a person's account",
    Action.USER_PASSWORD_CHANGED: "changed a password",
    Action.ACCESS_REFUSED: "was refused",
    Action.KEYS_CREATED: "created keys",
    Action.KEYS_ROTATED: "changed keys",
    Action.KEYS_RESEALED: "sealed a batch to the new key",
    Action.KEYS_DESTROYED: "destroyed the old key",
    Action.SETTINGS_CHANGED: "changed the settings",
}
"""Each action as the end of a sentence that begins with who did it."""


@dataclass(frozen=True)
class Line:
    """One entry in words. `items` are the numbers of the items that it is about."""

    seq: int
    at: datetime
    actor: str
    who: str
    role: str
    action: str
    did: str
    items: tuple[int, ...]
    about: str
    more: str
    refused: bool


def lines(entries: Sequence[AuditEntry]) -> list[Line]:
    """In the same order. Names of staff and numbers of items are looked up now: the log holds neither."""
    payloads = [json.loads(bytes(entry.payload_canonical)).get("payload", {}) for entry in entries]
    wanted = {entry.object_key for entry in entries if entry.object_type == ObjectType.ITEM}
    for payload in payloads:
        wanted.update(_listed(payload))
    known = names([entry.actor_id for entry in entries])
    numbers = _numbers(wanted) if wanted else {}
    people = {object_key_of(ObjectType.USER, user.pk): user.shown_name for user in User.objects.all()}
    return [
        _line(entry, payload, known, numbers, people)
        for entry, payload in zip(entries, payloads, strict=True)
    ]


def _listed(payload: dict[str, object]) -> list[str]:
    """Keyed hashes of the items that an entry about several lists."""
    found = payload.get("items")
    return [str(one) for one in found] if isinstance(found, list) else []


def _numbers(wanted: set[str]) -> dict[str, int]:
    """The entry holds only a keyed hash of the item's id; whoever has the key can tell which item it was."""
    rows = HeldItem.objects.order_by("-pk").values_list("pk", "post_id").iterator()
    found: dict[str, int] = {}
    for pk, post_id in rows:
        key = object_key_of(ObjectType.ITEM, post_id)
        if key in wanted:
            found[key] = pk
            if len(found) == len(wanted):
                break
    return found


def _line(
    entry: AuditEntry,
    payload: dict[str, object],
    known: dict[str, str],
    numbers: dict[str, int],
    people: dict[str, str],
) -> Line:
    keys = [entry.object_key] if entry.object_type == ObjectType.ITEM else _listed(payload)
    return Line(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor_id,
        who=known[entry.actor_id] if entry.actor_id != "nobody" else _("Someone not signed in"),
        role=entry.actor_role.replace("_", " "),
        action=entry.action,
        did=_(DONE.get(entry.action, entry.action)),
        items=tuple(sorted(numbers[key] for key in keys if key in numbers)),
        about=people.get(entry.object_key, "") if entry.object_type == ObjectType.USER else "",
        more=details(payload),
        refused=entry.outcome != Outcome.OK,
    )
