import json
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from ingest import bluesky
from ingest.fields import MAX_TEXT
from stream.contracts import AccountChange, Deletion, Post, Reason
from stream.source import Parsed
from tests.ingest.wires import DID, KEY, NOW, account, commit, identity, opened, seal, v2, wire

PARSE = bluesky.parser(seal, KEY)


def parse(value: Any) -> Parsed:
    return PARSE(wire(value), NOW)


def post_of(value: Any) -> Post:
    [event] = parse(value).events
    assert isinstance(event, Post)
    return event


def test_a_create_is_a_post_whose_author_only_the_vault_can_read() -> None:
    post = post_of(commit())
    assert (post.text, post.lang, post.version) == ("The bus is late again.", "en", "3mmoojpaqkn2z")
    assert post.created_at == datetime(2026, 9, 1, 11, 59, 58, 500000, UTC)
    assert post.received_at == NOW
    author = opened(post.envelope)
    assert author["account"] == author["did"] == DID
    assert author["link"] == f"https://bsky.app/profile/{DID}/post/3mmoojp4cd223"
    assert author["uri"] == f"at://{DID}/app.bsky.feed.post/3mmoojp4cd223"
    assert author["rkey"] == "3mmoojp4cd223"


def test_post_edit_and_deletion_share_their_id() -> None:
    created, edited, deleted = (parse(commit(operation=name)) for name in ("create", "update", "delete"))
    assert created.events[0].post_id == edited.events[0].post_id == deleted.events[0].post_id
    assert (created.edited, edited.edited) == (False, True)
    assert isinstance(deleted.events[0], Deletion)


def test_the_order_of_members_does_not_matter() -> None:
    value = commit()
    shuffled = dict(reversed(value.items())) | {
        "commit": dict(reversed(value["commit"].items())),
        "cursor": 12,
    }
    assert post_of(shuffled).post_id == post_of(value).post_id


def test_a_reader_sees_text_then_image_descriptions() -> None:
    images = {
        "$type": "app.bsky.embed.images",
        "images": [{"alt": "A red door."}, {"alt": " "}, {"alt": "A key."}],
    }
    assert post_of(commit(text="Look:", embed=images)).text == "Look:\nA red door.\nA key."
    quoted = {
        "$type": "app.bsky.embed.recordWithMedia",
        "record": {"record": {"uri": "at://x"}},
        "media": images,
    }
    assert post_of(commit(text="Look:", embed=quoted)).text == "Look:\nA red door.\nA key."
    card = {
        "$type": "app.bsky.embed.external",
        "external": {"uri": "https://example.org", "title": "Not mine"},
    }
    assert post_of(commit(text="Look:", embed=card)).text == "Look:"


def test_an_empty_text_is_still_a_post() -> None:
    assert post_of(commit(text="")).text == ""


@pytest.mark.parametrize(
    ("active", "status", "expected"),
    [
        (True, None, "active"),
        (True, "deleted", "active"),
        (False, "deleted", "deleted"),
        (False, "deactivated", "deactivated"),
        (False, "suspended", "suspended"),
        (False, "takendown", "takendown"),
        (False, "throttled", "other"),
        (False, None, "other"),
    ],
)
def test_an_account_change_travels_sealed(active: bool, status: str | None, expected: str) -> None:
    [change] = parse(account(active=active, status=status)).events
    assert isinstance(change, AccountChange)
    assert change.status == expected
    assert opened(change.envelope)["account"] == DID


def test_identity_and_other_collections_put_nothing_into_the_stream() -> None:
    assert parse(identity()).events == ()
    like = commit()
    like["commit"]["collection"] = "app.bsky.feed.like"
    assert parse(like).drops == (Reason.OTHER_COLLECTION,)
    assert parse(commit(**{"$type": "app.bsky.feed.other"})).drops == (Reason.BAD_RECORD,)


def test_who_opted_out_of_the_public_web_is_not_read() -> None:
    labels = {"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "!no-unauthenticated"}]}
    assert parse(commit(labels=labels)) == Parsed(drops=(Reason.OPTED_OUT,))
    [withdrawn] = parse(commit(operation="update", labels=labels)).events
    assert isinstance(withdrawn, Deletion)
    assert withdrawn.cause == "opt_out"
    other = {"values": [{"val": "graphic-media"}]}
    assert post_of(commit(labels=other)).text


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ({"createdAt": "2019-01-01T00:00:00Z"}, "record.createdAt"),
        ({"createdAt": "9999-12-31T23:59:59-12:00"}, "record.createdAt"),
        ({"createdAt": "2026-09-01T12:00:00"}, "record.createdAt"),
        ({"createdAt": 5}, "record.createdAt"),
        ({"langs": "en"}, "record.langs"),
        ({"langs": ["?"]}, "record.langs"),
        ({"embed": {"images": "none"}}, "record.embed"),
        ({"labels": [1]}, "record.labels"),
    ],
)
def test_a_bad_member_that_a_post_can_do_without_costs_only_itself(
    record: dict[str, Any], named: str
) -> None:
    parsed = parse(commit(**record))
    assert isinstance(parsed.events[0], Post)
    assert [note.text.startswith(named) for note in parsed.notes] == [True]


def test_an_old_line_read_later_keeps_its_time() -> None:
    later = datetime(2031, 1, 1, tzinfo=UTC)
    [post] = PARSE(wire(commit()), later).events
    assert isinstance(post, Post)
    assert post.created_at is not None
    assert post.received_at == later


