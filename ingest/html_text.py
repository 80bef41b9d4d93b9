"""Posts that come as HTML, as a reader sees them."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(("p", "blockquote", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "div"))
_HIDDEN = frozenset(("script", "style", "template"))
_VOID = frozenset(("br", "img", "hr", "wbr", "input"))


def text_of(html: str) -> str:
    """Text with line breaks; what a class `invisible` hides is left out, `ellipsis` shows as …"""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(reader.parts)).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[tuple[str, bool, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and self.parts:
            self.parts.append("\n\n")
        elif tag == "br" or (tag == "li" and self.parts):
            self.parts.append("\n")
        if tag in _VOID:
            return
        classes = (dict(attrs).get("class") or "").split()
        hidden = tag in _HIDDEN or "invisible" in classes or self._hidden()
        self._open.append((tag, hidden, "…" if "ellipsis" in classes and not hidden else ""))

    def handle_endtag(self, tag: str) -> None:
        # Unclosed inner tags end with the outer one; a stray end tag ends nothing.
        if not any(name == tag for name, _, _ in self._open):
            return
        while self._open:
            name, _, after = self._open.pop()
            if after:
                self.parts.append(after)
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._hidden():
            self.parts.append(data)

    def _hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]
