"""Texts to token windows and windows to batches: the same for every engine and for the evaluation."""

from collections.abc import Sequence

from tokenizers import Tokenizer

from models.release import Release
from models.text import normalise
from stream.errors import Fatal

BATCH_TOKENS = 2048
"""Padded tokens a batch; the most that is held at once, whatever comes."""


class Reader:
    """The release's tokenizer. A long text becomes overlapping windows; it scores as its highest one."""

    def __init__(self, release: Release) -> None:
        self._tokenizer = Tokenizer.from_str(release.files["tokenizer.json"].decode("utf-8"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        special = release.info.get("special", {"first": "[CLS]", "last": "[SEP]"})
        self._first = _special(self._tokenizer, special["first"])
        self._last = _special(self._tokenizer, special["last"])
        self._length: int = release.info["window"]["tokens"] - 2
        self._stride: int = release.info["window"]["stride"]

    def windows(self, texts: Sequence[str]) -> tuple[list[list[int]], list[int]]:
        """Token ids of all windows, and the number of the text that each belongs to.

        A text with nothing to read has none.
        """
        windows: list[list[int]] = []
        owners: list[int] = []
        found = self._tokenizer.encode_batch_fast(
            [normalise(text) for text in texts], add_special_tokens=False
        )
        for number, encoding in enumerate(found):
            ids: list[int] = encoding.ids
            for start in self._starts(len(ids)):
                windows.append([self._first, *ids[start : start + self._length], self._last])
                owners.append(number)
        return windows, owners

    def _starts(self, tokens: int) -> list[int]:
        if not tokens:
            return []
        starts = [0]
        while starts[-1] + self._length < tokens:
            starts.append(starts[-1] + self._stride)
        return starts


def _special(tokenizer: Tokenizer, token: str) -> int:
    found = tokenizer.token_to_id(token)
    if found is None:
        raise Fatal(
            f"tokenizer.json has no {token}: it is not the tokenizer of a BERT model; `make train` writes one"
        )
    return found


def batches(windows: Sequence[Sequence[int]]) -> list[list[int]]:
    """Window numbers sorted by length, in batches of at most BATCH_TOKENS counted as padded."""
    result: list[list[int]] = []
    current: list[int] = []
    for number in sorted(range(len(windows)), key=lambda number: len(windows[number])):
        if current and (len(current) + 1) * len(windows[number]) > BATCH_TOKENS:
            result.append(current)
            current = []
        current.append(number)
    return [*result, current] if current else result
