from typing import Any

from ingest import youtube
from stream.contracts import Gap, Post, Reason
from stream.source import Parsed
from tests.ingest.samples import comment, thread
from tests.ingest.wires import KEY, NAME, NOW, opened, seal, wire

PARSE = youtube.parser(seal, KEY)


def parse(value: Any) -> Parsed:
    return PARSE(wire(value), NOW)


def test_a_thread_and_its_replies_are_posts_and_replies_left_out_are_a_gap() -> None:
    page = {
        "kind": "youtube#commentThreadListResponse",
        "items": [thread(comment(id="r", textOriginal="Mine."), total=3)],
    }
    first, reply, gap = parse(page).events
    assert isinstance(first, Post)
    assert isinstance(reply, Post)
    assert (first.text, reply.text) == ("The bus is late again.", "Mine.")
    assert opened(first.envelope)["name"] == NAME
    assert isinstance(gap, Gap)
    assert gap.last == "2 left out"


def test_an_edit_is_a_later_version_and_html_is_read_when_nothing_else_is_there() -> None:
    first, later = (
        parse(comment(updatedAt=at)).events[0] for at in ("2026-09-01T11:59:00Z", "2026-09-01T12:30:00.5Z")
    )
    assert isinstance(first, Post)
    assert isinstance(later, Post)
    assert (first.post_id == later.post_id, later.version > first.version) == (True, True)
    [shown] = parse(comment(textOriginal=None, textDisplay="a<br>b &amp; c")).events
    assert isinstance(shown, Post)
    assert shown.text == "a\nb & c"


def test_what_is_not_public_or_no_comment_is_dropped() -> None:
    assert list(parse(thread(comment(id="r"), public=False)).drops) == [Reason.NOT_PUBLIC] * 2
    assert list(parse(comment(moderationStatus="heldForReview")).drops) == [Reason.NOT_PUBLIC]
    assert list(parse({"kind": "youtube#video", "id": "v"}).drops) == [Reason.OTHER_COLLECTION]


def test_errors_and_what_is_no_record() -> None:
    assert [note.kind for note in parse({"error": {"code": 403}}).notes] == ["error"]
    for wrong in ({}, {"kind": "other"}, {"kind": "youtube#comment", "id": "x"}, comment(publishedAt="soon")):
        assert parse(wrong).error
