import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import mastodon
from ingest.html_text import text_of
from stream.contracts import Deletion, Post, Reason
from stream.source import Parsed
from tests.ingest.wires import HANDLE, KEY, NAME, NOW, opened, seal, wire

PARSE = mastodon.parser(seal, KEY, "social.example")
LINK = "https://social.example/@dana/1134"


def status(**changes: Any) -> dict[str, Any]:
    account = {
        "id": "8",
        "acct": HANDLE,
        "display_name": NAME,
        "url": "https://social.example/@dana",
        "note": "<p>Hi</p>",
    }
    whole = {
        "id": "1134",
        "created_at": "2026-09-01T11:59:00.000Z",
        "edited_at": None,
        "content": "<p>The bus is late.</p>",
        "spoiler_text": "",
        "visibility": "public",
        "language": "en",
        "uri": "https://social.example/users/dana/statuses/1134",
        "url": LINK,
        "account": account | changes.pop("account", {}),
        "media_attachments": [],
    }
    return whole | changes


def parse(value: Any) -> Parsed:
    return PARSE(wire(value), NOW)


def post_of(**changes: Any) -> Post:
    [event] = parse(status(**changes)).events
    assert isinstance(event, Post)
    return event


def sse(event: str, data: str) -> str:
    return f"event: {event}\ndata: {data}\n\n"


def frame(event: str, payload: str) -> dict[str, Any]:
    return {"stream": ["public"], "event": event, "payload": payload}


def test_a_status_is_a_post_whose_author_only_the_vault_can_read() -> None:
    post = post_of()
    assert (post.text, post.lang, post.created_at) == (
        "The bus is late.",
        "en",
        datetime(2026, 9, 1, 11, 59, tzinfo=UTC),
    )
    author = opened(post.envelope)
    assert (author["handle"], author["name"], author["link"]) == (HANDLE, NAME, LINK)
    assert NAME not in repr(post)


def test_the_same_post_in_every_wrapping() -> None:
    text = json.dumps(status())
    ids = {
        event.post_id
        for value in (
            [status()],
            status(),
            sse("update", text),
            frame("update", text),
            json.dumps(frame("update", text)),
        )
        for event in parse(value).events
    }
    assert ids == {post_of().post_id}


def test_edits_sort_after_their_post_and_deletions_meet_it() -> None:
    edit = parse(frame("status.update", json.dumps(status(edited_at="2026-09-01T12:30:00+02:00"))))
    assert edit.edited
    [edited] = edit.events
    assert isinstance(edited, Post)
    later = post_of(edited_at="2026-09-01T12:05:00.000Z")
    assert edited.version < post_of().version < later.version
    for deletion in (sse("delete", "1134"), frame("delete", "1134")):
        [event] = parse(deletion).events
        assert isinstance(event, Deletion)
        assert event.post_id == post_of().post_id


def test_text_is_what_a_reader_sees_in_order() -> None:
    media = [{"description": "A red door."}, {"description": None}]
    poll = {"options": [{"title": "Yes"}, {"title": "No"}]}
    post = post_of(
        spoiler_text="Buses",
        media_attachments=media,
        poll=poll,
        content="<p>One</p><p>Two<br>three &amp; four</p>",
    )
    assert post.text == "Buses\nOne\n\nTwo\nthree & four\nYes\nNo\nA red door."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            '<p><a class="mention hashtag">#<span>Bus</span></a> <span class="h-card"><a>@<span>dana</span></a></span></p>',
            "#Bus @dana",
        ),
        (
            '<a href="x"><span class="invisible">https://</span><span class="ellipsis">example.org/lo</span>'
            '<span class="invisible">ng</span></a>',
            "example.org/lo…",
        ),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("a<script>alert(1)</script>b", "ab"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("1 &lt; 2", "1 < 2"),
        ("", ""),
    ],
)
def test_html_to_text(html: str, text: str) -> None:
    assert text_of(html) == text


@given(st.text(st.sampled_from('<>/&;"= apbr!-\n'), max_size=60))
def test_no_html_raises(html: str) -> None:
    assert isinstance(text_of(html), str)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"visibility": "unlisted"}, Reason.NOT_PUBLIC),
        ({"visibility": "private"}, Reason.NOT_PUBLIC),
        ({"account": {"noindex": True}}, Reason.OPTED_OUT),
        ({"account": {"indexable": False}}, Reason.OPTED_OUT),
        ({"account": {"discoverable": False}}, Reason.OPTED_OUT),
        ({"account": {"note": "<p>me <a>#<span>NoBot</span></a></p>"}}, Reason.OPTED_OUT),
        ({"reblog": {"id": "5"}}, Reason.OTHER_COLLECTION),
    ],
)
def test_what_is_not_wanted_is_dropped_and_an_edit_to_it_withdraws(
    changes: dict[str, Any], reason: Reason
) -> None:
    assert parse(status(**changes)) == Parsed(drops=(reason,))
    [event] = parse(frame("status.update", json.dumps(status(**changes)))).events
    assert isinstance(event, Deletion)
    assert event.cause == ("opt_out" if reason is Reason.OPTED_OUT else "delete"), "the receipt says why"


def test_a_bad_status_costs_itself_only() -> None:
    parsed = parse([status(), status(id=5), status(id="6", created_at="soon"), status(id="7")])
    assert len(parsed.events) == 2
    assert [note.kind for note in parsed.notes] == ["error", "error"]
    assert "$.id" in parsed.notes[0].text


def test_what_carries_no_post() -> None:
    assert [note.kind for note in parse([]).notes] == ["info"]
    assert [note.kind for note in parse(":thump\n").notes] == ["info"]
    assert [note.kind for note in parse({"error": "Unknown stream type", "status": 400}).notes] == ["error"]
    assert parse(frame("conversation", "{}")).drops == (Reason.NOT_PUBLIC,)
    assert [note.kind for note in parse(frame("filters_changed", "")).notes] == ["info"]


@pytest.mark.parametrize(
    "value", [5, "hello", {}, {"id": "4"}, frame("delete", NAME), frame("update", "{"), status(content=5)]
)
def test_what_is_not_the_wire_is_an_error_that_names_nobody(value: Any) -> None:
    error = parse(value).error
    assert error is not None
    assert NAME not in error


def test_lone_surrogates_within_a_payload_are_replaced() -> None:
    payload = json.dumps(status(content="a\ud83db"))
    [post] = parse(frame("update", payload)).events
    assert isinstance(post, Post)
    assert post.text == "a\ufffdb"


@given(st.binary(max_size=200) | st.text(max_size=80).map(lambda text: json.dumps(text).encode()))
def test_no_bytes_raise(data: bytes) -> None:
    parsed = PARSE(data, NOW)
    assert parsed.error is not None or parsed.events or parsed.drops or parsed.notes


def test_an_optional_member_that_is_null_counts_as_absent_and_a_needed_one_is_an_error() -> None:
    parsed = PARSE(wire(status(spoiler_text=None, media_attachments=None, account={"note": None})), NOW)
    [post] = parsed.events
    assert isinstance(post, Post)
    assert post.text == "The bus is late."
    assert "got `null` - at `$.visibility`" in (PARSE(wire(status(visibility=None)), NOW).error or "")
