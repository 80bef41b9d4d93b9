"""Taking a tip, and the conversation about it. What is taken is sealed before it is stored.

Nothing here learns of an address, a browser or a session, so nothing can keep one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction
from nacl.public import PublicKey

from privacy import audit, keys, vault
from privacy.actors import Actor
from privacy.models import HeldItem, State
from privacy.sealing import opener, sealer
from privacy.tips.codes import Codes
from privacy.tips.letters import LANGUAGES, MAX_TEXT, Opened, padded, version
from privacy.tips.models import Letter, Message, Thread
from stream.contracts import Channel
from stream.errors import BadInput

KEEP_AFTER = timedelta(days=30)
"""How long a conversation stays readable after its last item was destroyed."""


@dataclass(frozen=True, slots=True, repr=False)
class Sender:
    """Who wrote, where the channel itself says so (a number). Sealed; only the vault opens it."""

    account: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Given:
    """A tip, or an answer, as it came. `school` "": the person does not know which, or says none."""

    text: str
    school: str
    channel: Channel
    lang: str = ""
    sender: Sender = Sender()


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """A line of a conversation, as the person reads it: "" where they wrote it themselves."""

    at: datetime
    from_staff: bool
    text: str


def codes() -> Codes:
    return Codes(keys.load_codes_key(Path(settings.PRIVACY_KEYS)))


def waiting() -> int:
    """Tips that are not yet in the stream."""
    return Letter.objects.count()


def take(given: Given, ticket: str) -> str:
    """Store a new tip; the code of its conversation. The same ticket again is the same conversation,
    and other words under it are an edit.

    BadInput: no text, too long, a school that is not here, a ticket that is not ours.
    """
    made = codes()
    code = made.of(made.checked(ticket))
    text, now = checked(given), datetime.now(UTC)
    with transaction.atomic():
        thread, _ = Thread.objects.get_or_create(
            code_hash=made.hashed(code),
            defaults={
                "reply_public": bytes(made.reply_key(code).public_key),
                "school": given.school,
                "lang": given.lang or LANGUAGES[0],
                "at": now,
                "last_at": now,
            },
        )
        _post(thread, given, text, made.post_id(ticket), now)
    return code


def answer(code: str, text: str, ticket: str, channel: Channel = "form") -> None:
    """Store what the person adds: a tip of its own in the same conversation, scored and queued as one.

    BadInput: no such conversation, and as for `take`.
    """
    made = codes()
    made.checked(ticket)
    thread = found(code)
    # A school may have closed since: the person still has to be heard.
    school = thread.school if thread.school in settings.SCHOOLS else ""
    given = Given(text, school, channel, thread.lang)
    clear, now = checked(given), datetime.now(UTC)
    with transaction.atomic():
        _post(thread, given, clear, made.post_id(ticket), now)
        Thread.objects.filter(pk=thread.pk).update(last_at=now)


def found(code: str) -> Thread:
    """The conversation of a code (as codes.typed gives it). BadInput when there is none."""
    thread = Thread.objects.filter(code_hash=codes().hashed(code)).first()
    if thread is None:
        raise BadInput("code: there is no conversation with this code, or it has ended")
    return thread


def read(code: str) -> list[Line]:
    """The conversation for the person who holds its code. Writes nothing down."""
    open_ = opener(codes().reply_key(code))
    return [
        Line(
            one.at,
            one.seq is not None,
            open_(bytes(one.blob_person)).decode().rstrip() if one.blob_person else "",
        )
        for one in found(code).messages.all()
    ]


def reply(item_id: int, actor: Actor, text: str) -> Message:
    """The staff's answer, sealed for the person and, under the item's data key, for the staff.

    Inside no other transaction. BadInput: no such item, destroyed, no conversation, no text.
    """
    with audit.act():
        item = HeldItem.objects.select_for_update().filter(pk=item_id).exclude(state=State.DESTROYED).first()
        thread = thread_of(item) if item is not None else None
        if item is None or thread is None:
            raise BadInput(f"item {item_id} has no conversation: nobody holds a code for it")
        words = _text(text)
        note = vault.seal_note(item, words)
        seq = audit.record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=audit.Action.TIP_ANSWERED,
            object_type=audit.ObjectType.ITEM,
            object_key=item.post_id,
            payload={"words": note.digest},
        )
        now = datetime.now(UTC)
        Thread.objects.filter(pk=thread.pk).update(last_at=now)
        return Message.objects.create(
            thread=thread,
            seq=seq,
            actor_id=actor.id,
            item=item,
            blob_staff=note.blob,
            blob_person=sealer(PublicKey(bytes(thread.reply_public)))(_padded_text(words)),
            at=now,
        )


def enter(given: Given, ticket: str, actor: Actor) -> str:
    """A tip that came by phone or at the door, written down by `actor`, in the log. Its code, to be told.

    BadInput as for `take`.
    """
    with audit.act():
        code = take(given, ticket)
        audit.record(
            actor_id=actor.id,
            actor_role=actor.role,
            action=audit.Action.TIP_ENTERED,
            object_type=audit.ObjectType.ITEM,
            object_key=codes().post_id(ticket),
            payload={
                "channel": audit.Ident(given.channel),
                "school": audit.Ident(given.school) if given.school else None,
            },
        )
    return code


def thread_of(item: HeldItem) -> Thread | None:
    """The conversation an item belongs to."""
    line = Message.objects.filter(post_id=item.post_id).select_related("thread").first()
    return line.thread if line else None


def lines_of(item: HeldItem) -> Sequence[Message]:
    """All lines of the item's conversation, oldest first; none where nobody holds a code."""
    thread = thread_of(item)
    return list(thread.messages.select_related("item").order_by("at", "pk")) if thread else []


def forget(now: datetime) -> int:
    """Delete conversations that nobody has an item for any more. The number of threads."""
    alive = HeldItem.objects.exclude(state=State.DESTROYED).values("post_id")
    old = Thread.objects.filter(last_at__lt=now - KEEP_AFTER)
    return old.exclude(messages__post_id__in=alive).delete()[1].get("tips.Thread", 0)


def checked(given: Given) -> str:
    """The text, stripped. BadInput when something does not fit."""
    if given.school and given.school not in settings.SCHOOLS:
        raise BadInput("school: choose one of the list")
    if given.lang and given.lang not in LANGUAGES:
        raise BadInput(f"lang: one of {', '.join(LANGUAGES)}")
    return _text(given.text)


def _text(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not words:
        raise BadInput("text: say in a few words what happened")
    if len(words) > MAX_TEXT:
        raise BadInput(f"text: at most {MAX_TEXT} characters, found {len(words)}")
    return words


def _padded_text(words: str) -> bytes:
    """Blanks after the words do no harm to a reader, and hide their length."""
    return padded(words.encode("utf-8", "replace"))


def _post(thread: Thread, given: Given, text: str, post_id: str, now: datetime) -> None:
    folder = Path(settings.PRIVACY_KEYS)
    named = {"account": given.sender.account, "handle": given.sender.handle}
    author = msgspec.json.encode({name: value for name, value in named.items() if value})
    letter = Opened(
        post_id=post_id,
        version=version(now),
        text=text,
        school=given.school,
        channel=given.channel,
        lang=given.lang or None,
        at=now,
        envelope=sealer(keys.load_public(folder))(padded(author)),
    )
    sealed = sealer(keys.load_tips_public(folder))(padded(msgspec.json.encode(letter)))
    Message.objects.get_or_create(post_id=post_id, defaults={"thread": thread, "at": now})
    Letter.objects.create(sealed=sealed, at=now)
