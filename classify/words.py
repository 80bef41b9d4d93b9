"""A rank in words. People are never shown a percentage of risk: local base rates would make it false."""

_STEPS = ((1 / 10_000, "10,000"), (1 / 1_000, "1,000"), (1 / 100, "100"), (1 / 10, "10"))


def rank_words(rank: float) -> str:
    """Share of ordinary posts that score at least as high, e.g. 0.0004, as a sentence's part."""
    for share, word in _STEPS:
        if rank <= share:
            return f"fewer than 1 in {word} ordinary posts score this high"
    return "more than 1 in 10 ordinary posts score this high"
