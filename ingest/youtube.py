"""YouTube: a page of comment threads or comments, or one of them, into events.

Source of the format: developers.google.com/youtube/v3 (commentThreads, comments).
"""

from datetime import datetime
from typing import Any

import msgspec

from ingest.decode import Decoder, WireError
from ingest.fields import Seal, stated_time, total
from ingest.html_text import text_of
from ingest.making import Maker, Outcome, numbered, unwrapped
from stream.contracts import Reason
from stream.source import Note, Parsed, Parser

SOURCE = "youtube"

_EMPTY = Note("info", "an empty page: no comments, or they are switched off")
_ERROR = Note("error", "YouTube answered with an error; check the key, the permission and the day's quota")


class _Channel(msgspec.Struct):
    value: str = ""


class _Said(msgspec.Struct):
    publishedAt: str  # noqa: N815 - the wire's name
    textOriginal: str | None = None  # noqa: N815 - the wire's name
    textDisplay: str | None = None  # noqa: N815 - the wire's name
    updatedAt: str = ""  # noqa: N815 - the wire's name
    authorDisplayName: str = ""  # noqa: N815 - the wire's name
    authorChannelId: _Channel | None = None  # noqa: N815 - the wire's name
    moderationStatus: str = "published"  # noqa: N815 - the wire's name
    videoId: str = ""  # noqa: N815 - the wire's name


class _Comment(msgspec.Struct):
    id: str
    snippet: _Said


class _Replies(msgspec.Struct):
    comments: list[msgspec.Raw] = []


class _Head(msgspec.Struct):
    topLevelComment: msgspec.Raw  # noqa: N815 - the wire's name
    totalReplyCount: int = 0  # noqa: N815 - the wire's name
    isPublic: bool = True  # noqa: N815 - the wire's name


class _Thread(msgspec.Struct):
    id: str
    snippet: _Head
    replies: _Replies | None = None


class _Page(msgspec.Struct):
    kind: str = ""
    items: list[msgspec.Raw] | None = None
    error: msgspec.Raw = msgspec.Raw(b"")


_EXPECTED = "a YouTube record has `kind` youtube#commentThreadListResponse, #commentListResponse, #commentThread or #comment"
_text = Decoder(str, _EXPECTED)
_page = Decoder(_Page, _EXPECTED)
_thread = Decoder(_Thread, "a comment thread has `id` and `snippet.topLevelComment`")
_comment = Decoder(
    _Comment, "a comment has `id`, `snippet.publishedAt` and `snippet.textOriginal` or textDisplay"
)
_LISTS = ("youtube#commentThreadListResponse", "youtube#commentListResponse")


def parser(seal: Seal, key: bytes | None) -> Parser:
    """A parser of one page, one thread or one comment."""
    maker = Maker(SOURCE, seal, key)
    return total(lambda wire, received_at: _record(wire, received_at, maker))


def _record(wire: bytes, received_at: datetime, maker: Maker) -> Parsed:
    wire = unwrapped(wire, _text)
    page: _Page = _page(wire)
    out = Outcome()
    if page.kind in _LISTS:
        items = page.items or []
        out.each(items, "item", lambda one: _item(one, out, maker, received_at))
    elif page.error and not page.kind:
        out.notes.append(_ERROR)
    else:
        _item(wire, out, maker, received_at)
    return out.parsed(_EMPTY)


def _item(wire: Any, out: Outcome, maker: Maker, received_at: datetime) -> None:
    kind: str = _page(wire).kind
    if kind == "youtube#comment":
        _post(_comment(wire), out, maker, received_at)
    elif kind == "youtube#commentThread":
        _whole(_thread(wire), out, maker, received_at)
    elif kind.startswith("youtube#"):
        out.drops.append(Reason.OTHER_COLLECTION)
    else:
        raise WireError(f"wrong shape: {_EXPECTED}")


def _whole(thread: _Thread, out: Outcome, maker: Maker, received_at: datetime) -> None:
    replies = thread.replies.comments if thread.replies else []
    both = [thread.snippet.topLevelComment, *replies]
    if not thread.snippet.isPublic:
        out.drops += [Reason.NOT_PUBLIC] * len(both)
        return
    out.each(both, "comment", lambda one: _post(_comment(one), out, maker, received_at))
    missing = thread.snippet.totalReplyCount - len(replies)
    if missing > 0:
        why = "replies that the thread left out; ask for them by comments.list"
        out.events.append(
            maker.gap((thread.id, str(missing)), received_at, "unknown", f"{missing} left out", why)
        )


def _post(comment: _Comment, out: Outcome, maker: Maker, received_at: datetime) -> None:
    said = comment.snippet
    if not comment.id:
        raise WireError("wrong shape: a comment's `id` is not empty")
    if said.moderationStatus != "published":
        out.drops.append(Reason.NOT_PUBLIC)
        return
    if said.textOriginal is None and said.textDisplay is None:
        raise WireError("wrong shape: a comment has `textOriginal` or `textDisplay`")
    published = stated_time(said.publishedAt)
    changed = stated_time(said.updatedAt) or published
    if published is None or changed is None:
        raise WireError("wrong shape: `publishedAt` is a time with a zone")
    maker.post(
        out,
        (comment.id,),
        numbered(max(0, int(changed.timestamp() * 1000))),
        (said.textOriginal if said.textOriginal is not None else text_of(said.textDisplay or ""),),
        received_at=received_at,
        created=published,
        lang=None,
        author={
            "account": said.authorChannelId.value if said.authorChannelId else None,
            "name": said.authorDisplayName,
            "link": f"https://www.youtube.com/watch?v={said.videoId}&lc={comment.id}"
            if said.videoId
            else None,
            "id": comment.id,
        },
    )
