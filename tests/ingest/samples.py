"""One invented wire record or more of every source, as the source sends them."""

import json
from typing import Any

from tests.ingest.wires import HANDLE, NAME, account, commit, identity, v2

TIME = "2026-09-01T11:59:00.000Z"
UNIX = 1788263940


def tweet(**changes: Any) -> dict[str, Any]:
    whole = {
        "id": "1900000000000000001",
        "text": "The bus is late again.",
        "author_id": "77",
        "created_at": TIME,
        "lang": "en",
        "edit_history_tweet_ids": ["1900000000000000001"],
    }
    return whole | changes


def x_line(includes: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    users = [{"id": "77", "username": HANDLE, "name": NAME}]
    return {
        "data": tweet(**changes),
        "includes": {"users": users} | (includes or {}),
        "matching_rules": [{"id": "1", "tag": "schools"}],
    }


def submission(**changes: Any) -> dict[str, Any]:
    data = {
        "id": "1abcde",
        "name": "t3_1abcde",
        "created_utc": float(UNIX),
        "author": HANDLE,
        "author_fullname": "t2_quill",
        "title": "Buses",
        "selftext": "The bus is late &amp; cold.",
        "edited": False,
        "permalink": "/r/marrowbay/comments/1abcde/buses/",
        "subreddit_type": "public",
    }
    return {"kind": "t3", "data": data | changes}


def remark(**changes: Any) -> dict[str, Any]:
    data = {
        "id": "k1",
        "created_utc": float(UNIX),
        "author": HANDLE,
        "body": "Mine too.",
        "edited": False,
        "replies": "",
    }
    return {"kind": "t1", "data": data | changes}


def listing(*things: Any) -> dict[str, Any]:
    return {
        "kind": "Listing",
        "data": {"after": None, "before": None, "dist": len(things), "children": list(things)},
    }


def comment(**changes: Any) -> dict[str, Any]:
    snippet = {
        "videoId": "vvvvvvvvvvv",
        "textOriginal": "The bus is late again.",
        "textDisplay": "The bus is late again.",
        "authorDisplayName": NAME,
        "authorChannelId": {"value": "UCquill"},
        "publishedAt": TIME,
        "updatedAt": TIME,
    }
    return {"kind": "youtube#comment", "id": changes.pop("id", "Ugx1"), "snippet": snippet | changes}


def thread(*replies: Any, total: int | None = None, public: bool = True) -> dict[str, Any]:
    return {
        "kind": "youtube#commentThread",
        "id": "Ugx1",
        "snippet": {
            "topLevelComment": comment(),
            "totalReplyCount": len(replies) if total is None else total,
            "isPublic": public,
        },
        **({"replies": {"comments": list(replies)}} if replies else {}),
    }


def message(**changes: Any) -> dict[str, Any]:
    chat = {"id": -100, "type": "channel", "username": "MarrowBayBuses", "title": NAME}
    return {
        "message_id": 41,
        "date": UNIX,
        "chat": chat | changes.pop("chat", {}),
        "text": "The bus is late.",
        **changes,
    }


def update(kind: str = "channel_post", **changes: Any) -> dict[str, Any]:
    return {"update_id": 9, kind: message(**changes)}


PAGE = f"""<!DOCTYPE html><html><body><section class="tgme_channel_history">
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message js-widget_message" data-post="MarrowBayBuses/41">
<a class="tgme_widget_message_owner_name"><span dir="auto">{NAME}</span></a>
<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">An older one</div></a>
<div class="tgme_widget_message_text js-message_text" dir="auto">The bus is <b>late</b>.<br/>Again &amp; again.</div>
<div class="tgme_widget_message_info"><span class="tgme_widget_message_from_author">{NAME}</span>
<span class="tgme_widget_message_meta">edited <a><time datetime="2026-09-01T11:59:00+00:00" class="time">11:59</time></a></span>
</div></div></div>
<div class="tgme_widget_message service_message" data-post="MarrowBayBuses/42">
<div class="tgme_widget_message_text js-message_text">Channel photo updated</div></div>
<div class="tgme_widget_message" data-post="MarrowBayBuses/43"><img class="x"><div class="tgme_widget_message_text js-message_text">Two</div>
<span class="tgme_widget_message_meta"><time datetime="2026-09-01T12:00:00+00:00">12:00</time></span></div>
</section></body></html>
"""

RSS = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<rss version="2.0" xmlns:georss="http://www.georss.org/georss" xmlns:geo="http://www.w3.org/2003/01/geo/wgs84_pos#"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Marrow Bay News</title><link>https://news.example/</link>
<language>en-us</language>
<item><guid isPermaLink="false">a-1</guid><title>Buses late &amp; cold</title><author>{NAME}</author>
<link>https://news.example/a-1</link><pubDate>Tue, 01 Sep 2026 11:59:00 GMT</pubDate>
<description>&lt;p&gt;The bus is &lt;b&gt;late&lt;/b&gt;.&lt;/p&gt;</description>
<georss:point>44.62 -124.9</georss:point><georss:radius>40</georss:radius>
<media:content url="https://news.example/a.jpg"><media:description>A red door.</media:description></media:content></item>
<item><guid>a-2</guid><title>Café</title><georss:box>44.60 -124.95 44.64 -124.85</georss:box></item>
<item><guid>a-3</guid><title>Gym</title><geo:lat>44.62</geo:lat><geo:long>-124.9</geo:long></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="es">
<id>urn:feed:1</id><title>Avisos</title><at:deleted-entry ref="urn:e:9" when="2026-09-01T12:00:00Z"/>
<entry><id>urn:e:1</id><title>Autobús</title><updated>2026-09-01T11:59:00Z</updated><author><name>{NAME}</name></author>
<content type="html">&lt;p&gt;El autobús llega tarde.&lt;/p&gt;</content></entry></feed>"""

JSON_FEED: dict[str, Any] = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Marrow Bay News",
    "feed_url": "https://news.example/feed.json",
    "items": [
        {
            "id": 1,
            "title": "Buses",
            "content_html": "<p>Late.</p>",
            "date_published": TIME,
            "authors": [{"name": NAME}],
        },
        {"id": "2", "content_text": "Cold.", "language": "es"},
    ],
}

STATUS: dict[str, Any] = {
    "id": "1134",
    "created_at": TIME,
    "content": "<p>The bus is late.</p>",
    "visibility": "public",
    "account": {"acct": HANDLE, "display_name": NAME, "note": ""},
}

SAMPLES: dict[str, list[Any]] = {
    "bluesky": [
        commit(),
        commit(operation="delete"),
        account(active=False),
        identity(),
        v2(commit()["commit"], "commit"),
    ],
    "mastodon": [
        STATUS,
        [STATUS],
        {"event": "update", "payload": json.dumps(STATUS)},
        "event: delete\ndata: 1134\n\n",
    ],
    "rss": [RSS, ATOM, JSON_FEED],
    "import": [
        {"id": 1, "text": "The bus is late.", "lon": -124.9, "lat": 44.6, "author": {"handle": HANDLE}}
    ],
    "x": [
        x_line(
            {
                "places": [
                    {"id": "p", "full_name": "Marrow Bay", "place_type": "poi", "geo": {"bbox": [1, 2, 3, 4]}}
                ]
            },
            geo={"place_id": "p"},
        ),
        {"data": [tweet(), tweet(id="2")], "meta": {"result_count": 2}},
        {"data": {"delete": {"tweet": {"id": "1", "author_id": "77"}, "event_at": TIME}}},
        {"data": {"scrub_geo": {"user": {"id": "77"}, "up_to_tweet_id": "5", "event_at": TIME}}},
        {"data": {"user_suspend": {"user": {"id": "77"}, "event_at": TIME}}},
        {"id": "5", "action": "delete", "reason": "deactivated", "created_at": TIME},
        {
            "id_str": "5",
            "text": "The bus.",
            "geo": {"coordinates": [44.6, -124.9]},
            "place": {"bounding_box": {"coordinates": [[[1, 2], [3, 4]]]}},
            "user": {"id_str": "7"},
        },
        {"delete": {"status": {"id_str": "5", "user_id_str": "7"}}},
        {"scrub_geo": {"user_id_str": "7", "up_to_status_id_str": "5"}},
        {"limit": {"track": 55}},
        {"errors": [{"title": "operational-disconnect"}]},
    ],
    "reddit": [
        listing(submission(), {"kind": "more", "data": {"count": 3, "children": ["k7"]}}),
        [listing(submission()), listing(remark(replies=listing(remark(id="k2"))))],
        remark(),
        {"message": "Forbidden", "error": 403},
    ],
    "youtube": [
        {"kind": "youtube#commentThreadListResponse", "items": [thread(comment(id="Ugx1.1"), total=4)]},
        thread(),
        comment(),
        {"error": {"code": 403}},
    ],
    "telegram": [
        update(),
        {"ok": True, "result": [update(), update("edited_channel_post", edit_date=UNIX + 9)]},
        update("message"),
        PAGE,
        {"ok": False, "error_code": 429},
    ],
}
"""By the name that `parse` takes."""
