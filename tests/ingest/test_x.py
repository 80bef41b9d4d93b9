from typing import Any

import pytest

from ingest import x
from stream.contracts import AccountChange, Deletion, Gap, PlaceTag, Point, Post, Reason
from stream.source import Parsed
from tests.ingest.samples import tweet, x_line
from tests.ingest.wires import HANDLE, KEY, NAME, NOW, opened, seal, wire

PARSE = x.parser(seal, KEY)


def parse(value: Any) -> Parsed:
    return PARSE(wire(value), NOW)


def post_of(value: Any) -> Post:
    [event] = parse(value).events
    assert isinstance(event, Post)
    return event


def test_a_post_with_its_author_sealed_and_the_whole_of_a_long_text() -> None:
    media = [{"media_key": "3_1", "alt_text": "A red door."}, {"media_key": "3_2", "alt_text": "Another's."}]
    post = post_of(
        x_line({"media": media}, note_tweet={"text": "All of it."}, attachments={"media_keys": ["3_1"]})
    )
    assert (post.text, post.lang, post.source) == ("All of it.\nA red door.", "en", "x")
    author = opened(post.envelope)
    assert (author["account"], author["handle"], author["name"]) == ("77", HANDLE, NAME)


def test_coordinates_stand_longitude_first_in_v2_and_twice_in_v1() -> None:
    here = Point(lon=-124.9, lat=44.6)
    point = {"type": "Point", "coordinates": [-124.9, 44.6]}
    assert post_of(x_line(geo={"coordinates": point})).point == here
    old = {"id_str": "5", "text": "Here.", "geo": {"coordinates": [44.6, -124.9]}}
    assert post_of(old).point == here
    assert post_of(old | {"coordinates": {"coordinates": [-124.9, 44.6]}}).point == here
    swapped = parse(x_line(geo={"coordinates": {"coordinates": [44.6, -124.9]}}))
    assert isinstance(swapped.events[0], Post)
    assert swapped.events[0].point is None
    assert [note.kind for note in swapped.notes] == ["error"]


def test_a_place_is_a_tag_with_its_box_and_never_a_point() -> None:
    place = {
        "id": "p",
        "full_name": "Marrow Bay",
        "place_type": "city",
        "geo": {"bbox": [-125, 44, -124, 45]},
    }
    post = post_of(x_line({"places": [place, place | {"id": "q"}]}, geo={"place_id": "p"}))
    assert post.places == (PlaceTag(name="Marrow Bay", kind="city", bbox=(-125, 44, -124, 45)),)
    assert post.point is None


def test_an_edit_shares_its_id_with_the_first_and_sorts_after_it() -> None:
    first = post_of(x_line(id="10", edit_history_tweet_ids=["10"]))
    parsed = parse(x_line(id="200", edit_history_tweet_ids=["10", "200"]))
    [edit] = parsed.events
    assert isinstance(edit, Post)
    assert (edit.post_id, parsed.edited) == (first.post_id, True)
    assert edit.version > first.version


@pytest.mark.parametrize(
    "value",
    [
        {"data": {"delete": {"tweet": {"id": "10", "author_id": "7"}, "event_at": "t"}}},
        {"id": "10", "action": "delete", "reason": "deleted"},
        {"delete": {"status": {"id_str": "10", "user_id_str": "7"}}},
    ],
)
def test_deletions_of_every_shape_meet_their_post(value: Any) -> None:
    [event] = parse(value).events
    assert isinstance(event, Deletion)
    assert event.post_id == post_of(x_line(id="10", edit_history_tweet_ids=["10"])).post_id


def test_taking_places_off_and_leaving_are_events_that_travel_sealed() -> None:
    scrubbed, account = parse({"scrub_geo": {"user_id_str": "7", "up_to_status_id_str": "10"}}).events
    assert isinstance(scrubbed, Deletion)
    assert scrubbed.cause == "scrub_geo"
    assert isinstance(account, AccountChange)
    assert opened(account.envelope) == {"account": "7"}
    for name, status in (("user_suspend", "suspended"), ("user_unprotect", "active")):
        [event] = parse({"data": {name: {"user": {"id": "7"}, "event_at": "t"}}}).events
        assert isinstance(event, AccountChange)
        assert event.status == status
    [limit] = parse({"limit": {"track": 4}}).events
    assert isinstance(limit, Gap)


def test_what_is_not_wanted() -> None:
    assert parse(x_line(referenced_tweets=[{"type": "retweeted", "id": "1"}])).drops == (
        [Reason.OTHER_COLLECTION]
    )
    hidden = {"users": [{"id": "77", "protected": True}]}
    assert list(parse(x_line() | {"includes": hidden}).drops) == [Reason.NOT_PUBLIC]


def test_a_page_keeps_what_is_good_and_a_keep_alive_is_nothing() -> None:
    parsed = parse({"data": [tweet(), {"id": 5}], "errors": [{"title": "Not Found"}], "meta": {}})
    assert len(parsed.events) == 1
    assert [note.kind for note in parsed.notes] == ["error", "error"]
    assert [note.kind for note in PARSE(b"", NOW).notes] == ["info"]
    assert parse({"hello": 1}).error


def test_what_x_escapes_is_shown_and_a_null_counts_as_absent() -> None:
    value = {"data": {"id": "7", "text": "a &lt; b &amp;amp; c", "geo": {"place_id": None}}, "includes": None}
    [event] = parse(value).events
    assert isinstance(event, Post)
    assert event.text == "a < b &amp; c"
