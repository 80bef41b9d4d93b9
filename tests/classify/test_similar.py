from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.similar import CHANGES, cosines
from classify.scorer import load
from classify.similar import DUPLICATE, NEAR, Index, packed, plain, unpacked
from models.release import Array

AT = datetime(2026, 3, 1, tzinfo=UTC)


def vector(*values: float) -> Array:
    made = np.array(values, np.float32)
    return made / np.linalg.norm(made)


@pytest.fixture
def index() -> Index:
    made = Index(2)
    for item, values in enumerate([(1, 0), (1, 0.1), (0, 1), (-1, 0)]):
        made.add(item, vector(*values), AT + timedelta(days=item))
    return made


def test_the_nearest_come_first_down_to_the_bound(index: Index) -> None:
    found = index.search(vector(1, 0), least=0.5)
    assert [one.item for one in found] == [0, 1]
    assert found[0].cosine == pytest.approx(1, abs=1e-6)
    assert [one.item for one in index.search(vector(1, 0), least=-1, most=3)] == [0, 1, 2]
    assert [one.item for one in index.search(vector(1, 0), least=-1, among=[3, 1])] == [1, 3]
    assert index.search(vector(1, 0), least=-1, among=[]) == []


def test_what_is_removed_expired_or_replaced_is_not_found(index: Index) -> None:
    index.remove([0, 99])
    assert [one.item for one in index.search(vector(1, 0), least=0.5)] == [1]
    assert index.expire(AT + timedelta(days=2)) == 1
    assert len(index) == 2
    index.add(2, vector(1, 0), AT)
    assert len(index) == 2
    assert [one.item for one in index.search(vector(1, 0), least=0.5)] == [2]
    assert 2 in index
    assert 1 not in index


def test_another_width_is_refused_and_an_empty_index_finds_nothing(index: Index) -> None:
    with pytest.raises(ValueError, match="shape"):
        index.add(7, vector(1, 0, 0), AT)
    assert Index(2).search(vector(1, 0), least=-1) == []


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), max_size=30))
def test_it_holds_what_was_added_and_not_removed(acts: list[tuple[int, bool]]) -> None:
    index, held = Index(2), set()
    for item, put in acts:
        if put:
            index.add(item, vector(item + 1, 1), AT)
            held.add(item)
        else:
            index.remove([item])
            held.discard(item)
    assert {one.item for one in index.search(vector(1, 1), least=-1, most=99)} == held


def test_packed_vectors_come_back_nearly_the_same() -> None:
    given_vector = vector(*np.random.default_rng(0).normal(size=384))
    back = unpacked(packed(given_vector))
    assert len(packed(given_vector)) == 768
    assert float(back @ given_vector) > 0.99999
    assert not unpacked(packed(np.zeros(4, np.float32))).any()


@pytest.mark.model
def test_the_bounds_are_the_shipped_models_own() -> None:
    """After another model is released: `python -m bench.similar`, then put what it prints into classify.similar."""
    found = cosines(load(kind="openvino"))
    changed = np.concatenate([found[kind] for kind in CHANGES])
    assert min(found["case"].min(), found["emoji"].min()) >= DUPLICATE
    assert np.mean(changed >= DUPLICATE) <= 0.1
    assert np.mean(found["other"] >= NEAR) <= 0.02


def test_a_copy_is_plain_whatever_its_case_and_emoji() -> None:
    assert plain("Hi\u200b THERE \U0001f480") == plain("hi there ")
