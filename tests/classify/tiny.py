"""A release of a few kilobytes for tests: invented vocabulary, random weights, every part of the format."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from classify.precision import Precision
from models.release import Array, Release
from stream.contracts import HEADS

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
WORDS = (
    *SPECIAL,
    *[
        "i",
        "will",
        "hurt",
        "them",
        "all",
        "at",
        "school",
        "tomorrow",
        "die",
        "want",
        "to",
        "you",
        "are",
        "trash",
        "we",
        "won",
        "the",
        "game",
        "lunch",
        "is",
    ],
)
LOUD = {"hurt": "violence", "die": "self_harm", "trash": "cyberbullying"}
"""Words that the keyword engine hears, each for one head."""
HIDDEN, LAYERS, POSITIONS = 16, 2, 16


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    made.normalizer = normalizers.Lowercase()
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return made


def tensors(seed: int = 3) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    stored: dict[str, Any] = {}

    def matrix(name: str, rows: int, columns: int) -> None:
        stored[name] = rng.integers(-127, 128, (rows, columns), dtype=np.int8)
        stored[f"{name}.scale"] = rng.uniform(0.002, 0.006, rows).astype(np.float32)

    def vector(name: str, size: int, around: float) -> None:
        stored[name] = (around + rng.normal(0, 0.1, size)).astype(np.float16)

    def norm(name: str) -> None:
        vector(f"{name}.weight", HIDDEN, 1.0)
        vector(f"{name}.bias", HIDDEN, 0.0)

    matrix("bert.embeddings.word_embeddings.weight", len(WORDS), HIDDEN)
    matrix("bert.embeddings.position_embeddings.weight", POSITIONS, HIDDEN)
    stored["bert.embeddings.token_type_embeddings.weight"] = rng.normal(0, 0.1, (2, HIDDEN)).astype(
        np.float32
    )
    norm("bert.embeddings.LayerNorm")
    for number in range(LAYERS):
        layer = f"bert.encoder.layer.{number}"
        for part, out, into in (
            *((f"attention.self.{name}", HIDDEN, HIDDEN) for name in ("query", "key", "value")),
            ("attention.output.dense", HIDDEN, HIDDEN),
            ("intermediate.dense", HIDDEN * 4, HIDDEN),
            ("output.dense", HIDDEN, HIDDEN * 4),
        ):
            matrix(f"{layer}.{part}.weight", out, into)
            vector(f"{layer}.{part}.bias", out, 0.0)
        norm(f"{layer}.attention.output.LayerNorm")
        norm(f"{layer}.output.LayerNorm")
    stored["heads.weight"] = rng.normal(0, 1, (len(HEADS), HIDDEN)).astype(np.float32)
    vector("heads.bias", len(HEADS), 0.0)
    return stored


def info() -> dict[str, Any]:
    head = {
        "platt": [1.0, 0.0],
        "threshold": 0.5,
        "rank": {"scores": [0.0, 0.5, 1.0], "shares": [1.0, 0.01, 0.0001]},
    }
    return {
        "architecture": {
            "vocabulary": len(WORDS),
            "hidden": HIDDEN,
            "layers": LAYERS,
            "attention_heads": 4,
            "intermediate": HIDDEN * 4,
            "positions": POSITIONS,
            "epsilon": 1e-12,
        },
        "window": {"tokens": 12, "stride": 6},
        "heads": {name: dict(head) for name in HEADS},
    }


def files() -> dict[str, bytes]:
    return {
        "model.safetensors": save(tensors()),
        "tokenizer.json": tokenizer().to_str().encode(),
        "model.json": json.dumps(info()).encode(),
    }


def release() -> Release:
    return Release(Path("tiny"), files(), info())


class KeywordEngine:
    """An engine without a network: 4 for a head whose loud word is in the row, else -4."""

    name = "keywords"
    precision: Precision = "f32"

    def __init__(self) -> None:
        self.batches: list[int] = []

    def logits(self, rows: Sequence[Sequence[int]]) -> Array:
        self.batches.append(len(rows))
        loud = {WORDS.index(word): HEADS.index(head) for word, head in LOUD.items()}
        result = np.full((len(rows), len(HEADS)), -4.0, np.float32)
        for number, row in enumerate(rows):
            for token in row:
                if token in loud:
                    result[number, loud[token]] = 4.0
        return result

    def embeddings(self, rows: Sequence[Sequence[int]]) -> Array:
        """How often each word stands in the row."""
        found = [np.bincount(row, minlength=HIDDEN)[-HIDDEN:] for row in rows]
        return np.array(found, np.float32)
