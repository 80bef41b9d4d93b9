"""Texts to scores: spelling, tokens, windows, batches, calibration. One object per worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classify.cache import Seen
from classify.engine import Engine, Kind, engine
from classify.precision import Precision
from classify.similar import plain
from models import release as released
from models.release import Array, Release
from models.tokens import Reader, batches
from stream.contracts import HEADS, Head


@dataclass(frozen=True, slots=True)
class Scored:
    """One text's scores, calibrated, in [0, 1], and the heads that reach their threshold."""

    scores: dict[Head, float]
    flags: tuple[Head, ...]


NOTHING = Scored(dict.fromkeys(HEADS, 0.0), ())
"""What a text without anything to read scores."""


class Scorer:
    """The released model on one engine. Not for use by several threads at once."""

    def __init__(self, release: Release, runs_on: Engine) -> None:
        self._release = release.at(runs_on.precision)
        self._engine = runs_on
        self._reader = Reader(release)
        self._seen = Seen()
        self.model = release.model
        self.engine = runs_on.name
        self.thresholds = self._release.thresholds

    def score(self, texts: Sequence[str]) -> list[Scored]:
        """One result per text, in order; a text without letters, digits or signs scores as nothing."""
        values = self.matrix(texts)
        return [
            NOTHING if not row.any() else Scored(scores, self._flags(scores))
            for row in values
            for scores in [{head: round(float(value), 6) for head, value in zip(HEADS, row, strict=True)}]
        ]

    def rank(self, scores: dict[Head, float]) -> dict[Head, float]:
        """Share of ordinary posts that score at least as high, per head."""
        return {head: self._release.rank(head, scores[head]) for head in HEADS}

    def matrix(self, texts: Sequence[str]) -> Array:
        """Scores [texts, heads]; rows of zeros where there is nothing to read."""
        windows, owners = self._reader.windows(texts)
        result = np.zeros((len(texts), len(HEADS)), np.float32)
        if windows:
            np.maximum.at(result, owners, self._release.calibrated(self._logits(windows)))
        return result

    def embeddings(self, texts: Sequence[str]) -> Array:
        """[texts, hidden], each of length 1: the mean over a text's windows, whatever its case and emoji;
        zeros where there is nothing to read. Not cached: asked for flagged posts alone.
        """
        windows, owners = self._reader.windows([plain(text) for text in texts])
        result = np.zeros((len(texts), self._release.info["architecture"]["hidden"]), np.float32)
        for batch in batches(windows):
            rows = [windows[number] for number in batch]
            np.add.at(result, [owners[number] for number in batch], self._engine.embeddings(rows))
        length = np.linalg.norm(result, axis=1, keepdims=True)
        return np.asarray(result / np.where(length > 0, length, 1), np.float32)

    def _flags(self, scores: dict[Head, float]) -> tuple[Head, ...]:
        return tuple(head for head in HEADS if scores[head] >= self.thresholds[head])

    def _logits(self, windows: list[list[int]]) -> Array:
        keys = [self._seen.key(row) for row in windows]
        found = {key: logits for key in keys if (logits := self._seen.get(key)) is not None}
        new = {key: row for key, row in zip(keys, windows, strict=True) if key not in found}
        names, rows = list(new), list(new.values())
        for batch in batches(rows):
            answers = self._engine.logits([rows[number] for number in batch])
            for number, logits in zip(batch, answers, strict=True):
                found[names[number]] = logits.copy()
                self._seen.put(names[number], found[names[number]])
        return np.array([found[key] for key in keys], np.float32)


def load(folder: Path | None = None, kind: Kind = "auto", precision: Precision | None = None) -> Scorer:
    """The shipped model on this machine's engine. Fatal when a file is not the released one."""
    release = released.load(folder or released.FOLDER)
    return Scorer(release, engine(release, kind, precision))
