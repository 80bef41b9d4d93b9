"""Text messages, as a gateway hands them over: POST /sms/v1, signed. docs/tips.md has the contract."""

import hashlib
import hmac
import json
import re
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from privacy.tips import codes, desk
from privacy.tips.letters import LANGUAGES, MAX_TEXT
from review_ui.tips.guard import problem
from stream.errors import BadInput

SIGNATURE = "X-Firstbell-Signature"
NEAR_S = 300
_FORMAT = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")
_WORDS = {
    "en": "Nothing was sent: only words can be taken. Write what happened. Danger now: call 911. Crisis: call or text 988.",
    "es": "No se envió nada: solo se aceptan palabras. Escribe qué pasó. Peligro ahora: 911. Crisis: llama al 988 (oprime 2) o envía AYUDA al 988.",
}
"""To a picture without a word."""
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
        reply = _taken(_tip(wanted), wanted["id"])
    except (ValueError, AttributeError):
        return problem("the body is not a JSON object", 400)
    except BadInput as error:
        return problem(str(error), 400)
    return JsonResponse({"reply": reply})


def _taken(tip: desk.Given, id_: str) -> str:
    """Store it, and the words to send back."""
    if not tip.text.strip():
        return _WORDS[tip.lang]
    code = desk.take(tip, desk.codes().ticket_of(f"sms {id_}"))
    return _REPLY[tip.lang].format(address=settings.TIPS_ADDRESS, code=codes.shown(code))


def _tip(wanted: dict[str, str]) -> desk.Given:
    """What a gateway's own settings say wrongly must not cost the person who wrote: it is left out."""
    number = wanted["from"][:40]
    lang = wanted["lang"][:2].lower()
    return desk.Given(
        wanted["text"].replace("\0", "")[:MAX_TEXT],
        wanted["school"] if wanted["school"] in settings.SCHOOLS else "",
        "sms",
        lang if lang in _REPLY else LANGUAGES[0],
        desk.Sender(number, number),
    )
