"""The filter `score`: usable objects in, one answer each (the contract is docs/filters.md)."""

from collections.abc import Mapping, Sequence
from typing import Any

from classify.scorer import Scorer
from classify.spans import spans
from stream.contracts import Span

MAX_TEXT_BYTES = 64 * 1024


def score_line(value: object, scorer: Scorer) -> dict[str, Any]:
    """The answer to one object."""
    return score_lines([value], scorer)[0]


def score_lines(values: Sequence[object], scorer: Scorer) -> list[dict[str, Any]]:
    """One answer per value, in order: {"id", "scores", "flags", "spans", "model", "engine"}, or
    {"id" if readable, "error"} for what cannot be used. Never raises for what a line holds.
    """
    answers = [_fault(value) for value in values]
    usable = [
        value
        for value, fault in zip(values, answers, strict=True)
        if fault is None and isinstance(value, Mapping)
    ]
    found = iter(_scored(usable, scorer) if usable else ())
    return [next(found) if fault is None else fault for fault in answers]


def _scored(values: Sequence[Mapping[str, Any]], scorer: Scorer) -> list[dict[str, Any]]:
    texts = [value["text"] for value in values]
    scored = scorer.score(texts)
    return [
        {
            "id": value["id"],
            "scores": result.scores,
            "flags": list(result.flags),
            "spans": [_span(span) for span in why],
            "model": scorer.model,
            "engine": scorer.engine,
        }
        for value, result, why in zip(values, scored, spans(texts, scored, scorer), strict=True)
    ]


def _span(span: Span) -> dict[str, Any]:
    return {"head": span.head, "start": span.start, "end": span.end, "weight": span.weight}


def _fault(value: object) -> dict[str, Any] | None:
    if not isinstance(value, Mapping):
        return {"error": "expected a JSON object with id and text"}
    given = value.get("id")
    if isinstance(given, bool) or not isinstance(given, (str, int)):
        return {"error": "id: expected a string or an integer"}
    text = value.get("text")
    if not isinstance(text, str):
        return {"id": given, "error": "text: expected a string"}
    if len(text) > MAX_TEXT_BYTES or len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        return {"id": given, "error": f"text: longer than {MAX_TEXT_BYTES} bytes; split it"}
    if not isinstance(value.get("lang"), str | None):
        return {"id": given, "error": "lang: expected a language tag or null"}
    return None
