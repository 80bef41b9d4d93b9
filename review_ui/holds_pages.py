"""How long items stay: legal holds, a case's schedule, and closing what nobody reviewed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from privacy import items, retention, roster, vault
from privacy.actors import Actor
from privacy.audit import Action, ObjectType, act, record
from privacy.models import Clock, HeldItem, LegalHold, Pupil, PupilMark, State
from review_ui import words
from review_ui.desk import Status, item_for, person, school_names, status
from review_ui.history import names
from review_ui.models import Role, User
from review_ui.permissions import may
from stream.errors import BadInput

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

MOST = 200


@dataclass(frozen=True)
class Row:
    """An item without its content, and why it stands in a list."""

    item: HeldItem
    schools: str
    status: Status
    waited: str
    hold: LegalHold | None = None
    by: str = ""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        max_length=vault.MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Encrypted with the item; the audit log holds its salted hash."),
        error_messages={"required": gettext_lazy("Say why.")},
    )


class UntilForm(forms.Form):
    until = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}),
        label=gettext_lazy("Keep the case until"),
        help_text=gettext_lazy("The schedule of the case. Its source or a pupil's date may end it sooner."),
        error_messages={"required": gettext_lazy("Choose a day.")},
    )


class PupilForm(forms.Form):
    pupil = forms.CharField(
        max_length=100,
        label=gettext_lazy("Pupil's id in the roster"),
        help_text=gettext_lazy("Only its keyed hash is kept, for the date and for the pupil's own requests."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Give the id.")},
    )


class NoForm(forms.Form):
    """Nothing to fill in."""


@dataclass(frozen=True)
class Act:
    """What the page can do. `run` gives the sentence that says what was done."""

    name: str
    title: "StrPromise"
    button: "StrPromise"
    help: "StrPromise | str"
    form: type[forms.Form]
    run: Callable[[HeldItem, Actor, dict[str, object]], str]


@require_GET
def retention_page(request: HttpRequest) -> HttpResponse:
    """Standing holds, and what has waited so long that a lead may close it. No content, so no look."""
    user, now = person(request), timezone.now()
    number = request.GET.get("item", "")
    if number.isdecimal() and len(number) < 12:
        return redirect("keeping", int(number))
    holds = retention.standing()
    held = items.visible(user.school_ids()).filter(pk__in=list(holds)).order_by("pk")
    known = names([hold.set_by for hold in holds.values()])
    context = {
        "holds": [
            _row(item, now, holds[item.pk], known[holds[item.pk].set_by]) for item in held if item.pk in holds
        ],
        "closable": [_row(item, now) for item in retention.closable(user.school_ids(), now)[:MOST]],
        "is_lead": user.role == Role.LEAD,
    }
    return render(request, "review_ui/retention.html", context)


@require_GET
def keeping(request: HttpRequest, item_id: int) -> HttpResponse:
    """How long one item stays. Where a hold gives a reason, reading it is an entry."""
    return _show(request, item_for(request, item_id, "keeping"))


@require_POST
def keep(request: HttpRequest, item_id: int) -> HttpResponse:
    held = item_for(request, item_id, "keep")
    user = person(request)
    chosen = next((one for one in _acts(held, user) if one.name == request.POST.get("act")), None)
    if chosen is None:
        messages.error(request, _("That cannot be done now: look again at how it stands."))
        return redirect("keeping", item_id)
    form = chosen.form(request.POST, prefix=chosen.name)
    if not form.is_valid():
        return _show(request, held, form, chosen.name, 400)
    try:
        messages.success(request, chosen.run(held, user.actor, form.cleaned_data))
    except BadInput as error:
        form.add_error(None, str(error))
        return _show(request, held, form, chosen.name, 400)
    return redirect("keeping", item_id)


def _row(item: HeldItem, now: datetime, hold: LegalHold | None = None, by: str = "") -> Row:
    waited = words.age(hold.set_at if hold else item.queued_at, now)
    return Row(item, school_names(item.school_ids), status(item, now), waited, hold, by)


def _show(
    request: HttpRequest, held: HeldItem, wrong: forms.Form | None = None, name: str = "", code: int = 200
) -> HttpResponse:
    user, now = person(request), timezone.now()
    hold = LegalHold.objects.filter(item=held, lifted_at=None).first()
    reason, lift_reason = _reasons(held, hold, user.actor)
    mark = PupilMark.objects.filter(item=held).first()
    known = names([one for one in (hold.set_by, hold.lift_asked_by) if one]) if hold else {}
    context = {
        "item": held,
        "status": status(held, now),
        "schools": school_names(held.school_ids),
        "hold": hold,
        "set_by": known.get(hold.set_by, "") if hold else "",
        "asked_by": known.get(hold.lift_asked_by, "") if hold else "",
        "reason": reason,
        "lift_reason": lift_reason,
        "marked": mark,
        "may_open": may(user.role, "item"),
        "acts": [
            (one, wrong if wrong and one.name == name else one.form(prefix=one.name))
            for one in _acts(held, user)
        ],
    }
    return render(request, "review_ui/keeping.html", context, status=code)


def _reasons(held: HeldItem, hold: LegalHold | None, actor: Actor) -> tuple[str, str]:
    blobs = [bytes(blob) for blob in (hold.reason, hold.lift_reason) if blob] if hold else []
    if not blobs:
        return "", ""
    with act(durable=True):
        seq = record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=Action.ITEM_NOTES_READ,
            object_type=ObjectType.ITEM,
            object_key=held.post_id,
        )
    found = [*vault.open_notes(held, blobs, seq=seq), ""]
    return found[0], found[1]


def _acts(held: HeldItem, user: User) -> list[Act]:
    """What this person can do with the item as it stands."""
    if held.state == State.DESTROYED:
        return []
    hold = LegalHold.objects.filter(item=held, lifted_at=None).first()
    asked = hold and hold.lift_asked_by and user.role != hold.lift_asked_role
    found = [_SET] if hold is None else [_LIFT] if asked else [_ASK]
    if held.clock == Clock.REFERRED:
        found += [_UNTIL, *([_PUPIL] if Pupil.objects.exists() else [])]
    waited = held.queued_at <= timezone.now() - retention.CLOSE_AFTER
    if user.role == Role.LEAD and held.state in items.WAITING and waited:
        found.append(_CLOSE)
    return found


def _set(held: HeldItem, actor: Actor, given: dict[str, object]) -> str:
    retention.set_hold(held.pk, actor, str(given["reason"]))
    return _("Under a legal hold: nothing destroys it now.")


def _ask(held: HeldItem, actor: Actor, given: dict[str, object]) -> str:
    retention.ask_to_lift(held.pk, actor, str(given["reason"]))
    return _("Asked. A person of the other role lifts it.")


def _lift(held: HeldItem, actor: Actor, _given: dict[str, object]) -> str:
    retention.lift(held.pk, actor)
    return _("Lifted. Its clock goes on; what fell due meanwhile is destroyed at once.")


def _until(held: HeldItem, actor: Actor, given: dict[str, object]) -> str:
    day = given["until"]
    if not isinstance(day, date):
        raise BadInput("until: a day")
    until = timezone.make_aware(datetime.combine(day, time()))
    ends = retention.keep_until(held.pk, actor, until)
    return _("It will be destroyed on %(day)s.") % {"day": _day(ends)}


def _mark(held: HeldItem, actor: Actor, given: dict[str, object]) -> str:
    ends = roster.mark(held.pk, actor, str(given["pupil"]))
    return _("Linked. It will be destroyed on %(day)s.") % {"day": _day(ends)}


def _day(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "M j, Y") if at else ""


def _close(held: HeldItem, actor: Actor, given: dict[str, object]) -> str:
    retention.close(held.pk, actor, str(given["reason"]))
    return _("Closed unreviewed. It is destroyed in seven days.")


_SET = Act(
    "hold",
    gettext_lazy("Legal hold"),
    gettext_lazy("Put under a legal hold"),
    gettext_lazy("For a subpoena, a court's order, or a request that is pending. Nothing destroys it then."),
    ReasonForm,
    _set,
)
_ASK = Act(
    "ask",
    gettext_lazy("Ask to lift the hold"),
    gettext_lazy("Ask to lift it"),
    gettext_lazy("The first of two people; one of the other role then lifts it."),
    ReasonForm,
    _ask,
)
_LIFT = Act(
    "lift",
    gettext_lazy("Lift the hold"),
    gettext_lazy("Lift the hold"),
    gettext_lazy("The second of two people. What fell due meanwhile is destroyed at once, for good."),
    NoForm,
    _lift,
)
_UNTIL = Act(
    "until",
    gettext_lazy("Schedule of the case"),
    gettext_lazy("Set the schedule"),
    "",
    UntilForm,
    _until,
)
_PUPIL = Act(
    "pupil",
    gettext_lazy("Pupil whom the case concerns"),
    gettext_lazy("Link to the pupil"),
    gettext_lazy(
        "It is then destroyed within a year after the pupil turned 18 or left (California Education Code 49073.6)."
    ),
    PupilForm,
    _mark,
)
_CLOSE = Act(
    "close",
    gettext_lazy("Close it unreviewed"),
    gettext_lazy("Close unreviewed"),
    gettext_lazy("Nobody decided for 14 days. Better: look at it and decide."),
    ReasonForm,
    _close,
)
