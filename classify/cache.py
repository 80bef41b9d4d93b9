"""Results of rows scored before, for exact repeats. Keeps hashes under a key of this process, never text."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from models.release import Array

MOST = 50_000
"""Rows kept, the least recently asked for go first; about 12 MB."""


class Seen:
    """Token rows to logits. Two texts that the model reads alike are the same row."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._key = secrets.token_bytes(32)
        self._kept: OrderedDict[bytes, Array] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def key(self, row: Sequence[int]) -> bytes:
        return blake2b(np.asarray(row, np.int32).tobytes(), digest_size=16, key=self._key).digest()

    def get(self, key: bytes) -> Array | None:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: bytes, logits: Array) -> None:
        self._kept[key] = logits
        self._kept.move_to_end(key)
        while len(self._kept) > self._most:
            self._kept.popitem(last=False)
