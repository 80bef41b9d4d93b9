"""Near-duplicates and nearest neighbours among a few thousand held items, by their embeddings.

An exact index in memory (faiss). There is no way to write it: an embedding can be turned back into much
of its text, so it lies on disk only under its item's data key, and an index is rebuilt from there.
"""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from models.release import Array

DUPLICATE = 0.9993
"""Cosine from which two posts are shown as the same text. Measured: docs/similarity.md, `python -m bench.similar`;
both are the shipped model's own, another one needs them anew.
"""
NEAR = 0.99
"""Cosine from which a decided item is shown as a neighbour; same place."""


_PASSED_OVER = ("So", "Sk", "Cf", "Cs")


@dataclass(frozen=True, slots=True)
class Near:
    """An item and its cosine to what was asked, at most 1."""

    item: int
    cosine: float


class Index:
    """Vectors of length 1 by item. Not for several threads at once."""

    def __init__(self, width: int) -> None:
        import faiss  # noqa: PLC0415 - 30 MB that only the console needs

        self._faiss = faiss
        self.width = width
        self._index: Any = faiss.IndexIDMap2(faiss.IndexFlatIP(width))
        self._at: dict[int, datetime] = {}

    def __len__(self) -> int:
        return len(self._at)

    def __contains__(self, item: int) -> bool:
        return item in self._at

    def add(self, item: int, vector: Array, at: datetime) -> None:
        """Put an item in, in the place of an older vector of it. Raises ValueError on another width."""
        if vector.shape != (self.width,):
            raise ValueError(f"an embedding of shape {vector.shape}, wanted ({self.width},)")
        self.remove([item])
        self._index.add_with_ids(np.ascontiguousarray(vector[None], np.float32), np.array([item], np.int64))
        self._at[item] = at

    def remove(self, items: Collection[int]) -> None:
        """Take items out; those that are not in it are passed over."""
        known = [item for item in items if self._at.pop(item, None) is not None]
        if known:
            self._index.remove_ids(self._faiss.IDSelectorBatch(np.array(known, np.int64)))

    def expire(self, before: datetime) -> int:
        """Take out what is older than `before`; how many."""
        old = [item for item, at in self._at.items() if at < before]
        self.remove(old)
        return len(old)

    def search(
        self, vector: Array, *, least: float, most: int = 5, among: Iterable[int] | None = None
    ) -> list[Near]:
        """The nearest first, at most `most`, of cosine `least` or more; `among` None means all."""
        allowed = None if among is None else set(among)
        if not self._at or allowed == set():
            return []
        cosines, items = self._index.search(np.ascontiguousarray(vector[None], np.float32), len(self._at))
        found = [
            Near(int(item), min(float(cosine), 1.0))
            for cosine, item in zip(cosines[0], items[0], strict=True)
            if cosine >= least and (allowed is None or int(item) in allowed)
        ]
        return found[:most]


def plain(text: str) -> str:
    """The text without what a copy changes most: case, emoji and other symbols, invisible characters."""
    return "".join(char for char in text.lower() if unicodedata.category(char) not in _PASSED_OVER)


def packed(vector: Array) -> bytes:
    """Half precision, little-endian: two bytes a dimension."""
    return vector.astype("<f2").tobytes()


def unpacked(content: bytes) -> Array:
    """The inverse of packed, of length 1 again; zeros stay zeros."""
    vector = np.frombuffer(content, "<f2").astype(np.float32)
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector
