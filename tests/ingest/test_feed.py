from typing import Any

import pytest

from ingest import feed
from stream.contracts import Deletion, Point, Post, Reason
from stream.source import Parsed
from tests.ingest.samples import ATOM, JSON_FEED, RSS
from tests.ingest.wires import KEY, NAME, NOW, opened, seal, wire

PARSE = feed.parser(seal, KEY)


def parse(value: Any) -> Parsed:
    return PARSE(wire(value), NOW)


def posts(value: Any) -> list[Post]:
    return [event for event in parse(value).events if isinstance(event, Post)]


def test_rss_with_every_form_of_place() -> None:
    first, box, w3c = posts(RSS)
    assert first.text == "Buses late & cold\nThe bus is late.\nA red door."
    assert first.point == Point(lon=-124.9, lat=44.62, precision_m=40)
    assert box.places[0].bbox == (-124.95, 44.60, -124.85, 44.64)
    assert (box.text, box.point) == ("Café", None)
    assert w3c.point == Point(lon=-124.9, lat=44.62)
    assert first.lang == "en"
    author = opened(first.envelope)
    assert (author["name"], author["link"]) == (NAME, "https://news.example/a-1")


def test_atom_with_a_withdrawn_entry() -> None:
    gone, post = parse(ATOM).events
    assert isinstance(gone, Deletion)
    assert isinstance(post, Post)
    assert (post.text, post.lang) == ("Autobús\nEl autobús llega tarde.", "es")


def test_json_feed() -> None:
    first, second = posts(JSON_FEED)
    assert (first.text, second.text, second.lang) == ("Buses\nLate.", "Cold.", "es")
    assert opened(first.envelope)["name"] == NAME


def test_an_edit_keeps_its_guid_and_is_another_version() -> None:
    one, other = posts(RSS)[0], posts(RSS.replace("Buses late", "Buses later"))[0]
    assert one.post_id == other.post_id
    assert one.version != other.version
    assert posts(RSS)[0].version == one.version


def test_a_feed_that_asks_not_to_be_indexed_is_not_read() -> None:
    closed = RSS.replace(
        "<language>", '<xhtml:meta xmlns:xhtml="x" name="robots" content="noindex"/><language>'
    )
    assert list(parse(closed).drops) == [Reason.OPTED_OUT] * 3


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_no_entity_of_its_own_is_resolved(doctype: str) -> None:
    wire_ = RSS.replace("<rss", doctype + "<rss", 1).replace("Café", "Café &x;")
    parsed = parse(wire_)
    text = " ".join(event.text for event in parsed.events if isinstance(event, Post))
    assert "aaaa" not in text
    assert parsed.error is None
    assert any("DOCTYPE" in note.text for note in parsed.notes)


def test_bytes_of_another_encoding_are_read_as_they_say() -> None:
    [_, cafe, _] = [event for event in PARSE(RSS.encode("iso-8859-1"), NOW).events if isinstance(event, Post)]
    assert cafe.text == "Café"


@pytest.mark.parametrize(
    "value",
    [RSS[:400], "<html><body>Hi</body></html>", {"version": "2", "items": []}, "plain", "<rss></rss>x"],
)
def test_what_is_truncated_or_no_feed_is_an_error(value: Any) -> None:
    assert parse(value).error


def test_a_relative_link_is_told_from_the_feeds_own() -> None:
    items = "<item><title>Late</title><link>/a/1</link></item>"
    [post] = posts(f"<rss><channel><link>https://news.example/x/</link>{items}</channel></rss>")
    assert opened(post.envelope)["link"] == "https://news.example/a/1"
    page = {"version": "https://jsonfeed.org/version/1", "home_page_url": "https://news.example/x/"}
    [post] = posts({**page, "items": [{"id": "1", "url": "y", "title": None, "authors": None}]})
    assert opened(post.envelope)["link"] == "https://news.example/x/y"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("left_open", ["<!DOCTYPE[", '<meta name="robots" ', "<?xml ", "&lt;i>"])
def test_what_never_ends_costs_no_more_than_its_length(left_open: str) -> None:
    text = left_open * 60_000 + "&lt;/b>" * 60_000
    parsed = parse(f"<rss><channel>{text}<item><title>{text}</title></item></channel></rss>")
    assert parsed.error or parsed.notes


@pytest.mark.timeout(20)
def test_a_feed_that_ends_in_comments_is_seen_to_end_or_not() -> None:
    assert posts(RSS + "<!-- a -->" * 50)
    assert "does not end" in (parse(RSS + "<!---->" * 100 + "x").error or "")
