import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import metrics


def test_average_precision_of_known_rankings() -> None:
    labels = np.array([1.0, 0.0, 1.0, 0.0])
    assert metrics.average_precision(labels, np.array([4.0, 3.0, 2.0, 1.0])) == pytest.approx((1 + 2 / 3) / 2)
    assert metrics.average_precision(labels, np.array([4.0, 1.0, 3.0, 2.0])) == 1.0
    assert metrics.average_precision(labels, np.zeros(4)) == 0.5
    assert np.isnan(metrics.average_precision(np.ones(4), np.arange(4.0)))


SCORED = st.lists(
    st.tuples(
        st.floats(0, 1, width=32, allow_subnormal=False),
        st.floats(0.0625, 1, width=32, allow_subnormal=False),
    ),
    min_size=1,
    max_size=60,
)


@given(SCORED, st.floats(0, 1, allow_subnormal=False))
def test_a_threshold_keeps_its_budget(rows: list[tuple[float, float]], share: float) -> None:
    scores, weights = (np.array(column) for column in zip(*rows, strict=True))
    threshold = metrics.upper_threshold(scores, weights, share)
    assert weights[scores >= threshold].sum() / weights.sum() <= share + 1e-9


def test_a_threshold_does_not_hang_on_one_outlier() -> None:
    scores = np.array([0.9, 0.3, 0.2, 0.1])
    assert metrics.upper_threshold(scores, np.ones(4), 0.25) == pytest.approx(0.6)
    assert metrics.upper_threshold(scores, np.ones(4), 0.1) > 0.9
    assert metrics.upper_threshold(scores, np.ones(4), 1) == 0.1


@given(SCORED)
def test_ranks_fall_as_scores_rise_and_claim_no_more_than_was_seen(rows: list[tuple[float, float]]) -> None:
    scores, weights = (np.array(column) for column in zip(*rows, strict=True))
    table = metrics.rank_table(scores, weights)
    assert table["scores"] == sorted(table["scores"])
    assert table["shares"] == sorted(table["shares"], reverse=True)
    assert min(table["shares"]) >= 1 / len(rows) - 1e-12


def test_platt_finds_the_curve_that_made_the_labels() -> None:
    rng = np.random.default_rng(1)
    logits = rng.normal(0, 3, 40_000)
    labels = (rng.random(40_000) < 1 / (1 + np.exp(-(0.7 * logits - 1)))).astype(float)
    slope, offset = metrics.platt(logits, labels, np.ones(40_000))
    assert slope == pytest.approx(0.7, abs=0.05)
    assert offset == pytest.approx(-1, abs=0.06)


def test_an_interval_holds_its_estimate() -> None:
    values = np.arange(200.0)
    estimate, low, high = metrics.bootstrap(200, lambda rows: float(values[rows].mean()))
    assert low < estimate == 99.5 < high
