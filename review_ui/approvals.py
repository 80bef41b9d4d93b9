"""Two people before identity is shown: what was asked on an item's page, and the second person's page."""

from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from privacy import identity, vault
from privacy.models import Clock, HeldItem, IdentityAsk, State
from review_ui import words
from review_ui.desk import item_for, person, school_names
from review_ui.forms import PURPOSES
from review_ui.history import names
from review_ui.item import left, named, show_revealed
from review_ui.middleware import refused
from review_ui.models import Role, User
from review_ui.permissions import may
from stream.errors import BadInput


@dataclass(frozen=True)
class Ground:
    """What the second person sees of an ask: never who wrote the post, and none of its words."""

    ask: IdentityAsk
    who: str
    role: str
    what: str
    purpose: str
    schools: str
    heads: str
    waits: str


class SettleForm(forms.Form):
    """Why the second person approves or refuses."""

    sentence = forms.CharField(
        min_length=vault.MIN_SENTENCE,
        max_length=2000,
        label=gettext_lazy("Why, in one sentence"),
        help_text=gettext_lazy("Kept encrypted with the item. Who asked sees it."),
        error_messages={
            "required": gettext_lazy("Say why, in one sentence."),
            "min_length": gettext_lazy("A few words more: whoever reads it must understand why."),
        },
    )


def waiting_for(user: User) -> int:
    """How many asks this person may settle now."""
    return identity.waiting(user.actor, _schools(user)).count() if may(user.role, "approvals") else 0


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """What waits for a second person. No look: grounds are read one by one."""
    user = person(request)
    now = timezone.now()
    context = {
        "grounds": [_ground(row, now) for row in identity.waiting(user.actor, _schools(user), now)],
        "emergencies": _emergencies(user, now),
        "may_open": may(user.role, "item"),
    }
    return render(request, "review_ui/approvals.html", context)


@require_http_methods(["GET", "POST"])
def approval(request: HttpRequest, ask_id: int) -> HttpResponse:
    """The ground of one ask, logged before it is shown, and the second person's answer."""
    user = person(request)
    row = IdentityAsk.objects.select_related("item").filter(pk=ask_id).first()
    if row is None:
        raise Http404
    if user.role != Role.PRIVACY_OFFICER and not user.may_see(frozenset(row.item.school_ids)):
        refused(user, row.item_id, "approval")
        raise PermissionDenied
    form = SettleForm(request.POST or None)
    try:
        if request.method == "POST" and form.is_valid():
            approve = request.POST.get("answer") == "approve"
            identity.settle(ask_id, user.actor, approve=approve, sentence=form.cleaned_data["sentence"])
            said = _("Approved for 24 hours.") if approve else _("Refused.")
            messages.success(request, said + " " + _("Who asked sees it on the item's page."))
            return redirect("approvals")
        sentence = identity.read_ground(ask_id, user.actor)
    except BadInput as error:
        messages.error(request, str(error))
        return redirect("approvals")
    context = {"ground": _ground(row, timezone.now()), "sentence": sentence, "form": form}
    return render(request, "review_ui/approval.html", context, status=400 if form.errors else 200)


@require_POST
def identity_reveal(request: HttpRequest, item_id: int, ask_id: int) -> HttpResponse:
    """Open what a second person approved: a part of the item's page, or a page of its own."""
    held = item_for(request, item_id, "identity_reveal")
    try:
        shown = identity.reveal(item_id, ask_id, person(request).actor)
    except BadInput as error:
        return show_revealed(request, {"item": held, "problem": str(error)})
    context = {"item": held, "revealed": named(shown.fields), "seconds": left(shown.expires_at)}
    return show_revealed(request, context)


def _schools(user: User) -> frozenset[str] | None:
    """The privacy officer answers for the whole district."""
    return None if user.role == Role.PRIVACY_OFFICER else user.school_ids()


def _ground(row: IdentityAsk, now: datetime) -> Ground:
    labels = {"account": _("account"), "link": _("link to the post")}
    return Ground(
        ask=row,
        who=names([row.asked_by])[row.asked_by],
        role=row.asked_role.replace("_", " "),
        what=_(" and ").join(labels[field] for field in row.fields),
        purpose=str(dict(PURPOSES)[vault.Purpose(row.purpose)]),
        schools=school_names(row.item.school_ids),
        heads=", ".join(words.head(one) for one in row.item.heads or [row.item.top_head]),
        waits=words.age(row.asked_at, now),
    )


def _emergencies(user: User, now: datetime) -> list[tuple[HeldItem, str, bool]]:
    """Items revealed in an emergency of which something is still owed: (item, its schools, late)."""
    rows = HeldItem.objects.filter(clock=Clock.EMERGENCY).exclude(state=State.DESTROYED)
    own = _schools(user)
    if own is not None:
        rows = rows.filter(schools__school__in=list(own)).distinct()
    return [
        (row, school_names(row.school_ids), row.state == State.ESCALATED or (row.due_at or now) < now)
        for row in rows.order_by("due_at")
    ]
