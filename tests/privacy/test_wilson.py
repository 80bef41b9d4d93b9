"""The interval against published values (Newcombe, Statistics in Medicine 17, 1998, table I)."""

import pytest

from privacy.wilson import wilson


@pytest.mark.parametrize(
    ("found", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_published_intervals(found: int, of: int, low: float, high: float) -> None:
    assert wilson(found, of) == pytest.approx((low, high), abs=5e-5)


def test_nothing_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
