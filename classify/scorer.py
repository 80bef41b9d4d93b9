"""Texts to scores: spelling, tokens, windows, batches, calibration. One object per worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from classify.engine import Engine, Kind, engine
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
        self._release = release
        self._engine = runs_on
        self._reader = Reader(release)
        self.model = release.model
        self.engine = runs_on.name
        self.thresholds = release.thresholds

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

    def _flags(self, scores: dict[Head, float]) -> tuple[Head, ...]:
        return tuple(head for head in HEADS if scores[head] >= self.thresholds[head])

    def _logits(self, windows: list[list[int]]) -> Array:
        result = np.empty((len(windows), len(HEADS)), np.float32)
        for batch in batches(windows):
            result[batch] = self._engine.logits([windows[number] for number in batch])
        return result


def load(folder: Path | None = None, kind: Kind = "auto") -> Scorer:
    """The shipped model on this machine's engine. Fatal when a file is not the released one."""
    release = released.load(folder or released.FOLDER)
    return Scorer(release, engine(release, kind))
