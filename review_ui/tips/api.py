"""The same as JSON: for an app of the district. docs/tips.md has the contract."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from privacy.tips import codes, desk
from privacy.tips.letters import LANGUAGES, MAX_TEXT
from review_ui.tips.guard import problem
from stream.errors import BadInput

View = Callable[[HttpRequest], HttpResponse]


def about(_request: HttpRequest) -> HttpResponse:
    """What a form needs: schools, languages, limits, a ticket for one tip, and whom to call."""
    return JsonResponse(
        {
            "schools": [{"id": one.id, "name": one.name} for one in settings.SCHOOLS.values()],
            "languages": list(LANGUAGES),
            "max_text": MAX_TEXT,
            "attachments": False,
            "ticket": desk.codes().ticket(),
            "help": {"danger": "911", "crisis_call_or_text": "988", "crisis_text": "HOME to 741741"},
        }
    )


def tips(request: HttpRequest) -> HttpResponse:
    """{"school": id or "", "text", "lang"?, "ticket"} -> 201 {"code"}."""

    def act(given: dict[str, Any]) -> HttpResponse:
        tip = desk.Given(_text(given, "text"), _text(given, "school"), "api", _text(given, "lang"))
        desk.checked(tip)
        wait = settings.TIPS_GATE.tip(tip.school, desk.waiting())
        if wait:
            return problem("too many tips just now: send it again later", 429, wait)
        return JsonResponse({"code": codes.shown(desk.take(tip, _text(given, "ticket")))}, status=201)

    return _answered(request, act)


def messages(request: HttpRequest) -> HttpResponse:
    """{"code"} -> {"messages": [{"at", "from": "you" or "school", "text"}], "ticket" for an answer}."""

    def act(_given: dict[str, Any], code: str, _school: str) -> HttpResponse:
        lines = desk.read(code)
        shown = [
            {
                "at": line.at.isoformat(timespec="seconds"),
                "from": "school" if line.from_staff else "you",
                "text": line.text,
            }
            for line in lines
        ]
        return JsonResponse({"messages": shown, "ticket": desk.codes().ticket()})

    return _with_code(request, act)


def answers(request: HttpRequest) -> HttpResponse:
    """{"code", "text", "ticket"} -> 201 {}."""

    def act(given: dict[str, Any], code: str, school: str) -> HttpResponse:
        wait = settings.TIPS_GATE.tip(school, desk.waiting())
        if wait:
            return problem("too many tips just now: send it again later", 429, wait)
        desk.answer(code, _text(given, "text"), _text(given, "ticket"), "api")
        return JsonResponse({}, status=201)

    return _with_code(request, act)


def _with_code(request: HttpRequest, act: Callable[[dict[str, Any], str, str], HttpResponse]) -> HttpResponse:
    """`act` with the code of a conversation that there is, and its school."""

    def known(given: dict[str, Any]) -> HttpResponse:
        try:
            code = codes.typed(_text(given, "code"))
            school = desk.found(code).school
        except BadInput as error:
            wait = settings.TIPS_GATE.wrong_code()
            return (
                problem("too many tries just now: again later", 429, wait)
                if wait
                else problem(str(error), 400)
            )
        return act(given, code, school)

    return _answered(request, known)


def _answered(request: HttpRequest, act: Callable[[dict[str, Any]], HttpResponse]) -> HttpResponse:
    if request.method != "POST" or request.content_type != "application/json":
        return problem("POST a JSON object (Content-Type: application/json)", 405)
    try:
        given = json.loads(request.body)
        if not isinstance(given, dict):
            return problem("the body is a JSON object", 400)
        return act(given)
    except ValueError:
        return problem("the body is not JSON", 400)
    except BadInput as error:
        return problem(str(error), 400)


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise BadInput(f"{name}: a string")
    return value
