"""The floors that redaction must keep on the marked posts, and the ruler itself."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from privacy.redact import Redactor
from privacy.redact.evaluate import Count, Report, measure, read, table, unmark, write_card
from stream.errors import BadInput

DATA = Path(__file__).parent / "data"
TUNED = ["chat", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
RECALL = {
    "link": 0.95,
    "phone": 0.95,
    "handle": 0.92,
    "email": 0.95,
    "address": 0.95,
    "postal_code": 0.95,
    "birth_date": 0.90,
    "id_number": 0.95,
    "plate": 0.95,
    "person": 0.93,
}


def both(table: Mapping[tuple[str, str], Count], kind: str) -> float:
    counts = [count for (name, _), count in table.items() if name == kind]
    return sum(c.right for c in counts) / max(1, sum(c.all for c in counts))


@pytest.fixture(scope="module")
def report() -> Report:
    posts = [post for name in TUNED for post in read(DATA / f"{name}.jsonl")]
    assert len(posts) >= 700
    return measure(posts, Redactor().redact([p.text for p in posts], [p.lang for p in posts]))


@pytest.mark.model
@pytest.mark.parametrize("kind", RECALL)
def test_floors_per_kind(report: Report, kind: str) -> None:
    assert both(report.recall, kind) >= RECALL[kind]
    assert both(report.precision, kind) >= 0.93


@pytest.mark.model
@pytest.mark.parametrize("lang", ["en", "es"])
def test_persons_in_each_language(report: Report, lang: str) -> None:
    assert report.recall["person", lang].share >= 0.93
    assert report.precision["person", lang].share >= 0.95


@pytest.mark.model
def test_what_must_stay_stays(report: Report) -> None:
    for count in report.kept.values():
        assert count.share >= 0.95
    assert report.words_lost.share <= 0.01
    assert "| person | en |" in table(report)


def test_marks_are_taken_out_of_the_text() -> None:
    post = unmark("1", "en", "tell [[person:ana]] at {{school:lincoln high}} now")
    assert post.text == "tell ana at lincoln high now"
    assert [(m.kind, post.text[m.start : m.end]) for m in post.personal] == [("person", "ana")]
    assert [(what, post.text[a:b]) for what, a, b in post.kept] == [("school", "lincoln high")]


def test_the_card_is_written_between_its_marks(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("above\n<!-- measured -->\nold\n<!-- /measured -->\nbelow\n", encoding="utf-8")
    write_card(card, "new")
    write_card(card, "newer")
    assert card.read_text(encoding="utf-8") == "above\n<!-- measured -->\nnewer\n<!-- /measured -->\nbelow\n"
    card.write_text("no marks", encoding="utf-8")
    with pytest.raises(BadInput):
        write_card(card, "new")


@pytest.mark.model
def test_the_last_batch_that_no_rule_was_written_for() -> None:
    posts = read(DATA / "last.jsonl")
    unseen = measure(posts, Redactor().redact([p.text for p in posts], [p.lang for p in posts]))
    assert unseen.recall["person", "en"].share >= 0.80
    assert unseen.recall["person", "es"].share >= 0.75
    assert both(unseen.recall, "handle") >= 0.90
    assert unseen.words_lost.share <= 0.03
