"""What every response carries and every request passes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone

from privacy.audit import Action, Ident, ObjectType, Outcome, act, record
from privacy.models import HeldItem
from review_ui import permissions
from review_ui.models import User
from review_ui.watching import calls, zone
from stream.errors import Fatal

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
POLLS = frozenset({"queue_rows", "presence", "throughput_numbers", "verification"})
"""Addresses that a page asks by itself: neither a look nor a sign that someone is there."""
_ALWAYS = frozenset({"account_change_password", "account_logout", "call_sheet"})

Handler = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicyMiddleware:
    """Nothing inline, nothing from elsewhere; no page is stored by a browser or proxy."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Content-Security-Policy"] = POLICY
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class PermissionMiddleware:
    """Asks review_ui.permissions before every view, so that a view cannot forget to."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with timezone.override(zone()):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: object, kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if permissions.is_public(name):
            return None
        try:
            return self._answer(request, name, kwargs)
        except (DatabaseError, Fatal):
            return log_blocked()

    def _answer(self, request: HttpRequest, name: str, kwargs: dict[str, Any]) -> HttpResponseBase | None:
        user = request.user
        if not isinstance(user, User):
            if request.headers.get("HX-Request"):
                # No reload: what someone has typed would be lost. The page says that they are signed out.
                return HttpResponse(status=401)
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if not permissions.may(user.role, name):
            if "item_id" in kwargs:
                refused(user, kwargs["item_id"], name)
            return render(request, "403.html", status=403)
        if user.password_given and name not in _ALWAYS:
            return redirect("account_change_password")
        if name not in POLLS:
            _note_activity(user)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """No database or no log: nothing can be shown, and the page says whom to call."""
        return log_blocked() if isinstance(error, DatabaseError | Fatal) else None


def log_blocked() -> HttpResponse:
    """The page that needs neither database nor session: what is blocked, and the call sheet."""
    return HttpResponse(render_to_string("review_ui/log_blocked.html", {"calls": calls()}), status=503)


def refused(user: User, item_id: int, page: str) -> None:
    """Write that `user` tried to reach an item that is not theirs."""
    post_id = HeldItem.objects.filter(pk=item_id).values_list("post_id", flat=True).first()
    if post_id is None:
        return
    with act():
        record(
            actor_id=user.actor.id,
            actor_role=user.actor.role,
            action=Action.ACCESS_REFUSED,
            object_type=ObjectType.ITEM,
            object_key=post_id,
            outcome=Outcome.REFUSED,
            payload={"page": Ident(page)},
        )


def _note_activity(user: User) -> None:
    now = timezone.now()
    if user.active_at is None or now - user.active_at > timedelta(minutes=1):
        User.objects.filter(pk=user.pk).update(active_at=now)
