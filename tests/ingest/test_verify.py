"""One look at a post's source, against local twins; and the addresses that are never gone to."""

import json
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.cid import cid_of
from ingest.decode import WireError
from ingest.http import RefusedError, get, is_private
from ingest.replay_http import Asked, HttpTwin, Reply
from ingest.verify import check

DID = "did:plc:danaquillinventedaaaaaaa"
RECORD = {"$type": "app.bsky.feed.post", "text": "The bus is late.", "createdAt": "2026-09-01T11:59:58Z"}
VERSION = "2026-09-01T11:59:00.000+00:00"


@dataclass(frozen=True)
class Claim:
    source: str = "bluesky"
    link: str = "https://bsky.app/profile/x/post/3k"
    uri: str = f"at://{DID}/app.bsky.feed.post/3k"
    cid: str = cid_of(RECORD)
    version: str = VERSION


class Network(HttpTwin):
    """A directory, an author's server and a Mastodon instance in one."""

    def __init__(self) -> None:
        super().__init__()
        self.document: dict[str, Any] = {
            "id": DID,
            "service": [
                {"id": "#atproto_pds", "type": "AtprotoPersonalDataServer", "serviceEndpoint": self.url}
            ],
        }
        self.directory = 200
        self.record: tuple[int, dict[str, Any]] = (200, {"cid": cid_of(RECORD), "value": RECORD})
        self.status: tuple[int, dict[str, Any]] = (
            200,
            {"id": "1134", "created_at": "2026-09-01T11:59:00Z", "edited_at": None, "visibility": "public"},
        )
        self.page = 200

    def reply(self, asked: Asked) -> Reply:
        if asked.path == f"/{DID}":
            return Reply(json.dumps(self.document).encode(), self.directory)
        if asked.path == "/xrpc/com.atproto.repo.getRecord":
            status, said = self.record
            return Reply(json.dumps(said).encode(), status, {"Location": f"{self.url}/elsewhere"})
        if asked.path == "/api/v1/statuses/1134":
            status, said = self.status
            return Reply(json.dumps(said).encode(), status)
        return Reply(b"", self.page)


def test_bluesky() -> None:
    with Network() as twin:

        def found(**changes: str) -> str:
            return check(replace(Claim(), **changes), plc=twin.url, private=True)

        assert found() == "verified"
        assert found(cid=cid_of({"text": "before"})) == "changed"
        assert found(uri="at://did:key:z/app.bsky.feed.post/3k") == "unchecked"
        assert found(cid="") == "unchecked"
        cases: list[tuple[int, dict[str, Any], str]] = [
            (200, {"cid": cid_of(RECORD), "value": RECORD | {"text": "Another."}}, "unchecked"),
            (400, {"error": "RecordNotFound"}, "deleted"),
            (400, {"error": "RepoDeactivated"}, "deleted"),
            (400, {"error": "InvalidRequest"}, "unchecked"),
            (404, {}, "unchecked"),
            (500, {"error": "RecordNotFound"}, "unchecked"),
            (302, {}, "unchecked"),
        ]
        for status, said, result in cases:
            twin.record = (status, said)
            assert found() == result, said
        assert all(asked.path != "/elsewhere" for asked in twin.asked)
        twin.directory = 410
        assert found() == "deleted"
        twin.directory, twin.document = 200, twin.document | {"id": "did:plc:another"}
        assert found() == "unchecked"


@pytest.mark.parametrize(
    "endpoint", ["https://[", "https://[::1", "https://a:b", "https://.", "https://\ud7ff"]
)
def test_an_author_cannot_break_the_checker_with_an_address(endpoint: str) -> None:
    with Network() as twin:
        twin.document["service"][0]["serviceEndpoint"] = endpoint
        assert check(Claim(), plc=twin.url, private=True) == "unchecked"
    assert check(Claim(source="mastodon", link=f"{endpoint}/@dana/1134")) == "unchecked"


def test_mastodon() -> None:
    with Network() as twin:
        claim = Claim(source="mastodon", link=f"{twin.url}/@dana/1134")

        def found(**changes: str) -> str:
            return check(replace(claim, **changes), private=True)

        assert found() == "verified"
        assert found(version="2026-09-01T12:00:00.000+00:00") == "changed"
        assert found(link=f"{twin.url}/notice/abc") == "unchecked"
        twin.status = (200, twin.status[1] | {"edited_at": "2026-09-01T12:00:00Z"})
        assert found() == "changed"
        twin.status = (404, {"error": "Record not found"})
        assert found() == "unchecked"  # its page still stands
        twin.page = 404
        assert found() == "deleted"
        twin.status = (401, {"error": "This method requires an authenticated user"})
        assert found() == "unchecked"


def test_no_private_address_is_gone_to() -> None:
    with Network() as twin:
        assert check(Claim(), plc=twin.url) == "unchecked"
        assert check(Claim(source="mastodon", link=f"{twin.url}/@dana/1134")) == "unchecked"
        assert twin.asked == []
        for url in (
            f"{twin.url}/x",
            "https://localhost/",
            "file:///etc/passwd",
            "https://a:b@example.org/",
            "gopher://x",
        ):
            with pytest.raises(RefusedError):
                get(url)


@pytest.mark.parametrize("source", ["x", "reddit", "youtube", "telegram", "rss", "import", "tip", ""])
def test_what_cannot_be_looked_up_is_unchecked(source: str) -> None:
    assert check(Claim(source=source, link="https://127.0.0.1/")) == "unchecked"


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.1", "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "100.64.0.1", "224.0.0.1", "x"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert is_private(address)


def test_public_addresses() -> None:
    assert not is_private("8.8.8.8")
    assert not is_private("2606:4700::1111")


def test_the_cid_of_the_empty_record_is_the_known_one() -> None:
    assert cid_of({}) == "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua"


def test_a_cid_does_not_depend_on_the_order_of_members_and_takes_links() -> None:
    link = {"$link": cid_of({})}
    assert cid_of({"b": 1, "aa": link, "a": [None, True, -5, 70_000]}) == cid_of(
        {"a": [None, True, -5, 70_000], "aa": link, "b": 1}
    )
    assert cid_of({"a": {"$bytes": "AAEC"}}) != cid_of({"a": "AAEC"})
    for wrong in (1.5, {"a": 2**70}, {"$link": "?"}, {"$bytes": "?"}, "\ud800"):
        with pytest.raises(WireError):
            cid_of(wrong)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_link_raises(link: str, uri: str) -> None:
    for source in ("bluesky", "mastodon"):
        assert check(Claim(source=source, link=f"http://127.0.0.1/{link}", uri=uri)) == "unchecked"
