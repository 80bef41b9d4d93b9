from typing import Any

import pytest

from ingest import reddit
from stream.contracts import Deletion, Gap, Post, Reason
from stream.source import Parsed
from tests.ingest.samples import listing, remark, submission
from tests.ingest.wires import HANDLE, KEY, NOW, opened, seal, wire

PARSE = reddit.parser(seal, KEY)


def parse(value: Any) -> Parsed:
    return PARSE(wire(value), NOW)


def test_a_submission_is_title_and_text_with_its_author_sealed() -> None:
    [post] = parse(submission()).events
    assert isinstance(post, Post)
    assert post.text == "Buses\nThe bus is late & cold."
    assert opened(post.envelope)["handle"] == HANDLE


def test_a_page_of_comments_is_read_to_its_last_reply() -> None:
    tree = [
        listing(submission()),
        listing(remark(replies=listing(remark(id="k2", body="And mine."))), remark(id="k3")),
    ]
    texts = [event.text for event in parse(tree).events if isinstance(event, Post)]
    assert texts == ["Buses\nThe bus is late & cold.", "Mine too.", "And mine.", "Mine too."]


@pytest.mark.parametrize(
    "thing",
    [
        remark(author="[deleted]", body="[deleted]"),
        remark(body="[removed]"),
        submission(author="[deleted]"),
        submission(removed_by_category="moderator"),
    ],
)
def test_what_was_taken_away_is_a_deletion(thing: Any) -> None:
    [event] = parse(thing).events
    assert isinstance(event, Deletion)


def test_an_edit_is_a_later_version_and_a_name_in_capitals_the_same_thing() -> None:
    first, later = (parse(submission(edited=edited)).events[0] for edited in (False, 1788999999.0))
    assert isinstance(first, Post)
    assert isinstance(later, Post)
    assert (first.post_id == later.post_id, later.version > first.version) == (True, True)


def test_comments_left_out_are_a_gap_and_other_things_are_dropped() -> None:
    more = {"kind": "more", "data": {"count": 3, "name": "t1_x", "children": ["a", "b"]}}
    parsed = parse(listing(more, {"kind": "t5", "data": {}}, submission(subreddit_type="private")))
    assert isinstance(parsed.events[0], Gap)
    assert list(parsed.drops) == [Reason.OTHER_COLLECTION, Reason.NOT_PUBLIC]


def test_an_empty_page_an_error_and_what_is_no_listing() -> None:
    assert [note.kind for note in parse(listing()).notes] == ["info"]
    assert [note.kind for note in parse({"message": "Forbidden", "error": 403}).notes] == ["error"]
    for wrong in ({"kind": "Listing", "data": {}}, {"kind": 5}, 7, {"kind": "t1", "data": {"id": "a"}}):
        assert parse(wrong).error


def test_an_optional_member_that_is_null_counts_as_absent() -> None:
    [post] = parse(submission(author_fullname=None, permalink=None, edited=None)).events
    assert isinstance(post, Post)
    assert parse(submission(created_utc=None)).error is not None
