"""Adoption and stop: the record that opens the sources, the switch that shuts them, California's lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from privacy.governance import california, record
from privacy.governance.models import Reason, Recorded, SwitchTurn
from privacy.governance.rule import Act, Part, Verdict
from review_ui.desk import person
from review_ui.governance_state import sentence, state
from review_ui.history import names
from review_ui.permissions import may
from stream.errors import BadInput

_SHOWN = 10
_LINK = gettext_lazy("Address of the page or file")

PARTS: Mapping[Part, tuple[object, object, object]] = {
    Part.NOTICE_PUPILS: (
        gettext_lazy("Notice to pupils"),
        gettext_lazy("Day it was given"),
        gettext_lazy("It says that the program is proposed, what is gathered, and that it is destroyed."),
    ),
    Part.NOTICE_PARENTS: (
        gettext_lazy("Notice to parents and guardians"),
        gettext_lazy("Day it was given"),
        gettext_lazy(
            "It says that the program is proposed, what is gathered and that it is destroyed, how to see it, and how to ask for its removal or correction."
        ),
    ),
    Part.MEETING: (
        gettext_lazy("Public meeting with comment"),
        gettext_lazy("Day of the meeting"),
        None,
    ),
    Part.VOTE: (
        gettext_lazy("Vote of the board"),
        gettext_lazy("Day of the vote"),
        gettext_lazy("The board voted for it. Leave this empty if it voted against."),
    ),
    Part.SUNSET: (gettext_lazy("End"), gettext_lazy("Last day"), None),
}
"""Part -> its name, what its date is, what its box says."""


class PartForm(forms.Form):
    """One part of the record."""

    day = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Give the day."), "invalid": gettext_lazy("Give a day.")},
    )
    link = forms.CharField(
        max_length=500, label=_LINK, error_messages={"required": gettext_lazy("Give the address.")}
    )
    yes = forms.BooleanField(required=False)

    def __init__(self, part: Part, data: object = None) -> None:
        super().__init__(data if isinstance(data, Mapping) else None, auto_id=f"{part}-%s")
        _name, day, box = PARTS[part]
        self.fields["day"].label = str(day)
        if box is None:
            del self.fields["yes"]
        else:
            self.fields["yes"].label = str(box)
        if part == Part.SUNSET:
            del self.fields["link"]


class StopForm(forms.Form):
    """Why every source is to stop."""

    reason = forms.ChoiceField(
        choices=[("", gettext_lazy("Choose…")), *Reason.choices],
        label=gettext_lazy("Reason"),
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )
    words = forms.CharField(
        max_length=500,
        label=gettext_lazy("In a sentence"),
        help_text=gettext_lazy("For the public: it stands in the transparency report. Name nobody."),
        error_messages={"required": gettext_lazy("Say in a sentence why.")},
    )


@dataclass(frozen=True)
class Row:
    """A part as the page shows it."""

    part: Part
    name: str
    stands: Recorded | None
    who: str
    fault: str
    form: PartForm


@require_GET
def governance(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
def governance_record(request: HttpRequest) -> HttpResponse:
    """Enter one part, or enter it anew."""
    try:
        part = Part(request.POST.get("part", ""))
        form = PartForm(part, request.POST)
    except (ValueError, KeyError):
        return _page(request, code=400)
    if form.is_valid():
        given = form.cleaned_data
        try:
            record.enter(
                person(request).actor,
                part,
                given["day"],
                given.get("link", ""),
                yes=given.get("yes", True),
            )
        except BadInput as error:
            form.add_error(None, sentence(str(error)))
        else:
            messages.success(request, _("%(part)s: recorded.") % {"part": PARTS[part][0]})
            return redirect("governance")
    return _page(request, bound={part: form}, code=400)


@require_POST
def governance_stop(request: HttpRequest) -> HttpResponse:
    """Stop every source, by one person, at once."""
    form = StopForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            record.stop(person(request).actor, Reason(given["reason"]), given["words"])
        except BadInput as error:
            form.add_error(None, sentence(str(error)))
        else:
            messages.success(
                request,
                _("Stopped. Within seconds nothing more is read; what was taken in before is finished."),
            )
            return redirect("governance")
    return _page(request, stop=form, code=400)


@require_POST
def governance_start(request: HttpRequest) -> HttpResponse:
    """Ask to start, or agree to what another person asked."""
    agrees = request.POST.get("act") == "agree"
    try:
        if agrees:
            record.start(person(request).actor, _day(request.POST.get("end", "")))
        else:
            record.ask_to_start(person(request).actor)
    except BadInput as error:
        messages.error(request, sentence(str(error)))
    else:
        said = _("Started.") if agrees else _("Asked. A second person must agree, on this page.")
        messages.success(request, said)
    return redirect("governance")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _page(
    request: HttpRequest,
    *,
    bound: Mapping[Part, PartForm] | None = None,
    stop: StopForm | None = None,
    code: int = 200,
) -> HttpResponse:
    user = person(request)
    found = record.verdict()
    stands = record.standing()
    turns = list(SwitchTurn.objects.order_by("-seq")[:_SHOWN])
    known = names([one.actor_id for one in stands.values()] + [turn.actor_id for turn in turns])
    context = {
        **state(timezone.now()),
        "rows": _rows(found, stands, known, bound or {}),
        "on_call": len(settings.COVERAGE.on_call),
        "turns": [(turn, known[turn.actor_id], _DID[Act(turn.act)]) for turn in turns],
        "keeper": user.role in record.KEEPERS,
        "stop_form": stop or StopForm(),
        "startable": record.startable(found),
        "asked_by_me": found.asked is not None and found.asked.by == user.actor.id,
        "asked_by": names([found.asked.by])[found.asked.by] if found.asked else "",
        "lines": [
            (line, _answered(line, found, stands), _link(line, user.role)) for line in california.LINES
        ],
        "source": california.SOURCE,
        "legislature": california.LEGISLATURE,
    }
    return render(request, "review_ui/governance.html", context, status=code)


def _rows(
    found: Verdict,
    stands: Mapping[Part, Recorded],
    known: Mapping[str, str],
    bound: Mapping[Part, PartForm],
) -> list[Row]:
    faults = {gap.part: sentence(gap.words) for gap in found.gaps}
    return [
        Row(
            part,
            str(PARTS[part][0]),
            stands.get(part),
            known[stands[part].actor_id] if part in stands else "",
            faults.get(part, "") if part in stands else "",
            bound.get(part) or PartForm(part),
        )
        for part in PARTS
    ]


def _answered(line: california.Line, found: Verdict, stands: Mapping[Part, Recorded]) -> str:
    """Whether the line is met by the record, is built in, or is the district's own to do."""
    if line.yours:
        return "yours"
    if not line.parts:
        return "built_in"
    faults = {gap.part for gap in found.gaps}
    return "recorded" if all(part in stands and part not in faults for part in line.parts) else "open"


def _link(line: california.Line, role: str) -> str:
    """The page that does it, for who may open it."""
    if not line.page or not may(role, line.page):
        return ""
    try:
        return reverse(line.page)
    except NoReverseMatch:
        return ""


_DID = {
    Act.STOPPED: gettext_lazy("stopped it"),
    Act.START_ASKED: gettext_lazy("asked to start it"),
    Act.STARTED: gettext_lazy("agreed, and it started"),
}
