"""The code of a conversation: shown once, kept nowhere. No Django here.

A form carries a ticket, made by us and authenticated; the code is derived from it, so that a form sent
twice names one conversation, and nobody can choose a code or its ticket.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.public import PrivateKey

from stream.errors import BadInput

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: what a hand writes and an eye confuses is read as the digit."""
LENGTH = 16
"""80 bits."""
_TICKET = re.compile(r"[0-9a-f]{64}")
_LOOKALIKE = str.maketrans("OIL", "011")


@dataclass(frozen=True, slots=True, repr=False)
class Codes:
    """Everything that is made with `keys/codes.key` (32 bytes)."""

    key: bytes

    def ticket(self) -> str:
        """64 hex digits: half random, half our mark."""
        return self._marked(secrets.token_hex(16))

    def ticket_of(self, native: str) -> str:
        """The ticket of a message that a trusted gateway names: the same again for the same name."""
        return self._marked(self._mac("native", native)[:16].hex())

    def checked(self, ticket: str) -> str:
        """The ticket. BadInput when it is not one of ours."""
        if not _TICKET.fullmatch(ticket) or not hmac.compare_digest(ticket, self._marked(ticket[:32])):
            raise BadInput("ticket: not one of ours; load the form again")
        return ticket

    def post_id(self, ticket: str) -> str:
        return self._mac("post", ticket)[:16].hex()

    def of(self, ticket: str) -> str:
        """The code that belongs to a ticket."""
        bits = int.from_bytes(self._mac("code", ticket)[:10], "big")
        return "".join(ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5))

    def hashed(self, code: str) -> str:
        return self._mac("hash", code).hex()

    def reply_key(self, code: str) -> PrivateKey:
        """What opens the answers. Only who brings the code can have it."""
        derive = HKDF(algorithm=SHA256(), length=32, salt=self.key, info=b"firstbell tip answers")
        return PrivateKey(derive.derive(code.encode()))

    def _marked(self, nonce: str) -> str:
        return nonce + self._mac("ticket", nonce)[:16].hex()

    def _mac(self, use: str, value: str) -> bytes:
        return hmac.new(self.key, f"{use}\0{value}".encode(), hashlib.sha256).digest()


def shown(code: str) -> str:
    """As a person copies it: four groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, LENGTH, 4))


def typed(text: str) -> str:
    """The code in what a person typed. BadInput when it cannot be one."""
    code = re.sub(r"[\s\-_.]+", "", text).upper().translate(_LOOKALIKE)
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        raise BadInput(f"code: {LENGTH} letters and digits, as the page showed it")
    return code
