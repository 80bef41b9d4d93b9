"""The floors that redaction must keep on the marked posts, and the ruler itself."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from privacy.redact import Redactor
from privacy.redact.evaluate import Count, Report, measure, read, table, unmark

FILE = Path(__file__).parent / "data" / "chat.jsonl"
RECALL = {
    "link": 0.95,
    "phone": 0.90,
    "handle": 0.90,
    "email": 0.90,
    "address": 0.80,
    "postal_code": 0.80,
    "birth_date": 0.80,
    "id_number": 0.80,
    "plate": 0.80,
    "person": 0.85,
}


def both(table: Mapping[tuple[str, str], Count], kind: str) -> float:
    counts = [count for (name, _), count in table.items() if name == kind]
    return sum(c.right for c in counts) / max(1, sum(c.all for c in counts))


@pytest.fixture(scope="module")
def report() -> Report:
    posts = read(FILE)
    assert len(posts) >= 160
    return measure(posts, Redactor().redact([p.text for p in posts], [p.lang for p in posts]))


@pytest.mark.model
@pytest.mark.parametrize("kind", RECALL)
def test_floors_per_kind(report: Report, kind: str) -> None:
    assert both(report.recall, kind) >= RECALL[kind]
    assert both(report.precision, kind) >= 0.85


@pytest.mark.model
@pytest.mark.parametrize("lang", ["en", "es"])
def test_persons_in_each_language(report: Report, lang: str) -> None:
    assert report.recall["person", lang].share >= 0.85
    assert report.precision["person", lang].share >= 0.90


@pytest.mark.model
def test_what_must_stay_stays(report: Report) -> None:
    for count in report.kept.values():
        assert count.share >= 0.95
    assert report.words_lost.share <= 0.03
    assert "| person | en |" in table(report)


def test_marks_are_taken_out_of_the_text() -> None:
    post = unmark("1", "en", "tell [[person:ana]] at {{school:lincoln high}} now")
    assert post.text == "tell ana at lincoln high now"
    assert [(m.kind, post.text[m.start : m.end]) for m in post.personal] == [("person", "ana")]
    assert [(what, post.text[a:b]) for what, a, b in post.kept] == [("school", "lincoln high")]
