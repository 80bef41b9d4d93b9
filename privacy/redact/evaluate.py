"""Measures the redactor on marked posts: `python -m privacy.redact.evaluate FILE…`.

FILE holds JSON Lines {"id", "lang", "text"}; in `text`, [[kind:words]] marks personal data and
{{what:words}} something that must stay (school, weapon, time, place).
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from privacy.redact.cues import TITLES
from privacy.redact.redactor import Redacted, Redactor
from privacy.redact.words import fold
from stream.contracts import Entity, EntityKind
from stream.errors import BadInput

_MARK = re.compile(r"\[\[(\w+):(.*?)\]\]|\{\{(\w+):(.*?)\}\}", re.DOTALL)

_BEGIN, _END = "<!-- measured -->", "<!-- /measured -->"


@dataclass(frozen=True)
class Marked:
    """A post with its marks taken out: `personal` must go, `kept` must stay."""

    id: str
    lang: str
    text: str
    personal: tuple[Entity, ...]
    kept: tuple[tuple[str, int, int], ...]


def read(path: Path) -> list[Marked]:
    posts = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            posts.append(unmark(row["id"], row["lang"], row["text"]))
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(f'{path} line {number}: expected {{"id", "lang", "text"}} as JSON') from error
    return posts


def unmark(post_id: str, lang: str, marked: str) -> Marked:
    text, personal, kept, at = "", [], [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        words = match[2] if match[1] else match[4]
        start, end = len(text), len(text) + len(words)
        if match[1]:
            personal.append(Entity(kind=cast(EntityKind, match[1]), start=start, end=end))
        else:
            kept.append((match[3], start, end))
        text += words
        at = match.end()
    return Marked(post_id, lang, text + marked[at:], tuple(personal), tuple(kept))


@dataclass
class Count:
    right: int = 0
    all: int = 0

    @property
    def share(self) -> float:
        return self.right / self.all if self.all else 1.0


@dataclass
class Report:
    """Shares per (kind, language). Recall: every word of the mark is gone, and under its own kind.
    Precision: the entity touches a mark of its kind. Kept: no word of the mark was touched."""

    recall: dict[tuple[str, str], Count] = field(default_factory=dict)
    precision: dict[tuple[str, str], Count] = field(default_factory=dict)
    kept: dict[tuple[str, str], Count] = field(default_factory=dict)
    words_lost: Count = field(default_factory=Count)
    misses: list[str] = field(default_factory=list)


def _touch(a_start: int, a_end: int, b_start: int, b_end: int) -> bool:
    return a_start < b_end and b_start < a_end


def _gone(mark: Entity, text: str, entities: Sequence[Entity]) -> bool:
    if not any(e.kind == mark.kind and _touch(e.start, e.end, mark.start, mark.end) for e in entities):
        return False
    for word in re.finditer(r"\w+", text[mark.start : mark.end]):
        start, end = mark.start + word.start(), mark.start + word.end()
        if mark.kind == "person" and fold(word[0]) in TITLES:
            continue
        if not any(_touch(e.start, e.end, start, end) for e in entities):
            return False
    return True


def _add(table: dict[tuple[str, str], Count], kind: str, lang: str, right: bool) -> None:
    count = table.setdefault((kind, lang), Count())
    count.right += right
    count.all += 1


def measure(posts: Sequence[Marked], results: Sequence[Redacted]) -> Report:
    report = Report()
    for post, result in zip(posts, results, strict=True):
        for mark in post.personal:
            right = _gone(mark, post.text, result.entities)
            _add(report.recall, mark.kind, post.lang, right)
            if not right:
                report.misses.append(
                    f"{post.id} missed {mark.kind}: {post.text[mark.start : mark.end]} | {result.text}"
                )
        for found in result.entities:
            right = any(
                m.kind == found.kind and _touch(m.start, m.end, found.start, found.end) for m in post.personal
            )
            _add(report.precision, found.kind, post.lang, right)
            if not right:
                report.misses.append(
                    f"{post.id} wrong {found.kind}: {post.text[found.start : found.end]} | {result.text}"
                )
        for what, start, end in post.kept:
            right = not any(_touch(e.start, e.end, start, end) for e in result.entities)
            _add(report.kept, what, post.lang, right)
            if not right:
                report.misses.append(f"{post.id} lost {what}: {post.text[start:end]} | {result.text}")
        if not post.personal:
            for word in re.finditer(r"\S+", post.text):
                report.words_lost.all += 1
                report.words_lost.right += any(_touch(e.start, e.end, *word.span()) for e in result.entities)
    return report


def table(report: Report) -> str:
    lines = ["| kind | language | precision | recall | marks |", "|---|---|---|---|---|"]
    for kind, lang in sorted({*report.recall, *report.precision}):
        recall, precision = (
            report.recall.get((kind, lang), Count()),
            report.precision.get((kind, lang), Count()),
        )
        lines.append(f"| {kind} | {lang} | {precision.share:.2f} | {recall.share:.2f} | {recall.all} |")
    lines += ["", "| kept | language | share | marks |", "|---|---|---|---|"]
    lines += [
        f"| {what} | {lang} | {count.share:.2f} | {count.all} |"
        for (what, lang), count in sorted(report.kept.items())
    ]
    lines += [
        "",
        f"Words lost in posts with nothing personal: {report.words_lost.share:.1%} of {report.words_lost.all}.",
    ]
    return "\n".join(lines)


def write_card(card: Path, tables: str) -> None:
    """Puts the tables between the card's two marks. Raises BadInput if they are not there."""
    text = card.read_text(encoding="utf-8")
    begin, end = text.find(_BEGIN), text.find(_END)
    if begin < 0 or end < begin:
        raise BadInput(f"{card} needs a line {_BEGIN} and below it a line {_END}")
    card.write_text(f"{text[:begin]}{_BEGIN}\n{tables}\n{text[end:]}", encoding="utf-8")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m privacy.redact.evaluate", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--misses", action="store_true", help="print each miss with its post")
    parser.add_argument("--card", type=Path, help="write the tables into this page, between its marks")
    options = parser.parse_args(argv)
    try:
        posts = [post for file in options.files for post in read(file)]
        report = measure(posts, Redactor().redact([p.text for p in posts], [p.lang for p in posts]))
        tables = f"{len(posts)} posts.\n\n{table(report)}"
        if options.card:
            write_card(options.card, tables)
    except (OSError, BadInput) as error:
        print(error, file=sys.stderr)
        return 2
    print(tables)
    if options.misses:
        print("\n".join(report.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
