"""Sealed boxes and the data key of an item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey

from privacy.sealing import BOX_OVERHEAD, ItemKey, add_to_item, opener, sealer
from stream.errors import BadInput

VAULT = PrivateKey.generate()
KEY = ItemKey.new()


@given(st.binary(max_size=200))
def test_only_the_private_key_opens(clear: bytes) -> None:
    sealed = sealer(VAULT.public_key)(clear)
    assert len(sealed) == len(clear) + BOX_OVERHEAD
    assert opener(VAULT)(sealed) == clear
    assert sealed != sealer(VAULT.public_key)(clear), "two seals of one text cannot be compared"
    with pytest.raises(BadInput, match="another vault key, or damaged"):
        opener(PrivateKey.generate())(sealed)


@given(st.binary(max_size=200), st.text(min_size=1, max_size=20))
def test_what_an_item_holds_comes_back_under_its_own_name(clear: bytes, name: str) -> None:
    for blob in (KEY.encrypt(name, clear), add_to_item(KEY.box_public, name, clear)):
        assert KEY.decrypt(name, blob) == clear
        for key, context in ((KEY, name + "x"), (ItemKey.new(), name)):
            with pytest.raises(BadInput):
                key.decrypt(context, blob)


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x02abc", b"\x03" + b"0" * 60, b"\x01" + b"0" * 60])
def test_damage_is_a_message(sealed: bytes) -> None:
    with pytest.raises(BadInput, match="damaged"):
        KEY.decrypt("p1/content", sealed)


def test_keys_do_not_print_themselves() -> None:
    assert KEY.data_key.hex() not in repr(KEY)
    assert repr(KEY.data_key) not in repr(KEY)
