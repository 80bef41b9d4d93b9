"""What an entry of the audit log holds besides who and what, in words: no code where a label exists."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.governance.models import Reason
from privacy.governance.rule import Part
from privacy.models import Cause, Notification
from privacy.rights.models import Kind as RightsKind
from privacy.rights.models import Outcome, Verified
from review_ui import words
from review_ui.desk import school_names
from review_ui.forms import PURPOSES
from review_ui.governance_pages import PARTS
from review_ui.models import Kind, NoConcern

_HEX = re.compile(r"[0-9a-f]{64}([0-9a-f]{64})?")

LABELS: Mapping[str, object] = {
    "all_schools": gettext_lazy("every school"),
    "answered": gettext_lazy("answered in entry"),
    "approved": gettext_lazy("approved in entry"),
    "ask": gettext_lazy("ask"),
    "asked": gettext_lazy("asked in entry"),
    "cause": gettext_lazy("cause:"),
    "channel": gettext_lazy("by"),
    "checkpoint": gettext_lazy("against a checkpoint"),
    "confirmed": gettext_lazy("confirmed in entry"),
    "count": gettext_lazy("lines:"),
    "destroy_at": gettext_lazy("to be destroyed"),
    "due_on": gettext_lazy("due"),
    "entered": gettext_lazy("entered in entry"),
    "entries": gettext_lazy("entries:"),
    "field": gettext_lazy("what:"),
    "fields": gettext_lazy("what:"),
    "file": gettext_lazy("for a file"),
    "first": gettext_lazy("the first look"),
    "found": gettext_lazy("items found:"),
    "head": gettext_lazy("concern:"),
    "item": gettext_lazy("about item"),
    "items": gettext_lazy("items:"),
    "k": gettext_lazy("counts hidden below"),
    "kind": "",
    "newest": gettext_lazy("newest entry"),
    "on": gettext_lazy("day:"),
    "opened": gettext_lazy("opened in entry"),
    "origin": gettext_lazy("as"),
    "outcome": gettext_lazy("outcome:"),
    "page": gettext_lazy("page:"),
    "part": "",
    "pupils": gettext_lazy("pupils:"),
    "purpose": gettext_lazy("purpose:"),
    "question": gettext_lazy("asked in entry"),
    "reason": gettext_lazy("reason:"),
    "recipient": gettext_lazy("to"),
    "result": gettext_lazy("result:"),
    "role": gettext_lazy("as"),
    "school": gettext_lazy("school:"),
    "schools": gettext_lazy("school:"),
    "since": gettext_lazy("from"),
    "size": gettext_lazy("entries:"),
    "state": gettext_lazy("state:"),
    "state_before": gettext_lazy("before:"),
    "supersedes": gettext_lazy("in place of decision"),
    "unopened": gettext_lazy("could not be opened:"),
    "until": gettext_lazy("until"),
    "verified": gettext_lazy("identity:"),
}
"""Field -> what stands before its value. A field without a line stands under its own name."""

_LEFT_OUT = frozenset({"given", "named", "own", "urgency", "yes"})
"""What only the program needs: numbers of rows, and the order of the queue."""

_CHOICES: Mapping[str, tuple[Mapping[str, object], ...]] = {
    "cause": (dict(Cause.choices),),
    "field": (
        {
            "account": gettext_lazy("the account"),
            "content": gettext_lazy("the text without personal data"),
            "link": gettext_lazy("the link"),
            "original": gettext_lazy("the post as it was written"),
        },
    ),
    "kind": (dict(Kind.choices), dict(RightsKind.choices), dict(Notification.Kind.choices)),
    "outcome": (dict(Outcome.choices),),
    "part": ({part.value: PARTS[part][0] for part in Part if part in PARTS},),
    "purpose": (
        {**{purpose.value: label for purpose, label in PURPOSES}, "emergency": gettext_lazy("Emergency")},
    ),
    "reason": (dict(NoConcern.choices), dict(Reason.choices)),
    "verified": (dict(Verified.choices),),
}


def details(payload: Mapping[str, object]) -> str:
    """The payload in words. What people typed is only a digest there, and is left out, as keys are."""
    return "; ".join(filter(None, (_told(field, value) for field, value in payload.items())))


def _told(field: str, value: object) -> str:
    label = str(LABELS.get(field, field.replace("_", " ")))
    if field in _LEFT_OUT or value is False:
        return ""
    if value is True:
        return _("it had been opened") if field == "opened" else label
    values = value if isinstance(value, list) else [value]
    shown = [
        _value(field, str(one)) for one in values if one not in (None, "") and not _HEX.fullmatch(str(one))
    ]
    return f"{label} {', '.join(shown)}".strip() if shown else ""


def _value(field: str, text: str) -> str:
    if field in ("school", "schools"):
        return school_names([text])
    if field == "head":
        return words.head(text)
    for labels in _CHOICES.get("field" if field == "fields" else field, ()):
        if text in labels:
            return str(labels[text])
    if field == "recipient" and text.startswith("on_call:"):
        return _("number %(n)s on call") % {"n": text.removeprefix("on_call:")}
    return _day(text) or text.replace("_", " ")


def _day(text: str) -> str:
    """A date or a moment, as the other pages write it; "" for other text."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date_format(date.fromisoformat(text), "M j, Y")
    if re.match(r"\d{4}-\d\d-\d\dT", text):
        return date_format(timezone.localtime(datetime.fromisoformat(text)), "M j, Y, H:i")
    return ""
