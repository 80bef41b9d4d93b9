"""Rights requests: the list of them, one request with what its two people may do next, and the answer for print.

No page here lists persons; a handle is taken within a confirmed request alone. Reading a request is an entry.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from privacy.models import HeldItem, State
from privacy.rights import answer, record
from privacy.rights.models import Kind, Match, Outcome, RightsRequest, Verified
from privacy.rights.opening import CONFIRMERS
from review_ui import rights_answer
from review_ui.desk import Status, person, school_names
from review_ui.models import Role, User
from review_ui.rights_forms import CloseForm, CorrectionForm, GivenForm, RequestForm
from stream.errors import BadInput


@dataclass(frozen=True)
class Row:
    """A request in the list, without a word of what was written."""

    row: RightsRequest
    kind: str
    deadline: Status
    next: str


@dataclass(frozen=True)
class Found:
    """An item that the vault found, by its number."""

    match: Match
    schools: str
    gone: bool


def to_answer() -> int:
    """How many requests stand open."""
    return RightsRequest.objects.filter(closed_at=None).count()


@require_GET
def rights(request: HttpRequest) -> HttpResponse:
    user, today = person(request), timezone.localdate()
    rows = RightsRequest.objects.prefetch_related("given").order_by("due_on", "pk")
    context = {
        "standing": [_row(row, today) for row in rows.filter(closed_at=None)],
        "closed": [_row(row, today) for row in rows.exclude(closed_at=None).order_by("-closed_at")[:50]],
        "may_open": user.role == Role.PRIVACY_OFFICER,
    }
    return render(request, "review_ui/rights.html", context)


@require_http_methods(["GET", "POST"])
def rights_new(request: HttpRequest) -> HttpResponse:
    form = RequestForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = record.open_request(
                person(request).actor,
                Kind(given["kind"]),
                Verified(given["verified"]),
                given["received_on"],
                who=given["who"],
                proof=given["proof"],
            )
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                _("Request %(n)d is written down. A lead or administrator must confirm it.") % {"n": made.pk},
            )
            return redirect("rights")
    return render(request, "review_ui/rights_new.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
def rights_request(request: HttpRequest, request_id: int) -> HttpResponse:
    return _page(request, request_id)


@require_POST
def rights_confirm(request: HttpRequest, request_id: int) -> HttpResponse:
    return _done(
        request,
        request_id,
        lambda user: record.confirm(request_id, user.actor),
        _("Confirmed. One of you two enters what the person gave; the other one searches."),
    )


@require_POST
def rights_given(request: HttpRequest, request_id: int) -> HttpResponse:
    form = GivenForm(request.POST, sources=_sources())
    if not form.is_valid():
        return _page(request, request_id, given_form=form)
    given = form.cleaned_data
    return _done(
        request,
        request_id,
        lambda user: record.give(request_id, user.actor, given["source"], given["text"]),
        _("Entered. The other one of you compares it with what the person gave, and searches."),
    )


@require_POST
def rights_search(request: HttpRequest, request_id: int, given_id: int) -> HttpResponse:
    return _done(
        request,
        request_id,
        lambda user: record.search(request_id, given_id, user.actor),
        _("Searched. What the vault found stands below."),
    )


@require_POST
def rights_correct(request: HttpRequest, request_id: int) -> HttpResponse:
    form = CorrectionForm(request.POST, items=_numbers(request_id))
    if not form.is_valid():
        return _page(request, request_id, correction_form=form)
    given = form.cleaned_data
    return _done(
        request,
        request_id,
        lambda user: answer.correct(request_id, given["item"], user.actor, given["text"]),
        _("Attached. Whoever opens the item sees it."),
    )


@require_POST
def rights_delete(request: HttpRequest, request_id: int) -> HttpResponse:
    return _done(
        request,
        request_id,
        lambda user: answer.delete(request_id, user.actor),
        _("Done. What had to stay, and why, stands below."),
    )


@require_POST
def rights_close(request: HttpRequest, request_id: int) -> HttpResponse:
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, request_id, close_form=form)
    given = form.cleaned_data
    return _done(
        request,
        request_id,
        lambda user: record.close(request_id, user.actor, Outcome(given["outcome"]), given["reason"]),
        _("Closed. What the person named is destroyed."),
    )


@require_GET
def rights_print(request: HttpRequest, request_id: int) -> HttpResponse:
    """The answer to a request for access. Each opening is an entry a field of each item."""
    _or_404(request_id)
    try:
        row, shown = answer.printed(request_id, person(request).actor)
    except BadInput as error:
        messages.error(request, str(error))
        return redirect("rights_request", request_id)
    context = {"row": row, "found": rights_answer.found(shown), "now": timezone.now()}
    return render(request, "review_ui/rights_print.html", context)


def _page(request: HttpRequest, request_id: int, **forms_: forms.Form) -> HttpResponse:
    """The request, with a form that was wrong in place of a fresh one."""
    _or_404(request_id)
    user = person(request)
    try:
        read = record.read(request_id, user.actor)
    except BadInput as error:
        messages.error(request, str(error))
        return redirect("rights")
    row = read.row
    matches = list(row.matches.select_related("item"))
    live = [one.item_id for one in matches if one.item.state != State.DESTROYED]
    context = {
        "row": row,
        "words": [(name.label, text) for name, text in read.words.items()],
        "given": [
            (one, read.given.get(one.pk, ""), one.given_by != user.actor.id) for one in row.given.all()
        ],
        "matches": [
            Found(one, school_names(one.item.school_ids), one.item_id not in live) for one in matches
        ],
        "shown": _row(row, timezone.localdate()),
        "stage": _stage(row, user),
        "given_form": GivenForm(sources=_sources()),
        "correction_form": CorrectionForm(items=live),
        "close_form": CloseForm(),
        # Whoever is not one of its two people sees no posts of one person together.
        "searched": user.actor.id in (row.opened_by, row.confirmed_by)
        and any(one.answered_seq for one in row.given.all()),
        "live": live,
        "is_officer": user.role == Role.PRIVACY_OFFICER,
        **forms_,
    }
    return render(request, "review_ui/rights_request.html", context, status=400 if forms_ else 200)


def _done(request: HttpRequest, request_id: int, act: Callable[[User], object], said: str) -> HttpResponse:
    _or_404(request_id)
    try:
        act(person(request))
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("rights_request", request_id)


def _stage(row: RightsRequest, user: User) -> str:
    """What this person may do: "" nothing, "confirm", or "both" as one of the two people."""
    mine = user.actor.id in (row.opened_by, row.confirmed_by)
    if row.closed_at is not None:
        return ""
    if row.confirmed_seq is None:
        return "opened" if mine else "confirm" if user.role in CONFIRMERS else ""
    return "both" if mine else ""


def _row(row: RightsRequest, today: date) -> Row:
    if row.closed_at is not None:
        deadline = Status(_("closed"), "good")
    elif row.past(today):
        deadline = Status(_("overdue"), "alarm")
    elif row.near(today):
        deadline = Status(_("due soon"), "alarm")
    else:
        deadline = Status(_("in time"), "open")
    return Row(row, row.get_kind_display(), deadline, _next(row))


def _next(row: RightsRequest) -> str:
    given = list(row.given.all())
    if row.closed_at is not None:
        return row.get_outcome_display()
    if row.confirmed_seq is None:
        return _("a lead or administrator must confirm it")
    if not given:
        return _("enter what the person gave")
    if any(one.answered_seq is None for one in given):
        return _("the other one of the two searches")
    return _("act, then close")


def _sources() -> list[str]:
    return sorted(set(HeldItem.objects.order_by().values_list("source", flat=True).distinct()))


def _numbers(request_id: int) -> list[int]:
    rows = Match.objects.filter(request=request_id).exclude(item__state=State.DESTROYED)
    return list(rows.values_list("item_id", flat=True))


def _or_404(request_id: int) -> None:
    if not RightsRequest.objects.filter(pk=request_id).exists():
        raise Http404
