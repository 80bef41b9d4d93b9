"""What a waiting tip is in clear: written by whoever takes it, read by the hand-over alone. No Django here."""

from datetime import datetime

import msgspec

from stream.contracts import Channel, Post, Tip

SOURCE = "tip"
LANGUAGES = ("en", "es")
MAX_TEXT = 4000
"""Characters of a tip or an answer."""
_STEP = 512


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A letter's content. `envelope` is already sealed to the vault."""

    post_id: str
    version: str
    text: str
    school: str
    channel: Channel
    lang: str | None
    at: datetime
    envelope: bytes

    def post(self) -> Post:
        return Post(
            post_id=self.post_id,
            version=self.version,
            source=SOURCE,
            text=self.text,
            received_at=self.at,
            created_at=self.at,
            lang=self.lang,
            envelope=self.envelope,
            tip=Tip(school=self.school, channel=self.channel),
        )


def padded(clear: bytes) -> bytes:
    """Blanks up to the next step, so that the sealed length says less."""
    return clear.ljust(-(-max(1, len(clear)) // _STEP) * _STEP)


def version(at: datetime) -> str:
    """Microseconds, comparable as a string."""
    return f"{int(at.timestamp() * 1_000_000):020d}"
