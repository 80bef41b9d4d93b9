"""The privacy officer's page: the audit log in words, by item, by person, or reveals only."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from privacy.audit import Action, Ident, ObjectType, Outcome, act, object_key_of, record
from privacy.models import AuditEntry, HeldItem
from review_ui.desk import person
from review_ui.history import LOOKS, names
from review_ui.models import User
from review_ui.verifying import verify_in_words

PAGE = 50
REVEALS = (Action.ITEM_REVEALED, Action.EMERGENCY_REVEALED)

DONE: dict[str, str] = {
    Action.ITEM_QUEUED: "put it into the queue",
    Action.ITEM_REVISED: "put an edited version into the queue",
    Action.ITEM_LOOKED: "opened it",
    Action.ITEM_REVEALED: "revealed part of the original",
    Action.ITEM_DECIDED: "decided",
    Action.ITEM_NOTED: "wrote a note",
    Action.ITEM_NOTES_READ: "read its notes",
    Action.ITEM_REFERRED: "handed it over",
    Action.ITEM_ACKNOWLEDGED: "acknowledged the referral",
    Action.ITEM_REOPENED: "undid a decision",
    Action.ITEM_ESCALATED: "escalated it: it waited too long",
    Action.ITEM_DESTROYED: "destroyed it",
    Action.EMERGENCY_REVEALED: "revealed the original in an emergency",
    Action.EMERGENCY_COMPLETED: "completed the record of an emergency",
    Action.CALL_SHEET_SHOWN: "opened the emergency page",
    Action.NOTIFICATION_ATTEMPTED: "told someone on call",
    Action.NOTIFICATION_FAILED: "could not tell someone on call",
    Action.ACCOUNT_COMPARED: "compared an account that went away",
    Action.AUDIT_VIEWED: "read the audit log",
    Action.AUDIT_EXPORTED: "exported the audit log",
    Action.AUDIT_VERIFIED: "verified the audit log",
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
    Action.SETTINGS_CHANGED: "changed the settings",
}
"""Each action as the end of a sentence that begins with who did it."""


@dataclass(frozen=True)
class Line:
    """One entry in words. `item` is the item's number when the entry is about one."""

    seq: int
    at: datetime
    who: str
    role: str
    did: str
    item: int | None
    about: str
    more: str
    refused: bool


@dataclass(frozen=True)
class Asked:
    """The filters of the address; wrong ones say so in `problem`."""

    item: str = ""
    person: str = ""
    reveals: bool = False
    problem: str = ""


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Reading the log is itself an entry, written before the log is read."""
    asked, entries = _asked(request)
    _viewed(person(request), asked)
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "asked": asked,
        "page": page,
        "lines": _lines(page),
        "people": User.objects.order_by("username"),
        "query": kept.urlencode(),
    }
    return render(request, "review_ui/audit.html", context)


def _asked(request: HttpRequest) -> tuple[Asked, QuerySet[AuditEntry]]:
    item, who = request.GET.get("item", "").strip(), request.GET.get("person", "").strip()
    reveals = bool(request.GET.get("reveals"))
    entries = AuditEntry.objects.order_by("-seq")
    if item:
        post_id = (
            HeldItem.objects.filter(pk=int(item)).values_list("post_id", flat=True).first()
            if item.isdecimal()
            else None
        )
        if post_id is None:
            return Asked(
                item,
                who,
                reveals,
                _("There is no item %(n)s. Use the number that its page shows.") % {"n": item},
            ), entries.none()
        entries = entries.filter(object_key=object_key_of(ObjectType.ITEM, post_id))
    if who:
        entries = entries.filter(actor_id=f"user:{who}")
    if item or who:
        entries = entries.filter(object_type=ObjectType.ITEM)
    if item and not who:
        entries = entries.filter(action__in=[*LOOKS, Action.ACCESS_REFUSED, Action.CALL_SHEET_SHOWN, Action.ITEM_DECIDED, Action.ITEM_REFERRED, Action.ITEM_REOPENED, Action.ITEM_ACKNOWLEDGED, Action.ITEM_DESTROYED])  # fmt: skip
    if reveals:
        entries = entries.filter(action__in=REVEALS)
    return Asked(item, who, reveals), entries


def _viewed(user: User, asked: Asked) -> None:
    with act():
        record(
            actor_id=user.actor.id,
            actor_role=user.actor.role,
            action=Action.AUDIT_VIEWED,
            object_type=ObjectType.LOG,
            object_key="audit",
            payload={
                "item": int(asked.item) if asked.item.isdecimal() and len(asked.item) < 12 else None,
                "person": Ident(f"user:{asked.person}") if asked.person.isdecimal() else None,
                "reveals": asked.reveals,
            },
        )


def _lines(page: Page[AuditEntry]) -> list[Line]:
    entries = list(page)
    known = names([entry.actor_id for entry in entries])
    wanted = {entry.object_key for entry in entries if entry.object_type == ObjectType.ITEM}
    numbers = _numbers(wanted) if wanted else {}
    people = {object_key_of(ObjectType.USER, user.pk): user.shown_name for user in User.objects.all()}
    return [_line(entry, known, numbers, people) for entry in entries]


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


def _line(entry: AuditEntry, known: dict[str, str], numbers: dict[str, int], people: dict[str, str]) -> Line:
    payload = json.loads(bytes(entry.payload_canonical)).get("payload", {})
    return Line(
        seq=entry.seq,
        at=entry.at,
        who=known[entry.actor_id] if entry.actor_id != "nobody" else _("Someone not signed in"),
        role=entry.actor_role.replace("_", " "),
        did=_(DONE.get(entry.action, entry.action)),
        item=numbers.get(entry.object_key) if entry.object_type == ObjectType.ITEM else None,
        about=people.get(entry.object_key, "") if entry.object_type == ObjectType.USER else "",
        more=_more(payload),
        refused=entry.outcome != Outcome.OK,
    )


def _more(payload: dict[str, object]) -> str:
    """The payload in words. What people typed is only a digest there, and is left out."""
    parts = []
    for field, value in payload.items():
        if value in (None, False, "", []) or (isinstance(value, str) and len(value) == 64):
            continue
        shown = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
        label = field.replace("_", " ")
        parts.append(label if value is True else f"{label} {shown.replace('_', ' ')}")
    return "; ".join(parts)


@require_POST
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Read the whole log again and say in words whether it is whole; the check is an entry too."""
    result = verify_in_words()
    user = person(request)
    with act():
        record(
            actor_id=user.actor.id,
            actor_role=user.actor.role,
            action=Action.AUDIT_VERIFIED,
            object_type=ObjectType.LOG,
            object_key="audit",
            outcome=Outcome.OK if result.good else Outcome.FAILED,
            payload={"size": result.size},
        )
    return render(request, "review_ui/verified.html", {"result": result})
