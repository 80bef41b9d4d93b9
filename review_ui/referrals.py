"""What was handed over: referrals to counsellors until acknowledged, threat assessments, emergencies."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from privacy import items
from privacy.models import State
from review_ui import words
from review_ui.decisions import acknowledge as take
from review_ui.desk import item_for, person, school_names
from review_ui.models import Acknowledgement, Decision, Kind, Role, User
from stream.errors import BadInput

MOST = 200


@dataclass(frozen=True)
class HandedOver:
    """A decision that hands an item to someone; `late` when nobody took it in time."""

    decision: Decision
    heads: str
    schools: str
    waits: str
    late: bool
    taken: Acknowledgement | None


@require_GET
def referrals(request: HttpRequest) -> HttpResponse:
    user = person(request)
    found = _handed_over(user)
    referred = [one for one in found if one.decision.kind == Kind.SUPPORT_REFERRAL]
    context = {
        "waiting": [one for one in referred if one.taken is None],
        "taken": [one for one in referred if one.taken is not None],
        "threats": [one for one in found if one.decision.kind == Kind.THREAT_ASSESSMENT],
        "emergencies": [one for one in found if one.decision.kind == Kind.EMERGENCY],
        "bullying": [one for one in found if one.decision.kind == Kind.BULLYING_SUPPORT],
        "is_lead": user.role == Role.LEAD,
    }
    return render(request, "review_ui/referrals.html", context)


@require_POST
def acknowledge(request: HttpRequest, item_id: int, decision_id: int) -> HttpResponse:
    item_for(request, item_id, "acknowledge")
    decision = get_object_or_404(Decision, pk=decision_id, item_id=item_id)
    try:
        taken = take(decision, person(request))
    except BadInput as error:
        messages.error(request, str(error))
        return redirect("referrals")
    if taken.actor_id == person(request).pk:
        messages.success(request, _("Item %(n)d is yours now.") % {"n": item_id})
    else:
        messages.warning(
            request,
            _("%(who)s has acknowledged item %(n)d before you.")
            % {"who": taken.actor.shown_name, "n": item_id},
        )
    return redirect("referrals")


def _handed_over(user: User) -> list[HandedOver]:
    kinds = [Kind.SUPPORT_REFERRAL, Kind.THREAT_ASSESSMENT, Kind.EMERGENCY, Kind.BULLYING_SUPPORT]
    visible = items.visible(user.school_ids()).exclude(state=State.DESTROYED).values("pk")
    rows = Decision.objects.filter(superseded_by=None, kind__in=kinds, item__in=visible)
    rows = rows.select_related("actor", "item", "acknowledgement__actor").order_by("pk")[:MOST]
    now = timezone.now()
    # An edit sends the item back to the queue: what was decided before it no longer stands.
    return [_one(row, now) for row in rows if row.at >= row.item.queued_at]


def _one(row: Decision, now: datetime) -> HandedOver:
    taken = getattr(row, "acknowledgement", None)
    due = row.item.due_at
    return HandedOver(
        decision=row,
        heads=", ".join(words.head(one) for one in row.item.heads),
        schools=school_names(row.item.school_ids),
        waits=words.age(row.at, now),
        late=taken is None and due is not None and due < now,
        taken=taken,
    )
