"""A model that breaks a gate is not released, and each broken gate is named."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models import gates
from models.release import Array
from stream.contracts import HEADS
from stream.errors import BadInput


def fair(texts: Sequence[str]) -> Array:
    """Scores that hang on a text's length in words, which the two halves of a pair share on the whole."""
    words = np.array([len(text.split()) for text in texts], np.float32)
    return np.tile(0.0001 * words[:, None], (1, len(HEADS)))


def figures(score: gates.Scorer, threshold: float = 0.9) -> dict[str, object]:
    thresholds = dict.fromkeys(HEADS, threshold)
    return {
        "protected": gates.protected(score, thresholds),
        "dialect": gates.dialect(score),
        "news": {"self_harm": 0.0, "violence": 2.5},
    }


def broken(found: dict[str, object]) -> set[str]:
    return {gate.name for gate in gates.check(found) if not gate.kept}


def test_news_over_budget_is_named() -> None:
    assert "news and opinion, alerts per 1,000, violence" in broken(figures(fair))
    assert "news and opinion, alerts per 1,000, self_harm" not in broken(figures(fair))


def test_a_model_that_dislikes_a_dialect_is_caught() -> None:
    def unfair(texts: Sequence[str]) -> Array:
        marked = np.array(
            # What is left of the dialect once its spellings are read as the words they stand for.
            [bool({"n", "jus", "yo", "bout", "isn't"} & set(text.split())) for text in texts]
        )
        return np.tile(np.where(marked, 0.5, 0.01).astype(np.float32)[:, None], (1, len(HEADS)))

    names = broken(figures(unfair))
    assert {f"dialect, gap of mean scores, {head}" for head in HEADS} <= names
    assert {f"dialect, flags in AAE over standard, {head}" for head in HEADS} <= names


def test_protected_speech_that_alerts_is_caught_and_each_post_is_named() -> None:
    def touchy(texts: Sequence[str]) -> Array:
        return np.array(
            [[0.95 if "school" in text.lower() else 0.01] * len(HEADS) for text in texts], np.float32
        )

    found = figures(touchy)
    suite = gates.protected(touchy, dict.fromkeys(HEADS, 0.9))
    assert "protected speech, share that alerts" in broken(found)
    assert suite["any"] == len(suite["ids"]["violence"]) > 0


def test_the_suite_is_whole_and_read_twice() -> None:
    suite, pairs = gates.read("protected"), gates.read("dialect")
    assert len(suite) >= 400
    assert not any(any(row["labels"].values()) for row in suite)
    assert {"criticism", "protest", "union", "religion", "politics", "journalism", "identity"} <= {
        row["topic"] for row in suite
    }
    ids = {row["id"]: row for row in pairs}
    assert all(ids[row["twin"]]["labels"] == row["labels"] for row in pairs)
    assert all(row["second"] == row["labels"] for row in (*suite, *pairs))


def test_a_missing_suite_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="restore it"):
        gates.read("protected", tmp_path)
