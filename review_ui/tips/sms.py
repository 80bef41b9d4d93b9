"""Text messages, as a gateway hands them over: POST /sms/v1, signed. docs/tips.md has the contract."""

import hashlib
import hmac
import json
import re
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from privacy.tips import codes, desk
from review_ui.tips.guard import problem
from stream.errors import BadInput

SIGNATURE = "X-Firstbell-Signature"
NEAR_S = 300
_FORMAT = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")
_REPLY = {
    "en": "Thank you, it was sent. Danger now: call 911. Crisis: call or text 988. Read answers at {address} with code {code}",
    "es": "Gracias, se ha enviado. Peligro ahora: 911. Crisis: llama al 988 (oprime 2) o envía AYUDA al 988. Respuestas: {address} con el código {code}",
}


def signed(secret: str, body: bytes, header: str, now: float) -> bool:
    """`t=<Unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`, at most five minutes old."""
    found = _FORMAT.fullmatch(header)
    if not found or not secret or abs(now - int(found[1])) > NEAR_S:
        return False
    right = hmac.new(secret.encode(), f"{found[1]}.".encode() + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(right, found[2])


def received(request: HttpRequest) -> HttpResponse:
    """{"id", "from", "text", "school"?, "lang"?} -> {"reply"}: the words to send back, with the code."""
    secret = settings.TIPS_SMS_SECRET
    if not secret or request.method != "POST":
        return problem("no text messages are taken here", 404)
    if not signed(secret, request.body, request.headers.get(SIGNATURE, ""), time.time()):
        return problem(f"{SIGNATURE}: missing, wrong or older than five minutes", 403)
    try:
        given = json.loads(request.body)
        wanted = {name: given.get(name, "") for name in ("id", "from", "text", "school", "lang")}
        if not all(isinstance(value, str) for value in wanted.values()) or not wanted["id"]:
            return problem("id, from and text are strings; each message has its own id", 400)
        number = wanted["from"][:40]
        tip = desk.Given(
            wanted["text"], wanted["school"], "sms", wanted["lang"] or "en", desk.Sender(number, number)
        )
        code = desk.take(tip, desk.codes().ticket_of(f"sms {wanted['id']}"))
    except (ValueError, AttributeError):
        return problem("the body is not a JSON object", 400)
    except BadInput as error:
        return problem(str(error), 400)
    reply = _REPLY.get(tip.lang, _REPLY["en"])
    return JsonResponse({"reply": reply.format(address=settings.TIPS_ADDRESS, code=codes.shown(code))})
