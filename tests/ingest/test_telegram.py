from typing import Any

import pytest

from ingest import telegram
from stream.contracts import Point, Post, Reason
from stream.source import Parsed
from tests.ingest.samples import PAGE, UNIX, message, update
from tests.ingest.wires import KEY, NAME, NOW, opened, seal, wire

PARSE = telegram.parser(seal, KEY)


def parse(value: Any) -> Parsed:
    return PARSE(wire(value), NOW)


def post_of(value: Any) -> Post:
    [event] = parse(value).events
    assert isinstance(event, Post)
    return event


def test_a_channel_post_and_its_edit_share_an_id_whatever_the_case_of_the_name() -> None:
    first = post_of(update())
    parsed = parse(update("edited_channel_post", edit_date=UNIX + 60, chat={"username": "marrowbaybuses"}))
    [edit] = parsed.events
    assert isinstance(edit, Post)
    assert (edit.post_id, parsed.edited) == (first.post_id, True)
    assert edit.version > first.version
    assert opened(first.envelope)["link"] == "https://t.me/MarrowBayBuses/41"


def test_a_page_is_read_as_a_reader_sees_it_and_meets_the_post_of_the_bot() -> None:
    parsed = parse(PAGE)
    first, second = parsed.events
    assert isinstance(first, Post)
    assert isinstance(second, Post)
    assert (first.text, second.text) == ("The bus is late.\nAgain & again.", "Two")
    assert first.post_id == post_of(update()).post_id
    assert first.version > post_of(update()).version
    assert opened(first.envelope)["name"] == NAME
    assert list(parsed.drops) == [Reason.OTHER_COLLECTION]


def test_places_captions_and_polls() -> None:
    where = {"latitude": 44.6, "longitude": -124.9, "horizontal_accuracy": 30}
    poll = {"question": "Late?", "options": [{"text": "Yes"}, {"text": "No"}]}
    post = post_of(
        update(text="", caption="Look.", poll=poll, venue={"location": where, "title": "The pier"})
    )
    assert post.text == "Look.\nLate?\nYes\nNo"
    assert post.point == Point(lon=-124.9, lat=44.6, precision_m=30)
    assert post.places[0].name == "The pier"


@pytest.mark.parametrize(
    "value",
    [
        update("message"),
        update("business_message"),
        update(chat={"type": "group"}),
        update(chat={"username": ""}),
        message(chat={"type": "private"}),
    ],
)
def test_nothing_but_public_channels_is_read(value: Any) -> None:
    assert list(parse(value).drops) == [Reason.NOT_PUBLIC]


def test_answers_errors_and_what_is_no_record() -> None:
    assert len(parse({"ok": True, "result": [update(), update("message")]}).events) == 1
    assert [note.kind for note in parse({"ok": False, "error_code": 429}).notes] == ["error"]
    for wrong in ("<html><body>Sign in</body></html>", PAGE[:600], {"x": 1}, update(date="soon")):
        assert parse(wrong).error


def test_a_notice_of_the_channel_itself_is_no_post() -> None:
    assert list(parse(update(text="", new_chat_title="Buses")).drops) == [Reason.OTHER_COLLECTION]
    assert post_of(update(text="Pinned.", pinned_message={})).text == "Pinned."
