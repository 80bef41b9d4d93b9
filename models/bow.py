"""A bag of words to compare with: hashed words and pairs, one logistic layer, the same rows and loss."""

import random
import re
import zlib
from itertools import pairwise

import numpy as np
import torch

from models import sampling
from models.corpus import Row
from models.network import loss_of
from models.release import Array
from stream.contracts import HEADS

_BUCKETS = 2**18
_STEPS, _BATCH = 1200, 256


def _features(text: str) -> list[int]:
    words = re.findall(r"\w+|[^\w\s]", text.lower())
    pairs = [f"{left} {right}" for left, right in pairwise(words)]
    return [zlib.crc32(term.encode()) % _BUCKETS for term in dict.fromkeys([*words, *pairs])] or [0]


class BagOfWords(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.weights = torch.nn.EmbeddingBag(_BUCKETS, len(HEADS), mode="sum", sparse=True)
        torch.nn.init.zeros_(self.weights.weight)
        self.bias = torch.nn.Parameter(torch.full((len(HEADS),), -2.0))

    def forward(self, texts: list[list[int]]) -> torch.Tensor:
        flat = torch.tensor([term for text in texts for term in text])
        starts = torch.tensor(np.cumsum([0, *map(len, texts)])[:-1])
        lengths = torch.tensor([[len(text) ** 0.5] for text in texts])
        found: torch.Tensor = self.weights(flat, starts) / lengths + self.bias
        return found


def fit(rows: list[Row], seed: int = 7) -> BagOfWords:
    """Trained on the train split with the network's sampling weights."""
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - sampling, not a secret
    net = BagOfWords()
    sparse = torch.optim.SparseAdam(net.weights.parameters(), lr=0.02)
    dense = torch.optim.Adam([net.bias], lr=0.02)
    chances = sampling.weights(rows)
    picked = rng.choices(range(len(rows)), weights=chances, k=_STEPS * _BATCH)
    seen: dict[int, list[int]] = {}
    for step in range(_STEPS):
        numbers = picked[step * _BATCH : (step + 1) * _BATCH]
        texts = [seen.setdefault(number, _features(rows[number].text)) for number in numbers]
        labels = torch.tensor(
            [[-1.0 if label is None else float(label) for label in rows[number].labels] for number in numbers]
        )
        loss = loss_of(net(texts), labels, torch.tensor([rows[number].trust for number in numbers]))
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        for optimiser in (sparse, dense):
            optimiser.step()  # type: ignore[no-untyped-call]  # as above
            optimiser.zero_grad()
    return net.eval()


@torch.inference_mode()
def logits(net: BagOfWords, texts: list[str]) -> Array:
    parts = [
        net([_features(text) for text in texts[start : start + 512]]) for start in range(0, len(texts), 512)
    ]
    return np.concatenate([part.numpy() for part in parts])
