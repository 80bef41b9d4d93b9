"""The messages of a page of t.me/s/<channel>, as a reader sees them."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from html.parser import HTMLParser

from ingest.decode import WireError
from ingest.fields import stated_time
from ingest.html_text import text_of
from ingest.making import numbered

_POST = re.compile(r"([A-Za-z0-9_]{1,64})/(\d{1,15})")
_VOID = frozenset(("br", "img", "hr", "wbr", "input", "meta", "link", "source"))
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
    if not re.search(r"</html>\s*\Z|</section>\s*\Z|</div>\s*\Z", html):
        raise WireError("truncated: the page does not end with its last tag")
    reader = _Page()
    reader.feed(html)
    reader.close()
    return reader.found


class _Page(HTMLParser):
    """Notes which part of which message the text at hand belongs to, by the depth of its tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[Shown] = []
        self._open: list[str] = []
        self._part: tuple[str, int] | None = None
        self._raw: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        classes = values.get("class", "").split()
        if self._part is not None:
            self._raw.append(self.get_starttag_text() or "")
        elif match := _POST.fullmatch(values.get("data-post", "")):
            self.found.append(Shown(match[1], int(match[2]), "service_message" in classes))
        elif self.found:
            self._enter(tag, values, classes)
        if tag not in _VOID:
            self._open.append(tag)

    def _enter(self, tag: str, values: dict[str, str], classes: list[str]) -> None:
        depth = len(self._open)
        if any(name in classes for name in _TEXTS):
            self._part, self._raw = ("text", depth), []
        elif "tgme_widget_message_from_author" in classes:
            self._part, self._raw = ("author", depth), []
        elif "tgme_widget_message_meta" in classes:
            self._part, self._raw = ("meta", depth), []
        elif tag == "time":
            self._time(values)

    def _time(self, values: dict[str, str]) -> None:
        if self.found and (at := stated_time(values.get("datetime", ""))):
            self.found[-1].at = at

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._part is not None:
            self._raw.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open and self._open.pop() != tag:
                pass
        if self._part is None:
            return
        if len(self._open) > self._part[1]:
            self._raw.append(f"</{tag}>")
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

    def handle_data(self, data: str) -> None:
        if self._part is not None:
            self._raw.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")
