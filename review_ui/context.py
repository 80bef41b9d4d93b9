"""What every template can use."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from review_ui.approvals import waiting_for
from review_ui.disclosure_pages import to_complete
from review_ui.models import Role, User
from review_ui.permissions import may
from review_ui.rights_pages import to_answer


@dataclass(frozen=True)
class Page:
    """A link of the navigation. `act` is the key's name in console.js."""

    label: str
    url: str
    current: bool
    act: str = ""


def console(request: HttpRequest) -> dict[str, object]:
    """`demo`, and the pages of this person's role, counted only where a page shows them: polls do not."""
    return {"demo": settings.FIRSTBELL.demo, "nav": SimpleLazyObject(lambda: _nav(request))}


def _nav(request: HttpRequest) -> list[Page]:
    user = getattr(request, "user", None)
    if not isinstance(user, User) or user.password_given:
        return []
    # Short, so that a row holds them; each page's heading says it in full.
    pages = (
        ("queue", _("Queue"), "queue"),
        ("referrals", _("Referrals to you") if user.role == Role.COUNSELLOR else _("Handed over"), ""),
        ("approvals", _approvals(user), ""),
        ("disclosures", _disclosures(user), ""),
        ("retention", _("Retention"), ""),
        ("pupil_report", _("Pupil's report"), ""),
        ("rights", _rights(user), ""),
        ("tip_new", _("New tip"), ""),
        ("audit", _("Audit log"), ""),
        ("throughput", _("Throughput"), ""),
        ("report", _("Report"), ""),
        ("governance", _("Adoption"), ""),
        ("people", _("People"), ""),
        ("call_sheet", _("Call sheet"), "calls"),
    )
    return [
        Page(label, reverse(name), request.path == reverse(name), act)
        for name, label, act in pages
        if may(user.role, name)
    ]


def _approvals(user: User) -> str:
    waiting = waiting_for(user)
    return _("Approvals (%(n)d)") % {"n": waiting} if waiting else _("Approvals")


def _rights(user: User) -> str:
    waiting = to_answer() if may(user.role, "rights") else 0
    return _("Rights requests (%(n)d)") % {"n": waiting} if waiting else _("Rights requests")


def _disclosures(user: User) -> str:
    waiting = to_complete(user) if may(user.role, "disclosures") else 0
    return _("Disclosures (%(n)d)") % {"n": waiting} if waiting else _("Disclosures")
