"""Invented wire records and a real sealed box, for the tests of this folder."""

import json
from datetime import UTC, datetime
from typing import Any

from nacl.public import PrivateKey, SealedBox

KEY = b"k" * 32
NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
NOW_US = int(NOW.timestamp() * 1e6)
VAULT = PrivateKey.generate()
DID = "did:plc:danaquillinventedaaaaaaa"
HANDLE = "dana.quill.example"
NAME = "Dana Quill"


def seal(plain: bytes) -> bytes:
    return SealedBox(VAULT.public_key).encrypt(plain)


def opened(envelope: bytes) -> dict[str, str]:
    members: dict[str, str] = json.loads(SealedBox(VAULT).decrypt(envelope))
    return members


def commit(text: Any = "The bus is late again.", operation: str = "create", **record: Any) -> dict[str, Any]:
    body = {
        "$type": "app.bsky.feed.post",
        "text": text,
        "createdAt": "2026-09-01T11:59:58.5Z",
        "langs": ["en-US"],
    }
    inner: dict[str, Any] = {
        "rev": "3mmoojpaqkn2z",
        "operation": operation,
        "collection": "app.bsky.feed.post",
        "rkey": "3mmoojp4cd223",
    }
    if operation != "delete":
        inner |= {"record": {**body, **record}, "cid": "bafyinvented"}
    return {"did": DID, "time_us": NOW_US, "kind": "commit", "commit": inner}


def account(*, active: bool, status: str | None = None) -> dict[str, Any]:
    member = {"active": active, "did": DID, "seq": 7, "time": "2026-09-01T12:00:00Z"}
    return {
        "did": DID,
        "time_us": NOW_US,
        "kind": "account",
        "account": member | ({"status": status} if status else {}),
    }


def identity() -> dict[str, Any]:
    return {
        "did": DID,
        "time_us": NOW_US,
        "kind": "identity",
        "identity": {"did": DID, "handle": HANDLE, "seq": 8},
    }


def v2(payload: dict[str, Any], kind: str) -> dict[str, Any]:
    name = f"network.bsky.jetstream.subscribeEvents#{kind}"
    return {
        "$type": "message",
        "payload": {"$type": name, "did": DID, "seq": 5, "time": "2026-09-01T12:00:00Z", **payload},
    }


def wire(value: Any) -> bytes:
    return json.dumps(value).encode()
