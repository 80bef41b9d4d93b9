"""The privacy officer's pages: the audit log in words, as a file, and whether it is whole."""

import csv
from collections.abc import Iterable, Iterator

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from privacy.audit import Action, ObjectType, Outcome, act, record
from privacy.canonical import Payload
from privacy.models import AuditEntry
from review_ui.desk import person
from review_ui.log_questions import QUESTIONS, ask, sentence
from review_ui.log_words import DONE, Line, lines
from review_ui.models import User
from review_ui.signing import signing
from review_ui.verifying import verify_in_words

__all__ = ["DONE", "audit", "audit_export", "audit_verify"]

PAGE = 50
_CHUNK = 500
COLUMNS = (
    "entry",
    "time_utc",
    "who",
    "role",
    "did",
    "items",
    "about",
    "details",
    "outcome",
    "actor",
    "action",
)


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """Reading the log is itself an entry, written before the log is read."""
    asked, entries = ask(request.GET)
    _record(person(request), Action.AUDIT_VIEWED, asked.payload())
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "asked": asked,
        "sentence": sentence(asked),
        "questions": {name: question.label for name, question in QUESTIONS.items()},
        "page": page,
        "lines": lines(list(page)),
        "people": User.objects.order_by("username"),
        "query": kept.urlencode(),
        "signing": signing(timezone.now()),
    }
    return render(request, "review_ui/audit.html", context)


@require_POST
def audit_export(request: HttpRequest) -> HttpResponseBase:
    """The entries that the page's filters leave, as CSV. What leaves is logged before its first byte does."""
    asked, entries = ask(request.POST)
    if asked.problem:
        return HttpResponse(asked.problem, status=400, content_type="text/plain; charset=utf-8")
    newest = entries.values_list("seq", flat=True).first() or 0
    kept = entries.filter(seq__lte=newest)
    payload = {**asked.payload(), "entries": kept.count(), "newest": newest}
    seq = _record(person(request), Action.AUDIT_EXPORTED, payload)
    answer = StreamingHttpResponse(_rows(kept), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="audit-log-{seq}.csv"'
    return answer


@require_POST
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Read the whole log again and say in words whether it is whole; the check is an entry too."""
    given = request.POST.get("checkpoint", "")
    result = verify_in_words(given)
    outcome = Outcome.OK if result.good else Outcome.FAILED
    payload: Payload = {"size": result.size, "checkpoint": bool(given.strip())}
    _record(person(request), Action.AUDIT_VERIFIED, payload, outcome)
    return render(request, "review_ui/verified.html", {"result": result, "given": given})


def _record(user: User, action: Action, payload: Payload, outcome: Outcome = Outcome.OK) -> int:
    """Committed when this returns."""
    with act(durable=True):
        return record(
            actor_id=user.actor.id,
            actor_role=user.actor.role,
            action=action,
            object_type=ObjectType.LOG,
            object_key="audit",
            outcome=outcome,
            payload=payload,
        )


class _Line:
    """What csv writes to: hands each line on."""

    def write(self, text: str) -> str:
        return text


def _rows(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    writer = csv.writer(_Line())
    # Excel reads UTF-8 only after this mark.
    yield "\ufeff" + writer.writerow(COLUMNS)
    for chunk in _chunks(entries):
        for line in lines(chunk):
            yield writer.writerow(map(_cell, _values(line)))


def _chunks(entries: QuerySet[AuditEntry]) -> Iterator[list[AuditEntry]]:
    """Newest first, a part at a time, so that a long log needs no long read."""
    rest = entries
    while chunk := list(rest[:_CHUNK]):
        yield chunk
        rest = entries.filter(seq__lt=chunk[-1].seq)


def _values(line: Line) -> Iterable[object]:
    return (
        line.seq,
        line.at.strftime("%Y-%m-%d %H:%M:%S"),
        line.who,
        line.role,
        line.did,
        " ".join(map(str, line.items)),
        line.about,
        line.more,
        "refused or failed" if line.refused else "ok",
        line.actor,
        line.action,
    )


def _cell(value: object) -> object:
    """A spreadsheet takes a cell that begins so for a formula; a person's name must not become one."""
    return f"'{value}" if str(value)[:1] in ("=", "+", "-", "@", "\t", "\r") else value
