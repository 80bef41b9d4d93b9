"""Pages of disclosures in an emergency of health or safety. Nothing here tells anybody; it records who was told."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from privacy import items
from privacy.disclosures import reading, record
from privacy.disclosures.models import COPIES, LAW, Disclosure, Name
from privacy.models import HeldItem, State
from review_ui import words
from review_ui.desk import item_for, person, school_names
from review_ui.disclosure_forms import AdditionForm, LawForm, PolicyForm
from review_ui.history import names
from review_ui.models import User
from review_ui.permissions import may
from review_ui.watching import calls
from stream.errors import BadInput, Fatal

MOST = 500


@dataclass(frozen=True)
class Row:
    """A disclosure without its words: a line of the list, and what its own page says above them."""

    disclosure: Disclosure
    schools: str
    by: str
    missing: list[str]
    late: bool
    left: str


@require_GET
def disclosures(request: HttpRequest) -> HttpResponse:
    """Every record of this person's schools, those to complete first. No words, so no look."""
    user = person(request)
    visible = items.visible(user.school_ids()).values("pk")
    found = Disclosure.objects.filter(item__in=visible, destroyed_at=None).select_related("item")
    now = timezone.now()
    rows = [row_of(one, now) for one in found.order_by("-pk")[:MOST]]
    context = {
        "open": sorted(
            (row for row in rows if row.disclosure.completed_at is None),
            key=lambda row: row.disclosure.due_at,
        ),
        "complete": [row for row in rows if row.disclosure.completed_at is not None],
    }
    return render(request, "review_ui/disclosures.html", context)


@require_http_methods(["GET", "POST"])
def disclosure_new(request: HttpRequest, item_id: int) -> HttpResponse:
    """The law's two fields save a record; whatever of the policy is filled in is saved with it."""
    held = item_for(request, item_id, "disclosure_new")
    user = person(request)
    offered = record.copyable(held, user.actor)
    if request.method == "GET":
        law = LawForm(initial={"token": secrets.token_hex(16)})
        return _new(request, held, law, PolicyForm(offered=offered))
    law, policy = LawForm(request.POST), PolicyForm(request.POST, offered=offered)
    if not law.is_valid():
        return _new(request, held, law, policy, code=400)
    given = law.cleaned_data
    try:
        made = record.record(
            item_id,
            user.actor,
            given["threat"],
            given["parties"],
            token=given["token"],
            told_at=given["told_at"],
        )
    except BadInput as error:
        return _new(request, held, law, policy, code=400, problem=str(error))
    except (DatabaseError, Fatal):
        problem = _(
            "The record cannot be saved now. Call now, do not wait for it; write down whom you told and when."
        )
        return _new(request, held, law, policy, code=503, problem=problem)
    messages.success(request, _("Saved. The two fields of the law are on record."))
    _fill_in(request, made, policy, user)
    return redirect("disclosure", item_id, made.pk)


@require_GET
def disclosure(request: HttpRequest, item_id: int, disclosure_id: int) -> HttpResponse:
    """The record in clear: one look, in the log first."""
    held = item_for(request, item_id, "disclosure")
    return _show(request, held, _one(held, disclosure_id))


@require_POST
def disclosure_complete(request: HttpRequest, item_id: int, disclosure_id: int) -> HttpResponse:
    held = item_for(request, item_id, "disclosure_complete")
    one, user = _one(held, disclosure_id), person(request)
    form = PolicyForm(request.POST, offered=record.copyable(held, user.actor))
    if not _fill_in(request, one, form, user, empty=True):
        return _show(request, held, one, policy=form, code=400)
    return redirect("disclosure", item_id, one.pk)


@require_POST
def disclosure_approve(request: HttpRequest, item_id: int, disclosure_id: int) -> HttpResponse:
    held = item_for(request, item_id, "disclosure_approve")
    one = _one(held, disclosure_id)
    try:
        record.approve(one.pk, person(request).actor)
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Approved."))
    return redirect("disclosure", item_id, one.pk)


@require_POST
def disclosure_add(request: HttpRequest, item_id: int, disclosure_id: int) -> HttpResponse:
    held = item_for(request, item_id, "disclosure_add")
    one, form = _one(held, disclosure_id), AdditionForm(request.POST)
    if not form.is_valid():
        return _show(request, held, one, addition=form, code=400)
    try:
        record.add(one.pk, person(request).actor, form.cleaned_data["text"])
    except BadInput as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Added."))
    return redirect("disclosure", item_id, one.pk)


