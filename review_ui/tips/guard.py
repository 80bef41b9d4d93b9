"""What every request of the public pages passes: size, kind, origin; and what every answer carries.

It reads no address, no user agent and no forwarded header, and writes none of them anywhere. A fault is
logged by its type and its place in the code.
"""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone

from review_ui.tips.words import HELP, LANGUAGES, TEXT, preferred

MAX_BODY = 64 * 1024
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    # Not no-referrer: browsers then send "Origin: null" with forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noarchive",
}

_log = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]


class GuardMiddleware:
    """The only middleware of the public process."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._refusal(request) or self.get_response(request)
        if response.status_code == 404:
            response = said(request, "missing", 404)
        response.cookies.clear()
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        _log.error("a page of the tips failed", exc_info=error)
        return said(request, "broken", 503)

    def _refusal(self, request: HttpRequest) -> HttpResponse | None:
        try:
            host = request.get_host()
        except SuspiciousOperation:
            return HttpResponse("unknown host", status=400, content_type="text/plain")
        if request.method in ("GET", "HEAD"):
            return None
        if request.method != "POST":
            return said(request, "missing", 405)
        length = request.headers.get("Content-Length", "")
        reasons = (
            (not from_us(request, host), "origin", 403),
            ((request.content_type or "").startswith("multipart/"), "files", 415),
            (not length.isdecimal() or int(length) > MAX_BODY, "too_big", 413),
        )
        return next((said(request, what, status) for wrong, what, status in reasons if wrong), None)


def from_us(request: HttpRequest, host: str) -> bool:
    """A form of ours, or a program: what a browser sends for another site's page says so."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin.partition("://")[2] in (host, urlsplit(settings.TIPS_ADDRESS).netloc)
    return request.headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")


def language(request: HttpRequest) -> str:
    """The one in the address; else what the browser asks for."""
    first = request.path.split("/")[1]
    return first if first in LANGUAGES else preferred(request.headers.get("Accept-Language", ""))


def page(request: HttpRequest, name: str, lang: str, status: int = 200, **context: object) -> HttpResponse:
    """A page with its words, the numbers to call and the way to the other language."""
    shared = {
        "t": TEXT[lang],
        "lang": lang,
        "help": HELP[lang],
        "other": next(one for one in LANGUAGES if one != lang),
        "demo": settings.TIPS_DEMO,
        "district": settings.TIPS_DISTRICT(),
    }
    with timezone.override(settings.COVERAGE.zone):
        return render(request, f"tips/{name}.html", {**shared, **context}, status=status)


def said(request: HttpRequest, what: str, status: int) -> HttpResponse:
    """A refusal that leads on: the numbers stand first on it. JSON for the interface."""
    lang = language(request)
    if request.path.startswith("/api/"):
        return problem(TEXT[lang][what], status)
    title = {"missing": "missing_title", "broken": "broken_title"}.get(what, "refused_title")
    return page(request, "said", lang, status, title=TEXT[lang][title], text=TEXT[lang][what])


def problem(text: str, status: int, wait_s: float = 0) -> JsonResponse:
    """An error of the interface, with whom to call."""
    numbers = {"danger": "911", "crisis_call_or_text": "988", "crisis_text": "HOME to 741741"}
    response = JsonResponse({"error": text, "help": numbers}, status=status)
    if wait_s:
        response.headers["Retry-After"] = str(int(wait_s) + 1)
    return response


def start(request: HttpRequest) -> HttpResponse:
    """The address without a language."""
    response = HttpResponseRedirect(f"/{language(request)}/")
    response.headers["Vary"] = "Accept-Language"
    return response
