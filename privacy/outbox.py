"""Messages that leave the machine: counts, concern, school and a link. Never a post's words, never a name."""

import http.client
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings

from privacy import letters
from privacy.letters import MailSettings
from privacy.models import HeldItem, Notification
from stream.errors import BadInput

MAX_LINES = 20
FAULTS = (*letters.FAULTS, http.client.HTTPException)
"""What sending can fail with, beside BadInput."""

CONCERN = {
    "self_harm": "possible self-harm",
    "violence": "possible threat of violence",
    "cyberbullying": "possible cyberbullying",
    "tip": "a tip",
}
_SUBJECT = {
    Notification.Kind.QUEUED: "waiting for a first look",
    Notification.Kind.ESCALATED: "waiting too long",
    Notification.Kind.EMERGENCY: "revealed in an emergency",
    Notification.Kind.DISCLOSURE: "with a disclosure to complete",
}
_CARE = (
    "If someone is in danger now, call 911. For suicidal crisis, call or text 988, day and night.\n"
    "Please do not answer or contact the author online. Help works."
)


class Deployment(Protocol):
    """What is read of the deployment's settings (Django's setting FIRSTBELL)."""

    @property
    def webhook(self) -> str: ...

    @property
    def mail(self) -> MailSettings: ...

    @property
    def address(self) -> str: ...

    def path(self, *parts: str) -> Path: ...


@dataclass(frozen=True, slots=True)
class Message:
    """One message about some items, of whose content it knows nothing."""

    kind: Notification.Kind
    items: Sequence[HeldItem]
    now: datetime

    @property
    def subject(self) -> str:
        count = len(self.items)
        return f"Firstbell: {count} {'post' if count == 1 else 'posts'} {_SUBJECT[self.kind]}"

    def text(self, link: str) -> str:
        lines = [
            f"- {CONCERN.get(item.top_head, 'a concern')}, {', '.join(_schools(item))}, since {item.queued_at:%Y-%m-%d %H:%M} UTC"
            for item in self.items[:MAX_LINES]
        ]
        more = len(self.items) - MAX_LINES
        if more > 0:
            lines.append(f"- and {more} more")
        asks = (
            "Sign in to look"
            if self.kind not in (Notification.Kind.EMERGENCY, Notification.Kind.DISCLOSURE)
            else "Sign in to see what is still due"
        )
        return "\n".join(
            [self.subject.removeprefix("Firstbell: ") + ":", *lines, "", f"{asks}: {link}", "", _CARE, ""]
        )

    def json(self, link: str) -> dict[str, object]:
        return {
            "kind": self.kind.value,
            "count": len(self.items),
            "concerns": dict(Counter(item.top_head for item in self.items)),
            "schools": dict(Counter(school for item in self.items for school in _schools(item))),
            "oldest": min(item.queued_at for item in self.items).isoformat(),
            "link": link,
        }


def mail(message: Message, recipient: str, to: Sequence[str]) -> None:
    """By SMTP, or as a file in outbox/ where no host is configured. Raises FAULTS or BadInput."""
    if not to:
        raise BadInput(f"nobody has the key {recipient} in the district file any more: nobody to send to")
    firstbell = _deployment()
    text = message.text(firstbell.address)
    made = letters.letter(firstbell.mail.sender, to, message.subject, text, message.now)
    letters.send(firstbell.mail, firstbell.path("outbox"), made, recipient.replace(":", "-"), message.now)


def post(message: Message, address: str) -> None:
    """To a webhook as JSON. Raises FAULTS, or BadInput when the answer is not 2xx."""
    firstbell = _deployment()
    url = urlsplit(address)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise BadInput("webhook: an address such as https://alerts.district.example/firstbell")
    make = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    connection = make(url.hostname, url.port, timeout=letters.TIMEOUT_S)
    try:
        target = (url.path or "/") + (f"?{url.query}" if url.query else "")
        body = json.dumps(message.json(firstbell.address))
        connection.request(
            "POST", target, body, {"Content-Type": "application/json", "User-Agent": "firstbell"}
        )
        status = connection.getresponse().status
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise BadInput(f"the webhook answered {status}; it must answer 2xx")


def district_webhook() -> str:
    """The one of the settings, which gets every message; "" for none."""
    return _deployment().webhook


def _schools(item: HeldItem) -> list[str]:
    known = settings.SCHOOLS
    return [known[school].name if school in known else school for school in item.school_ids]


def _deployment() -> Deployment:
    deployment: Deployment = settings.FIRSTBELL
    return deployment
