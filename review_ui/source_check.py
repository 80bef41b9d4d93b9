"""Whether the post still stands at its source: a question in the log, an answer from a process without keys."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from privacy import checks
from privacy.models import HeldItem, Verification
from review_ui.desk import item_for, person
from review_ui.talking import is_tip
from stream.errors import BadInput

SAYS = {
    "": _("Asked; the answer comes in a moment."),
    Verification.Result.VERIFIED: _("Verified: it stands there, unchanged."),
    Verification.Result.CHANGED: _("Changed: what stands there now is not what you see here."),
    Verification.Result.DELETED: _(
        "Deleted: it is no longer there. It is treated as deleted here too, at the latest when its source's terms say."
    ),
    Verification.Result.UNCHECKED: _(
        "Could not be checked: the source did not answer, has no way to ask, or no checker runs. That says nothing about the post."
    ),
}


def state(item: HeldItem) -> dict[str, object]:
    """What the item's page shows of it; nothing for a tip, which stands nowhere else."""
    if is_tip(item):
        return {"may_verify": False}
    last = checks.latest(item.pk)
    return {
        "may_verify": True,
        "checked": last,
        "checked_says": SAYS[last.result] if last else "",
        "checking": last is not None and not last.result,
    }


@require_POST
def verify(request: HttpRequest, item_id: int) -> HttpResponse:
    """Ask. A part of the page for htmx, a page of its own otherwise; neither is another look."""
    held = item_for(request, item_id, "verify")
    try:
        checks.ask(item_id, person(request).actor)
    except BadInput:
        return redirect("item", item_id)
    return _part(request, held)


@require_GET
def verification(request: HttpRequest, item_id: int) -> HttpResponse:
    """Where the question stands. The page asks by itself while it waits."""
    return _part(request, item_for(request, item_id, "verification"))


def _part(request: HttpRequest, held: HeldItem) -> HttpResponse:
    whole = not request.headers.get("HX-Request")
    template = "review_ui/verification_page.html" if whole else "review_ui/verification.html"
    return render(request, template, {"item": held, **state(held)})