@require_GET
def disclosure_print(request: HttpRequest, item_id: int, disclosure_id: int) -> HttpResponse:
    """For the parent or the pupil (34 CFR 99.32(c)): no staff but the deciding official, no copy that may name others."""
    held = item_for(request, item_id, "disclosure_print")
    one = _one(held, disclosure_id)
    try:
        opened = reading.read(one.pk, person(request).actor, printed=True)
    except BadInput:
        return render(request, "review_ui/gone.html", {"item_id": item_id}, status=410)
    context = {
        "row": row_of(one, timezone.now()),
        "texts": {name.value: text.text for name, text in opened.parts.items()},
        "disclosed": [name.label for name in COPIES if name in opened.parts],
        "spoken": Name.SPOKEN in opened.parts,
        "additions": opened.additions,
        "with_item": held.state == State.DESTROYED,
    }
    return render(request, "review_ui/disclosure_print.html", context)


def row_of(one: Disclosure, now: datetime) -> Row:
    """What can be said without opening it."""
    return Row(
        one,
        school_names(one.item.school_ids),
        names([one.recorded_by])[one.recorded_by],
        [] if one.completed_at else record.missing(one),
        one.completed_at is None and one.due_at < now,
        words.span(abs(one.due_at - now)),
    )


def to_complete(user: User) -> int:
    """How many records of this person's schools are not complete."""
    visible = items.visible(user.school_ids()).values("pk")
    return Disclosure.objects.filter(item__in=visible, completed_at=None, destroyed_at=None).count()


def of_item(held: HeldItem, user: User) -> list[Row]:
    """For the item's page; empty for a role that may not read them."""
    if not may(user.role, "disclosure"):
        return []
    now = timezone.now()
    return [row_of(one, now) for one in held.disclosures.filter(destroyed_at=None).order_by("pk")]


def after_emergency(held: HeldItem, user: User, token: str, threat: str, parties: str) -> Disclosure | None:
    """The record that an emergency begins; None when it could not be saved. Declared again, it is added to the
    record that this person still has open."""
    mine = held.disclosures.filter(recorded_by=user.actor.id, completed_at=None, destroyed_at=None)
    try:
        if (standing := mine.exclude(token=record.marked(held.pk, token)).order_by("pk").last()) is not None:
            again = _("Declared again. Threat: %(threat)s\nTold: %(told)s")
            return record.add(standing.pk, user.actor, again % {"threat": threat, "told": parties})
        return record.record(held.pk, user.actor, threat, parties, token=token, told_officer=True)
    except (BadInput, DatabaseError, Fatal):
        return None


def _one(held: HeldItem, disclosure_id: int) -> Disclosure:
    one = held.disclosures.select_related("item").filter(pk=disclosure_id).first()
    if one is None:
        raise Http404
    return one


def _fill_in(
    request: HttpRequest, one: Disclosure, form: PolicyForm, user: User, *, empty: bool = False
) -> bool:
    """Whether what was given of the policy is saved. `empty`: to give nothing is an error."""
    if not form.is_valid():
        messages.error(request, _("Some of the policy's fields could not be saved: look below."))
        return False
    given = form.policy()
    if not empty and not given.words() and not given.copies:
        return True
    try:
        record.fill_in(one.pk, user.actor, given)
    except BadInput as error:
        messages.error(request, str(error))
        return False
    messages.success(request, _("Saved."))
    return True


def _new(
    request: HttpRequest,
    held: HeldItem,
    law: LawForm,
    policy: PolicyForm,
    *,
    code: int = 200,
    problem: str = "",
) -> HttpResponse:
    context = {"item": held, "law": law, "policy": policy, "calls": calls(), "problem": problem}
    return render(request, "review_ui/disclosure_new.html", context, status=code)


def _show(
    request: HttpRequest,
    held: HeldItem,
    one: Disclosure,
    *,
    policy: PolicyForm | None = None,
    addition: AdditionForm | None = None,
    code: int = 200,
) -> HttpResponse:
    user = person(request)
    try:
        opened = reading.read(one.pk, user.actor)
    except BadInput:
        return render(request, "review_ui/gone.html", {"item_id": held.pk}, status=410)
    known = names([text.actor_id for text in (*opened.parts.values(), *opened.additions)] + [one.approved_by])
    offered = [
        field for field in record.copyable(held, user.actor) if Name(f"copy_{field}") not in opened.parts
    ]
    context = {
        "item": held,
        "row": row_of(one, timezone.now()),
        "law": [opened.parts[name] for name in LAW if name in opened.parts],
        "rest": [opened.parts[name] for name in Name if name in opened.parts and name not in LAW],
        "additions": [(text, known[text.actor_id]) for text in opened.additions],
        "altered": [name.label for name in opened.altered],
        "approved_by": known.get(one.approved_by, ""),
        "may_approve": (
            one.completed_at is None
            and one.approved_at is None
            and may(user.role, "disclosure_approve")
            and user.actor.id != one.recorded_by
        ),
        "may_print": may(user.role, "disclosure_print"),
        "may_open": may(user.role, "item"),
        "filled": not policy and one.approved_at is None and len(record.missing(one)) == 1,
        "policy": policy or PolicyForm(offered=offered),
        "addition": addition or AdditionForm(),
        "item_gone": held.state == State.DESTROYED,
    }
    return render(request, "review_ui/disclosure.html", context, status=code)
