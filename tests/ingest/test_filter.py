import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.filter import parse_line, supported
from stream.errors import BadInput
from tests.ingest.samples import SAMPLES
from tests.ingest.wires import DID, HANDLE, KEY, NAME, NOW, account, commit, identity, v2, wire


def reply(source: str, value: Any) -> dict[str, Any]:
    return parse_line(source, wire(value), key=KEY, received_at=NOW)


def test_a_post() -> None:
    [post] = reply("bluesky", commit())["posts"]
    assert {name: post[name] for name in ("version", "text", "lang", "created_at", "received_at")} == {
        "version": "3mmoojpaqkn2z",
        "text": "The bus is late again.",
        "lang": "en",
        "created_at": "2026-09-01T11:59:58.500000Z",
        "received_at": "2026-09-01T12:00:00Z",
    }


def test_an_edit_is_an_event_that_carries_the_post() -> None:
    answer = reply("bluesky", commit(operation="update"))
    [event] = answer["events"]
    assert (answer["posts"], event["kind"]) == ([], "edit")
    assert event["post"]["id"] == event["id"] == reply("bluesky", commit())["posts"][0]["id"]


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        (commit(operation="delete"), ["delete"]),
        (account(active=False, status="deleted"), ["account"]),
        (identity(), ["account"]),
        (v2({}, "info"), ["info"]),
        (v2({"name": "OutdatedCursor"}, "info"), ["gap", "info"]),
        ({"$type": "error", "error": "ConsumerTooSlow"}, ["error"]),
    ],
)
def test_events(value: Any, kinds: list[str]) -> None:
    answer = reply("bluesky", value)
    assert [event["kind"] for event in answer["events"]] == kinds
    assert (answer["posts"], answer["drops"]) == ([], [])


def test_drops_and_errors() -> None:
    like = commit()
    like["commit"]["collection"] = "app.bsky.feed.like"
    assert reply("bluesky", like) == {"posts": [], "events": [], "drops": [{"reason": "other_collection"}]}
    assert list(parse_line("bluesky", b"nonsense")) == ["error"]


def test_an_import_line_with_its_place() -> None:
    line = {"id": 1, "text": "Here.", "lon": -124.9, "lat": 44.6, "precision_m": 5, "author": {"name": NAME}}
    [post] = reply("import", line)["posts"]
    assert (post["lon"], post["lat"], post["precision_m"]) == (-124.9, 44.6, 5.0)
    assert NAME not in json.dumps(post)


def test_without_a_key_the_id_is_a_plain_hash_and_never_the_native_one() -> None:
    answer = json.dumps(
        [parse_line("bluesky", wire(commit())), reply("bluesky", commit()), reply("bluesky", identity())]
    )
    for native in (DID, HANDLE, "3mmoojp4cd223", "bafyinvented"):
        assert native not in answer


def test_every_source_is_read_and_the_others_are_refused_with_the_reason() -> None:
    assert set(supported()) == set(SAMPLES)
    with pytest.raises(BadInput, match="unknown; there are bluesky, mastodon, rss, import, x"):
        parse_line("carrier-pigeon", b"{}")
    for source in ("discord", "snapchat", "instagram", "tiktok"):
        with pytest.raises(BadInput, match="not supported, on purpose"):
            parse_line(source, b"{}")


@pytest.mark.parametrize("source", SAMPLES)
def test_samples_come_to_something_and_name_nobody(source: str) -> None:
    for value in SAMPLES[source]:
        answer = reply(source, value)
        assert "error" not in answer, answer
        assert answer["posts"] or answer["events"] or answer["drops"]
        shown = json.dumps(answer)
        assert [
            name for name in (DID, HANDLE, NAME, "danaquill", "UCquill", "t2_quill") if name in shown
        ] == []


def _usable(answer: dict[str, Any]) -> bool:
    """One outcome, and one that can be printed."""
    json.dumps(answer)
    return list(answer) == ["error"] or bool(answer["posts"] or answer["events"] or answer["drops"])


@pytest.mark.parametrize("source", SAMPLES)
@given(data=st.binary(max_size=120) | st.text(max_size=80).map(lambda text: json.dumps(text).encode()))
@settings(max_examples=25)
def test_no_bytes_raise_and_none_is_passed_over_in_silence(source: str, data: bytes) -> None:
    assert _usable(parse_line(source, data, received_at=NOW))


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([1e308, -1.5, 2**63, -(2**70), "", "1", "[deleted]", NAME])
    | st.floats(allow_nan=False, allow_subnormal=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("source", SAMPLES)
@given(data=st.data())
@settings(max_examples=40)
def test_no_json_raises_whatever_member_is_changed(source: str, data: st.DataObject) -> None:
    """A record of the source's own in which some members are missing or anything else."""
    value = data.draw(st.sampled_from(SAMPLES[source]) | _JSON)
    value = json.loads(json.dumps(value))
    for _ in range(data.draw(st.integers(0, 3))):
        value = _mutated(value, data)
    assert _usable(parse_line(source, json.dumps(value).encode(), received_at=NOW))


def _mutated(value: Any, data: st.DataObject) -> Any:
    if isinstance(value, dict) and value and data.draw(st.integers(0, 5)):
        name = data.draw(st.sampled_from(sorted(value)))
        if data.draw(st.integers(0, 6)) == 0:
            return {other: member for other, member in value.items() if other != name}
        return value | {name: _mutated(value[name], data)}
    if isinstance(value, list) and value and data.draw(st.integers(0, 5)):
        at = data.draw(st.integers(0, len(value) - 1))
        return [*value[:at], _mutated(value[at], data), *value[at + 1 :]]
    if isinstance(value, str) and len(value) > 40:
        at, size = data.draw(st.integers(0, len(value))), data.draw(st.integers(0, 40))
        return value[:at] + data.draw(st.text(max_size=4)) + value[at + size :]
    return data.draw(_JSON)


@pytest.mark.parametrize("source", SAMPLES)
@given(data=st.data())
@settings(max_examples=12)
def test_no_cut_line_raises_or_is_taken_for_whole(source: str, data: st.DataObject) -> None:
    line = wire(data.draw(st.sampled_from(SAMPLES[source])))
    at = data.draw(st.integers(1, len(line) - 1))
    assert list(parse_line(source, line[:at], received_at=NOW)) == ["error"]
