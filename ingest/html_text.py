"""Posts that come as HTML, as a reader sees them.

Written here because `html.parser` needs time that grows with the square of what is left open, and posts
come from strangers. Source of the rules: html.spec.whatwg.org, 13.2.5, where a reader's view needs them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

_BLOCKS = frozenset(("p", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "div"))
_RAW = frozenset(("script", "style"))
_HIDDEN = _RAW | {"template"}
VOID = frozenset(("br", "img", "hr", "wbr", "input", "meta", "link", "source"))

_NAME = re.compile(r"</?([A-Za-z][^\s/>]*)")
# Possessive: what does not end is found out once.
_REST = re.compile(r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+>""")
_ATTRIBUTE = re.compile(r"""([^\s/>="']++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++))""")


class Token(NamedTuple):
    """A tag with its name in lower case, or text (no name). `raw` is how it stood."""

    raw: str
    name: str = ""
    closes: bool = False
    empty: bool = False

    @property
    def attributes(self) -> Mapping[str, str]:
        """Names in lower case; of two of one name the last."""
        found = _ATTRIBUTE.findall(self.raw)
        return {name.lower(): unescape(one or two or three) for name, one, two, three in found}


def tokens(html: str) -> Iterator[Token]:
    """Tags and text in order, without comments and scripts; in time that grows with the length alone.

    What looks like a tag and never ends is text.
    """
    at = 0
    while (start := html.find("<", at)) >= 0:
        if start > at:
            yield Token(html[at:start])
        name = _NAME.match(html, start)
        if name is None:
            if (at := _past_markup(html, start)) == start:
                yield Token("<")
                at = start + 1
            continue
        rest = _REST.match(html, name.end())
        if rest is None:
            yield Token(html[start:])
            return
        at = rest.end()
        raw, tag = html[start:at], name[1].lower()
        yield Token(raw, tag, closes=raw[1] == "/", empty=tag in VOID or raw.endswith("/>"))
        if tag in _RAW and raw[1] != "/":
            end = re.compile(rf"</{tag}", re.IGNORECASE).search(html, at)
            at = end.start() if end else len(html)
    if at < len(html):
        yield Token(html[at:])


def _past_markup(html: str, start: int) -> int:
    """Behind a comment or declaration at `start`; `start` itself when there is none.

    A comment that stays open takes all that follows, as in a browser.
    """
    if html.startswith("<!--", start):
        end = html.find("-->", start + 2)
        return end + 3 if end >= 0 else len(html)
    if html.startswith(("<!", "<?"), start):
        return html.find(">", start) + 1 or len(html)
    return start


def text_of(html: str) -> str:
    """Text with line breaks; what a class `invisible` hides is left out, `ellipsis` shows as …"""
    reader = _Reader()
    for token in tokens(html):
        reader.take(token)
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.parts)).strip()


class _Reader:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self._open: list[tuple[str, bool, str]] = []
        self._count: Counter[str] = Counter()

    def take(self, token: Token) -> None:
        if not token.name:
            if not self._hidden():
                self.parts.append(unescape(token.raw))
        elif token.closes:
            self._end(token.name)
        else:
            self._start(token)

    def _start(self, token: Token) -> None:
        tag = token.name
        if tag in _BLOCKS and self.parts:
            self.parts.append("\n\n")
        elif tag == "br" or (tag == "li" and self.parts):
            self.parts.append("\n")
        if token.empty:
            return
        classes = token.attributes.get("class", "").split()
        hidden = tag in _HIDDEN or "invisible" in classes or self._hidden()
        self._open.append((tag, hidden, "…" if "ellipsis" in classes and not hidden else ""))
        self._count[tag] += 1

    def _end(self, tag: str) -> None:
        # Unclosed inner tags end with the outer one; a stray end tag ends nothing.
        if not self._count[tag]:
            return
        while self._open:
            name, _, after = self._open.pop()
            self._count[name] -= 1
            if after:
                self.parts.append(after)
            if name == tag:
                break

    def _hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]
