"""A pupil's access report: who looked at, revealed or disclosed what concerns one pupil, item by item.

The id comes from a verified request, in the body of a POST; it is hashed and forgotten. There is no list of
pupils and no page of one: the report answers this request and is gone.
"""

from dataclasses import dataclass
from datetime import datetime

import msgspec
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from privacy import roster
from privacy.audit import Action, ObjectType, act, object_key_of, record
from privacy.disclosures.models import Disclosure
from privacy.models import AuditEntry, HeldItem
from review_ui.desk import person, school_names
from review_ui.forms import PURPOSES
from review_ui.history import LOOKS
from review_ui.models import Kind, Role

SHOWN: dict[str, str] = {
    **LOOKS,
    Action.ITEM_REFERRED: "handed it over",
    Action.ITEM_ACKNOWLEDGED: "took it over",
    Action.DISCLOSURE_RECORDED: "disclosed it to parties outside",
}
_EMERGENCY = "emergency of health or safety (34 CFR 99.36)"
_FIELDS = {"original": "the post as it was written", "account": "the account", "link": "the link"}


class ReportForm(forms.Form):
    reference = forms.CharField(
        max_length=100,
        label=gettext_lazy("Number of the verified request"),
        help_text=gettext_lazy(
            "Who asked and how you made sure who they are stands in that request. The audit log holds the"
            " number's keyed hash."
        ),
        error_messages={"required": gettext_lazy("Give the request's number.")},
    )
    pupil = forms.CharField(
        max_length=100,
        label=gettext_lazy("Pupil's id, as the request holds it"),
        help_text=gettext_lazy("The id of the roster. It is not kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Give the id.")},
    )


@dataclass(frozen=True)
class Line:
    """Who (a role, no name), when, what, and on which ground."""

    at: datetime
    role: str
    did: str
    ground: str


@dataclass(frozen=True)
class Concerning:
    """An item, or what outlived it: its disclosures."""

    item: HeldItem
    schools: str
    lines: list[Line]
    disclosures: list[Disclosure]
    destroyed: bool


@require_http_methods(["GET", "POST"])
def pupil_report(request: HttpRequest) -> HttpResponse:
    """One entry in the audit log, committed before anything is shown."""
    if request.method == "GET":
        return render(request, "review_ui/pupil_report_form.html", {"form": ReportForm()})
    form = ReportForm(request.POST)
    if not form.is_valid():
        return render(request, "review_ui/pupil_report_form.html", {"form": form}, status=400)
    user, reference = person(request), form.cleaned_data["reference"].strip()
    live, kept = roster.concerning(form.cleaned_data["pupil"])
    with act(durable=True):
        seq = record(
            actor_id=user.actor.id,
            actor_role=user.actor.role,
            action=Action.PUPIL_REPORTED,
            object_type=ObjectType.LOG,
            object_key=f"request:{reference}",
            payload={"items": len(live), "disclosures": len(kept)},
        )
    gone = {row.item_id: row.item for row in kept}
    found = [_concerning(item, list(item.disclosures.filter(destroyed_at=None)), False) for item in live]
    found += [
        _concerning(item, [row for row in kept if row.item_id == item.pk], True) for item in gone.values()
    ]
    context = {"reference": reference, "seq": seq, "found": found, "now": timezone.now()}
    return render(request, "review_ui/pupil_report.html", context)


def _concerning(item: HeldItem, disclosures: list[Disclosure], destroyed: bool) -> Concerning:
    key = object_key_of(ObjectType.ITEM, item.post_id)
    entries = AuditEntry.objects.filter(
        object_type=ObjectType.ITEM, object_key=key, action__in=list(SHOWN), outcome="ok"
    )
    lines = [_line(entry) for entry in entries.order_by("seq")]
    return Concerning(item, school_names(item.school_ids), lines, disclosures, destroyed)


def _line(entry: AuditEntry) -> Line:
    payload = msgspec.json.decode(bytes(entry.payload_canonical))["payload"]
    did = _(SHOWN[entry.action])
    if field := _FIELDS.get(str(payload.get("field", ""))):
        did = f"{did}: {_(field)}"
    if number := payload.get("disclosure"):
        did = f"{did} ({_('record %(n)s') % {'n': number}})"
    role = Role(entry.actor_role).label if entry.actor_role in Role.values else entry.actor_role
    return Line(entry.at, str(role), did, _ground(entry.action, payload))


def _ground(action: str, payload: dict[str, object]) -> str:
    """Why: the purpose of a reveal, the kind of a decision, else what such a look is for."""
    if action in (Action.EMERGENCY_REVEALED, Action.DISCLOSURE_RECORDED):
        return _(_EMERGENCY)
    purposes = {str(value): str(label) for value, label in PURPOSES}
    if (purpose := str(payload.get("purpose", ""))) in purposes:
        return purposes[purpose]
    if (kind := str(payload.get("kind", ""))) in Kind.values:
        return str(Kind(kind).label)
    if action in (Action.DISCLOSURE_READ, Action.DISCLOSURE_PRINTED):
        return _("keeping the record of disclosures (34 CFR 99.32)")
    return _("review of what may be a risk to a pupil's safety")
