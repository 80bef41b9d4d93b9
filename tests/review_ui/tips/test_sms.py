"""Text messages from a gateway: signed, each once, with the number sealed."""

import hashlib
import hmac
import json
import re
import time
from typing import Any

import pytest
from django.test import Client

from privacy.tips.models import Letter, Thread
from review_ui.tips.sms import SIGNATURE, signed

pytestmark = pytest.mark.django_db
SECRET = "between-us"
BODY = {"id": "m-1", "from": "+15035550100", "text": "hay alguien con una lista de nombres", "lang": "es"}


def signature(body: bytes, secret: str = SECRET, at: float | None = None) -> str:
    seconds = int(time.time() if at is None else at)
    return f"t={seconds},v1={hmac.new(secret.encode(), f'{seconds}.'.encode() + body, hashlib.sha256).hexdigest()}"


def deliver(body: object, header: str | None = None) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client().post(
        "/sms/v1",
        raw,
        content_type="application/json",
        headers={SIGNATURE: header if header is not None else signature(raw)},
    )


def test_a_message_becomes_a_tip_once_and_its_reply_has_the_code() -> None:
    first, again = deliver(BODY), deliver(BODY)
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert re.search(r"911.*988.*https://tips\.district\.example.*[0-9A-Z-]{19}", first.json()["reply"])
    assert Thread.objects.count() == 1
    assert all(b"5550100" not in bytes(letter.sealed) for letter in Letter.objects.all())


def test_what_is_not_signed_is_refused(public: Any) -> None:
    raw = json.dumps(BODY).encode()
    for header in (
        "",
        "t=1,v1=00",
        signature(raw, "guessed"),
        signature(raw + b" "),
        signature(raw, at=time.time() - 400),
    ):
        assert deliver(BODY, header).status_code == 403
    assert not signed("", raw, signature(raw, ""), time.time())
    public.TIPS_SMS_SECRET = ""
    assert deliver(BODY).status_code == 404
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "odd", [{"lang": "es-MX"}, {"lang": "tlh"}, {"school": "closed-in-june"}, {"text": "palabras " * 600}]
)
def test_a_gateway_s_own_mistake_costs_nobody_a_tip(odd: dict[str, str]) -> None:
    answer = deliver({**BODY, **odd})
    assert answer.status_code == 200
    assert Letter.objects.count() == 1


def test_a_picture_without_words_is_answered() -> None:
    answer = deliver({**BODY, "text": " "})
    assert (answer.status_code, Letter.objects.exists()) == (200, False)
    assert re.search(r"solo se aceptan palabras.*911.*988", answer.json()["reply"])


@pytest.mark.parametrize("body", [b"[]", b"{", {"id": "", "text": "x"}, {"id": "1", "text": 5}])
def test_what_cannot_be_used_is_named(body: object) -> None:
    assert deliver(body).status_code == 400
