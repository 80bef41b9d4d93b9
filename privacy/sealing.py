"""Sealing with the vault's key, and the one data key of each held item. No Django here.

Two layers. What workers seal (original text, author's envelope) is a libsodium sealed box to the vault's
public key. What the records database keeps of an item lies under the item's own data key, which itself
is sealed to the vault: who destroys the sealed data key destroys everything of the item.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from stream.errors import BadInput

BOX_OVERHEAD = 48
"""Bytes that a sealed box adds to what it holds."""

_AES = b"\x01"
_BOX = b"\x02"
_NONCE = 12


def sealer(public_key: PublicKey) -> Callable[[bytes], bytes]:
    """A function that seals bytes so that only the vault's private key opens them."""
    box = SealedBox(public_key)
    return lambda clear: bytes(box.encrypt(clear))


def opener(private_key: PrivateKey) -> Callable[[bytes], bytes]:
    """The inverse of sealer. BadInput when the bytes were sealed to another key or are damaged."""
    box = SealedBox(private_key)

    def open_(sealed: bytes) -> bytes:
        try:
            return bytes(box.decrypt(sealed))
        except (CryptoError, ValueError, TypeError):
            raise BadInput(
                "sealed to another vault key, or damaged: is keys/vault.key the one of this home?"
            ) from None

    return open_


@dataclass(frozen=True, slots=True, repr=False)
class ItemKey:
    """The data key of one held item: 32 bytes from which everything of the item is encrypted.

    Whoever lacks it can still add to the item (an edit, a note) through `box_public`, but not read.
    `context` binds a blob to its item and field, so that blobs cannot be exchanged in the database.
    """

    data_key: bytes

    @classmethod
    def new(cls) -> "ItemKey":
        return cls(secrets.token_bytes(32))

    @property
    def box_public(self) -> bytes:
        return bytes(PrivateKey(self._derive(b"box")).public_key)

    def encrypt(self, context: str, clear: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return _AES + nonce + AESGCM(self._derive(b"content")).encrypt(nonce, clear, context.encode())

    def decrypt(self, context: str, blob: bytes) -> bytes:
        """What encrypt or add_to_item made. BadInput when it is another item's, field's or damaged."""
        kind, body = blob[:1], blob[1:]
        if kind == _AES:
            try:
                return AESGCM(self._derive(b"content")).decrypt(
                    body[:_NONCE], body[_NONCE:], context.encode()
                )
            except (InvalidTag, ValueError):
                raise BadInput(f"{_field(context)} of a held item is damaged: restore the database") from None
        if kind == _BOX:
            clear = opener(PrivateKey(self._derive(b"box")))(body)
            bound = _bound(context)
            if clear.startswith(bound):
                return clear[len(bound) :]
        raise BadInput(f"{_field(context)} of a held item is damaged: restore the database")

    def _derive(self, use: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"firstbell item " + use).derive(
            self.data_key
        )


def add_to_item(box_public: bytes, context: str, clear: bytes) -> bytes:
    """Encrypt for an item whose data key is sealed away: only ItemKey.decrypt reads it."""
    return _BOX + sealer(PublicKey(box_public))(_bound(context) + clear)


def _bound(context: str) -> bytes:
    name = context.encode()
    return len(name).to_bytes(2, "big") + name


def _field(context: str) -> str:
    return context.rpartition("/")[2] or "content"
