"""What every recogniser gives: a kind and a half-open span in code points, with overlaps resolved."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from re import Match, Pattern

from stream.contracts import EntityKind

Check = Callable[["Match[str]"], bool]


@dataclass(frozen=True, slots=True, order=True)
class Found:
    start: int
    end: int
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern whose group `x` (or whole match) is personal data of this kind, if `check` agrees."""

    kind: EntityKind
    pattern: "Pattern[str]"
    check: Check | None = None

    def find(self, text: str) -> Iterator[Found]:
        for match in self.pattern.finditer(text):
            if self.check is None or self.check(match):
                start, end = match.span("x") if "x" in self.pattern.groupindex else match.span()
                yield Found(start, end, self.kind)


class Taken:
    """Spans already spoken for. The first come keeps its place; a later one that overlaps is refused."""

    def __init__(self, text: str) -> None:
        self._marks = bytearray(len(text))
        self.found: list[Found] = []

    def add(self, found: Found) -> bool:
        if found.start >= found.end or any(self._marks[found.start : found.end]):
            return False
        self._marks[found.start : found.end] = b"\x01" * (found.end - found.start)
        self.found.append(found)
        return True

    def extend(self, many: Iterable[Found]) -> None:
        for found in many:
            self.add(found)

    def free(self, start: int, end: int) -> bool:
        return not any(self._marks[start:end])


def blank(text: str, spans: Iterable[tuple[int, int]], filler: str = " ") -> str:
    """The text, as long as before, with these spans overwritten."""
    out = list(text)
    for start, end in spans:
        out[start:end] = filler * (end - start)
    return "".join(out)
