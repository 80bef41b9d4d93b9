"""Long texts in pieces, since some patterns need time that grows with the square of what they read."""

from collections.abc import Sequence

from privacy.redact.spans import Found

PIECE = 2000
"""Code points. Longer than any post of the networks; only feeds, files and tips have such texts."""
_ENDS = ("\n", ". ", "! ", "? ", " ")


def pieces(text: str) -> list[tuple[int, int]]:
    """Spans that make up the text, each cut at the end of a line, a sentence or a word if there is one."""
    spans, at = [], 0
    while len(text) - at > PIECE:
        end = _cut(text, at)
        spans.append((at, end))
        at = end
    return [*spans, (at, len(text))]


def _cut(text: str, at: int) -> int:
    for mark in _ENDS:
        if (found := text.rfind(mark, at + PIECE // 2, at + PIECE)) >= 0:
            return found + len(mark)
    return at + PIECE


def joined(text: str, found: Sequence[tuple[int, Sequence[Found]]]) -> list[Found]:
    """What was found in each piece, by its start, as spans of the whole text.

    What ends where a word was cut takes the rest of that word.
    """
    whole: list[Found] = []
    reach = 0
    for start, inside in found:
        for one in sorted(inside):
            end = start + one.end
            if start + one.start < reach:
                continue
            if end - start >= PIECE and _within_word(text, end):
                end = _word_end(text, end)
            whole.append(Found(start + one.start, end, one.kind))
            reach = end
    return whole


def _within_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and not (text[at - 1].isspace() or text[at].isspace())


def _word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at
