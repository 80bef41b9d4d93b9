"""An emergency: the call sheet at once, then two fields and the original. No rule stands before the call sheet."""

import secrets

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from privacy import vault
from privacy.audit import Action, ObjectType, act, record
from privacy.models import HeldItem
from review_ui import decisions
from review_ui.desk import item_for, person, standing
from review_ui.disclosure_pages import after_emergency
from review_ui.forms import EmergencyForm
from review_ui.item import left, named
from review_ui.models import Kind, User
from review_ui.watching import calls
from stream.errors import BadInput, Fatal


@require_GET
def call_sheet(request: HttpRequest) -> HttpResponse:
    return render(request, "review_ui/call_sheet.html", {"calls": calls()})


@require_GET
def emergency(request: HttpRequest, item_id: int) -> HttpResponse:
    """The call sheet and the two fields. Reveals nothing; a log that cannot be written does not stop it."""
    held = item_for(request, item_id, "emergency")
    form = EmergencyForm(initial={"token": secrets.token_hex(16)})
    _call_sheet_shown(held, person(request))
    return _page(request, held, {"form": form})


@require_POST
def emergency_reveal(request: HttpRequest, item_id: int) -> HttpResponse:
    """Reveal the original, account and link, and write the decision. The reveal does not wait for the decision."""
    held = item_for(request, item_id, "emergency_reveal")
    user = person(request)
    form = EmergencyForm(request.POST)
    if not form.is_valid():
        return _page(request, held, {"form": form}, 400)
    given = form.cleaned_data
    try:
        shown = vault.emergency_reveal(item_id, user.actor, given["threat"], given["recipients"])
    except BadInput as error:
        return _page(request, held, {"form": form, "problem": str(error)}, 400)
    except (DatabaseError, Fatal):
        problem = _(
            "The audit log cannot be written, so the original stays closed. Call now; do not wait for it."
        )
        return _page(request, held, {"form": form, "problem": problem}, 503)
    said = _("Threatened: %(threat)s\nTold: %(told)s") % {
        "threat": given["threat"],
        "told": given["recipients"],
    }
    context: dict[str, object] = {
        "revealed": named(shown.fields),
        "seconds": left(shown.expires_at),
        "said": said,
    }
    context["saved"] = _decided(held, user, given["token"], said)
    context["disclosure"] = after_emergency(held, user, given["token"], given["threat"], given["recipients"])
    return _page(request, held, context)


def _decided(held: HeldItem, user: User, token: str, said: str) -> bool:
    """The emergency as a decision. Whoever decided meanwhile is superseded: an emergency stands above it."""
    for _attempt in range(3):
        stands = standing(held)
        try:
            decisions.decide(
                held.pk, user, decisions.Choice(Kind.EMERGENCY, token, stands.pk if stands else 0, note=said)
            )
        except decisions.Stale:
            continue
        except (BadInput, DatabaseError, Fatal):
            return False
        return True
    return False


def _page(request: HttpRequest, held: HeldItem, context: dict[str, object], code: int = 200) -> HttpResponse:
    return render(
        request, "review_ui/emergency.html", {"item": held, "calls": calls(), **context}, status=code
    )


def _call_sheet_shown(held: HeldItem, user: User) -> None:
    try:
        with act():
            record(
                actor_id=user.actor.id,
                actor_role=user.actor.role,
                action=Action.CALL_SHEET_SHOWN,
                object_type=ObjectType.ITEM,
                object_key=held.post_id,
            )
    except (DatabaseError, Fatal):
        # Telephone numbers are shown whatever happens to the log.
        return
