from hypothesis import given
from hypothesis import strategies as st

from ingest.ids import event_id, post_id

_PARTS = st.lists(st.text(st.characters(), max_size=6), min_size=1, max_size=4)


@given(_PARTS, _PARTS)
def test_only_the_same_parts_share_an_id(one: list[str], two: list[str]) -> None:
    assert (post_id(b"k", *one) == post_id(b"k", *two)) == (one == two)


@given(_PARTS)
def test_key_and_kind_make_other_ids(parts: list[str]) -> None:
    ids = {post_id(None, *parts), post_id(b"k", *parts), post_id(b"l", *parts), event_id(b"k", *parts)}
    assert len(ids) == 4
    assert all(len(id_) == 32 and int(id_, 16) >= 0 for id_ in ids)
