"""The messages of a page of t.me/s/<channel>, as a reader sees them."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ingest.decode import WireError
from ingest.fields import stated_time
from ingest.html_text import Token, text_of, tokens
from ingest.making import numbered

_POST = re.compile(r"([A-Za-z0-9_]{1,64})/(\d{1,15})")
_TEXTS = ("js-message_text", "tgme_widget_message_poll_question", "tgme_widget_message_poll_option_text")


@dataclass(slots=True)
class Shown:
    """One message. `version` grows with its time, and tells an edited text from the first."""

    channel: str
    number: int
    service: bool
    text: str = ""
    author: str = ""
    at: datetime | None = None
    edited: bool = False

    @property
    def version(self) -> str:
        time = numbered(max(0, int(self.at.timestamp()))) if self.at else numbered(0)
        digest = hashlib.blake2b(self.text.encode("utf-8", "replace"), digest_size=6).hexdigest()
        return f"{time}e{digest}" if self.edited else time


def messages(html: str) -> list[Shown]:
    """All messages of a page, in its order. WireError when it is no such page, or ends in the middle."""
    if "tgme_" not in html:
        raise WireError("wrong shape: no page of t.me/s/<channel>")
    if not html.rstrip().endswith(("</html>", "</section>", "</div>")):
        raise WireError("truncated: the page does not end with its last tag")
    reader = _Page()
    for token in tokens(html):
        reader.take(token)
    return reader.found


class _Page:
    """Notes which part of which message the text at hand belongs to, by the depth of its tag."""

    def __init__(self) -> None:
        self.found: list[Shown] = []
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._part: tuple[str, int] | None = None
        self._raw: list[str] = []

    def take(self, token: Token) -> None:
        if token.closes:
            self._end(token)
            return
        if self._part is not None:
            self._raw.append(token.raw)
        elif token.name:
            self._start(token)
        if token.name and not token.empty:
            self._open.append(token.name)
            self._count[token.name] += 1

    def _start(self, token: Token) -> None:
        values = token.attributes
        classes = values.get("class", "").split()
        if match := _POST.fullmatch(values.get("data-post", "")):
            self.found.append(Shown(match[1], int(match[2]), "service_message" in classes))
        elif self.found:
            self._enter(token.name, values, classes)

    def _enter(self, tag: str, values: Mapping[str, str], classes: list[str]) -> None:
        depth = len(self._open)
        if any(name in classes for name in _TEXTS):
            self._part, self._raw = ("text", depth), []
        elif "tgme_widget_message_from_author" in classes:
            self._part, self._raw = ("author", depth), []
        elif "tgme_widget_message_meta" in classes:
            self._part, self._raw = ("meta", depth), []
        elif tag == "time":
            self._time(values)

    def _time(self, values: Mapping[str, str]) -> None:
        if self.found and (at := stated_time(values.get("datetime", ""))):
            self.found[-1].at = at

    def _end(self, token: Token) -> None:
        if self._count[token.name]:
            name = ""
            while name != token.name:
                name = self._open.pop()
                self._count[name] -= 1
        if self._part is None:
            return
        if len(self._open) > self._part[1]:
            self._raw.append(token.raw)
            return
        kind, raw = self._part[0], "".join(self._raw)
        self._part = None
        self._leave(kind, raw)

    def _leave(self, kind: str, raw: str) -> None:
        shown = self.found[-1]
        if kind == "text":
            # A reply shows the start of what it answers before its own text, under another class.
            shown.text = "\n".join(part for part in (shown.text, text_of(raw)) if part)
        elif kind == "author":
            shown.author = text_of(raw)
        else:
            shown.edited = "edited" in text_of(raw)
            if found := re.search(r'datetime="([^"]+)"', raw):
                self._time({"datetime": found[1]})
