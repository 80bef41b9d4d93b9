"""The form, the code, and the conversation. Works without scripts; nothing is in an address but the language."""

from pathlib import Path

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from privacy.tips import codes, desk
from privacy.tips.letters import MAX_TEXT
from review_ui.tips.guard import page
from review_ui.tips.words import TEXT
from stream.errors import BadInput

UNKNOWN = "?"
"""What the form sends for "I do not know which school"."""
_CSS = Path(__file__).with_name("tips.css")


def form(request: HttpRequest, lang: str) -> HttpResponse:
    """GET: the form. POST: take the tip and show its code."""
    if request.method != "POST":
        return _form(request, lang)
    text, school = request.POST.get("text", ""), request.POST.get("school", "")
    errors = _errors(text, school, TEXT[lang])
    if errors:
        return _form(request, lang, 400, errors=errors)
    chosen = "" if school == UNKNOWN else school
    wait = settings.TIPS_GATE.tip(chosen, desk.waiting())
    if wait:
        return _busy(_form(request, lang, 429, busy=True), wait)
    try:
        code = desk.take(desk.Given(text, chosen, "form", lang), request.POST.get("ticket", ""))
    except BadInput:
        return _form(request, lang, 400, old=True)
    return page(request, "sent", lang, code=codes.shown(code), ticket=desk.codes().ticket())


def read(request: HttpRequest, lang: str) -> HttpResponse:
    """GET: asks for the code. POST with a code: the conversation; with a text too: adds it."""
    if request.method != "POST":
        return _ask(request, lang)
    try:
        code = codes.typed(request.POST.get("code", ""))
        thread = desk.found(code)
    except BadInput:
        wait = settings.TIPS_GATE.wrong_code()
        return (
            _busy(_ask(request, lang, 429, busy=True), wait) if wait else _ask(request, lang, 400, wrong=True)
        )
    if "text" in request.POST:
        return _add(request, lang, code, thread.school)
    return _talk(request, lang, code)


def _add(request: HttpRequest, lang: str, code: str, school: str) -> HttpResponse:
    text = request.POST["text"]
    errors = _errors(text, UNKNOWN, TEXT[lang])
    if errors:
        return _talk(request, lang, code, 400, errors=errors, text=text)
    wait = settings.TIPS_GATE.tip(school, desk.waiting())
    if wait:
        return _busy(_talk(request, lang, code, 429, busy=True, text=text), wait)
    try:
        desk.answer(code, text, request.POST.get("ticket", ""))
    except BadInput:
        return _talk(request, lang, code, 400, old=True, text=text)
    return _talk(request, lang, code, added=True)


def _ask(request: HttpRequest, lang: str, status: int = 200, **context: object) -> HttpResponse:
    return page(request, "read", lang, status, here="read/", **context)


@require_GET
def style(_request: HttpRequest) -> HttpResponse:
    response = HttpResponse(_CSS.read_text("utf-8"), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@require_GET
def no_icon(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


@require_GET
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 while tips can be stored."""
    connection.ensure_connection()
    desk.codes()
    return HttpResponse("ok\n", content_type="text/plain")


def _form(request: HttpRequest, lang: str, status: int = 200, **context: object) -> HttpResponse:
    kept = {
        "text": request.POST.get("text", ""),
        "school": request.POST.get("school", ""),
        "ticket": "" if context.get("old") else request.POST.get("ticket", ""),
    }
    kept["ticket"] = kept["ticket"] or desk.codes().ticket()
    schools = [(one.id, one.name) for one in settings.SCHOOLS.values()]
    return page(request, "form", lang, status, schools=schools, unknown=UNKNOWN, kept=kept, **context)


def _talk(request: HttpRequest, lang: str, code: str, status: int = 200, **context: object) -> HttpResponse:
    lines = desk.read(code)
    answered = any(line.from_staff for line in lines)
    ticket = desk.codes().ticket()
    given: dict[str, object] = {
        "here": "read/",
        "lines": lines,
        "answered": answered,
        "code": code,
        "ticket": ticket,
        **context,
    }
    return page(request, "talk", lang, status, **given)


def _errors(text: str, school: str, t: dict[str, str]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if school != UNKNOWN and school not in settings.SCHOOLS:
        errors["school"] = t["school_missing"]
    words = text.replace("\r\n", "\n").strip()
    if not words:
        errors["text"] = t["text_missing"]
    elif len(words) > MAX_TEXT:
        errors["text"] = t["text_long"]
    return errors


def _busy(response: HttpResponse, wait_s: float) -> HttpResponse:
    response.headers["Retry-After"] = str(int(wait_s) + 1)
    return response