@pytest.mark.parametrize("text", ["a\\u0000b", "a\\ud83db", "a\\u001bb", "a\\u0085b"])
def test_control_characters_and_lone_surrogates_are_replaced(text: str) -> None:
    line = wire(commit(text="HERE")).replace(b"HERE", text.encode())
    parsed = PARSE(line, NOW)
    [post] = parsed.events
    assert isinstance(post, Post)
    assert post.text == "a\ufffdb"
    assert [note.kind for note in parsed.notes] == ["info"]


def test_a_text_over_the_limit_names_limit_and_size() -> None:
    error = parse(commit(text="x" * (MAX_TEXT + 1))).error
    assert error is not None
    assert str(MAX_TEXT) in error
    assert str(MAX_TEXT + 1) in error
    assert post_of(commit(text="x" * MAX_TEXT)).text
    assert parse(commit(text="x" * 10_000_000)).error


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"", "not JSON"),
        (b'{"did":"did:plc:a"', "not JSON"),
        (b"\xff\xfe", "not"),
        (b"[]", "object"),
        (b'"text"', "object"),
        (b"{}", "kind"),
        (b'{"did":7}', "$.did"),
        (wire(commit() | {"kind": "party"}), "kind"),
        (wire(commit() | {"commit": None}), "commit"),
        (wire(commit() | {"did": "dana"}), "did"),
        (wire(commit(text=5)), "$.text"),
        (wire(commit(text=None)), "$.text"),
        (wire(commit(operation="merge")), "operation"),
        (b'{"x":' + b"[" * 50_000, "not"),
        (b'{"$type":"message","payload":{"$type":"x#party"}}', "#commit"),
    ],
)
def test_what_is_not_the_wire_is_an_error_that_says_what_would_be_right(line: bytes, says: str) -> None:
    parsed = PARSE(line, NOW)
    assert parsed.error is not None
    assert says in parsed.error
    assert parsed.events == ()


def test_the_second_wire_gives_the_same_posts() -> None:
    inner = commit()["commit"]
    one, two = post_of(commit()), post_of(v2(inner, "commit"))
    assert opened(one.envelope) == opened(two.envelope)
    assert structs.replace(one, envelope=b"") == structs.replace(two, envelope=b"")
    [change] = parse(v2({"account": {"active": False, "status": "deleted"}}, "account")).events
    assert isinstance(change, AccountChange)
    for kind in ("identity", "sync", "info"):
        assert [note.kind for note in parse(v2({}, kind)).notes] == ["info"]
    ended = {"$type": "error", "error": "ConsumerTooSlow", "message": "bye"}
    assert [note.kind for note in parse(ended).notes] == ["error"]
    assert [note.kind for note in parse({"error": "CursorTooOld", "message": "floor 9"}).notes] == ["error"]


def test_envelopes_of_short_and_long_accounts_have_one_length() -> None:
    short, long = commit(), commit()
    short["did"], long["did"] = "did:plc:a", "did:web:a-rather-long-name.example"
    assert len(post_of(short).envelope) == len(post_of(long).envelope)


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    parsed = PARSE(data, NOW)
    assert parsed.error is not None or parsed.events or parsed.drops or parsed.notes


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_subnormal=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_SAMPLES = [
    commit(),
    commit(operation="delete"),
    account(active=False),
    identity(),
    v2(commit()["commit"], "commit"),
]


@given(st.sampled_from(_SAMPLES), _JSON, st.randoms(use_true_random=False))
def test_no_changed_member_raises_or_is_passed_over_in_silence(
    sample: dict[str, Any], other: Any, chance: random.Random
) -> None:
    parsed = parse(_mutated(sample, other, chance))
    assert parsed.error is not None or parsed.events or parsed.drops or parsed.notes


def _mutated(value: dict[str, Any], other: Any, chance: random.Random) -> dict[str, Any]:
    copy: dict[str, Any] = json.loads(json.dumps(value))
    at: dict[str, Any] = copy
    while True:
        name = chance.choice(sorted(at))
        if not isinstance(at[name], dict) or not at[name] or chance.random() < 0.3:
            break
        at = at[name]
    if chance.random() < 0.3:
        del at[name]
    else:
        at[name] = other
    return copy


@settings(max_examples=40)
@given(st.integers(0, 600))
def test_no_cut_line_raises(at: int) -> None:
    line = wire(commit())
    parsed = PARSE(line[:at], NOW)
    assert (parsed.error is None) == (at >= len(line))


def test_a_recorded_line_of_either_wire_keeps_its_own_time() -> None:
    old = "2024-09-09T19:46:02.329308Z"
    payload = {
        "$type": "network.bsky.jetstream.subscribeEvents#commit", "seq": 1, "did": DID, "time": old, "rev": "3l3f6nzl3cv2s",
        "operation": "create", "collection": bluesky.COLLECTION, "rkey": "3l3dn7tku762u", "cid": "c",
        "record": {"$type": bluesky.COLLECTION, "text": "from long ago", "createdAt": old},
    }  # fmt: skip
    parsed = bluesky.parser(seal, KEY)(json.dumps({"$type": "message", "payload": payload}).encode(), NOW)
    (post,) = parsed.events
    assert isinstance(post, Post)
    assert post.created_at == datetime.fromisoformat(old)
