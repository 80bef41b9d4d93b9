"""Does a post still stand at its source, as it was? One look, before anyone acts on it.

`check` needs no key of ours and no token: it gets one link, follows no redirect, goes to no private
address, and says "deleted" only when the source says so itself. docs/sources.md has the call.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Literal, Protocol
from urllib.parse import urlencode, urlsplit

import msgspec

from ingest import http
from ingest.cid import cid_of
from ingest.decode import WireError
from stream.errors import FirstbellError

Result = Literal["verified", "changed", "deleted", "unchecked"]
PLC = "https://plc.directory"
MAX_BYTES = 2**20
TIMEOUT_S = 6.0
"""Of one request; a check makes three at most, and answers before its asker counts us as away."""
_URI = re.compile(
    r"at://(did:[a-z]+:[A-Za-z0-9._:%-]{1,256})/([A-Za-z0-9.-]{1,317})/([A-Za-z0-9._~:-]{1,512})"
)
_PLC_DID = re.compile(r"did:plc:[a-z2-7]{24}")
_WEB_DID = re.compile(r"did:web:([a-z0-9.-]{1,253})")
_STATUS = re.compile(r"/@[^/]{1,200}/(\d{1,32})")
_NOT_THERE = ("RecordNotFound", "RepoNotFound", "RepoDeactivated", "RepoTakendown", "RepoSuspended")


class Claim(Protocol):
    """What was taken in: the post's source, and of its sealed envelope the link, and for Bluesky `uri` and
    `cid`. `version` is the post's, for sources whose version is a time."""

    @property
    def source(self) -> str: ...
    @property
    def link(self) -> str: ...
    @property
    def uri(self) -> str: ...
    @property
    def cid(self) -> str: ...
    @property
    def version(self) -> str: ...


def check(claim: Claim, *, plc: str = PLC, private: bool = False) -> Result:
    """One look at the source; never raises for what the source answers.

    "unchecked" whenever the source could not be asked or did not say clearly, and for sources that show
    a single post to nobody without a token (X, Reddit, YouTube) or have no such look (feeds, imports).
    `private` allows this machine's own addresses, for a twin server in tests.
    """
    looks = {"bluesky": _bluesky, "mastodon": _mastodon}
    if claim.source not in looks:
        return "unchecked"
    try:
        return looks[claim.source](claim, plc, private)
    except (FirstbellError, msgspec.MsgspecError, ValueError, RecursionError):
        return "unchecked"  # ValueError: an address or a document that no parser of ours can read


def _bluesky(claim: Claim, plc: str, private: bool) -> Result:
    """The record from the author's own server, found by the author's DID document."""
    found = _URI.fullmatch(claim.uri)
    if found is None or not claim.cid:
        return "unchecked"
    did, collection, rkey = found.groups()
    answer = _document(did, plc, private)
    if answer.status == 410:
        return "deleted"  # the account took its identity away
    server = _server(answer, did, private)
    if server is None:
        return "unchecked"
    query = urlencode({"repo": did, "collection": collection, "rkey": rkey})
    answer = _get(f"{server}/xrpc/com.atproto.repo.getRecord?{query}", private)
    said = _object(answer)
    if answer.status == 200:
        return _compared(said, claim.cid)
    gone = answer.status in (400, 404) and said.get("error") in _NOT_THERE
    return "deleted" if gone else "unchecked"


def _document(did: str, plc: str, private: bool) -> http.Answer:
    if _PLC_DID.fullmatch(did):
        return _get(f"{plc}/{did}", private)
    if web := _WEB_DID.fullmatch(did):
        return _get(f"https://{web[1]}/.well-known/did.json", private)
    raise WireError("a DID of a method that cannot be looked up; did:plc and did:web can")


def _server(answer: http.Answer, did: str, private: bool) -> str | None:
    """The author's server of a DID document: an address of its own, without path."""
    document = _object(answer)
    services = document.get("service")
    if answer.status != 200 or document.get("id") != did or not isinstance(services, list):
        return None
    for service in services:
        if isinstance(service, dict) and service.get("id") in ("#atproto_pds", f"{did}#atproto_pds"):
            address = str(service.get("serviceEndpoint", ""))
            parts = urlsplit(address)
            if parts.scheme == "https" or (private and parts.scheme == "http"):
                return f"{parts.scheme}://{parts.netloc}"
    return None


def _compared(said: Mapping[str, Any], cid: str) -> Result:
    """The CID is computed from the record: a server that states another than it has is not believed."""
    stated = said.get("cid")
    computed = cid_of(said.get("value"))
    if stated != computed:
        return "unchecked"
    return "verified" if computed == cid else "changed"


def _mastodon(claim: Claim, _plc: str, private: bool) -> Result:
    """The status from the instance of its author, which its link names."""
    parts = urlsplit(claim.link)
    found = _STATUS.fullmatch(parts.path)
    if found is None or not (parts.scheme == "https" or private):
        return "unchecked"
    answer = _get(f"{parts.scheme}://{parts.netloc}/api/v1/statuses/{found[1]}", private)
    if answer.status in (404, 410):
        # An instance that shows nothing to strangers answers so as well: its page must be gone too.
        page = _get(f"{parts.scheme}://{parts.netloc}{parts.path}", private)
        return "deleted" if page.status in (404, 410) else "unchecked"
    said = _object(answer)
    if answer.status != 200 or said.get("id") != found[1]:
        return "unchecked"
    at = _time(said.get("edited_at") or said.get("created_at"))
    if at is None or said.get("visibility") != "public":
        return "unchecked"
    return "verified" if at == _time(claim.version) else "changed"


def _time(value: Any) -> datetime | None:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
        return time.astimezone(UTC) if time is not None and time.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _get(url: str, private: bool) -> http.Answer:
    return http.get(
        url,
        headers={"Accept": "application/json"},
        private=private,
        max_bytes=MAX_BYTES,
        timeout_s=TIMEOUT_S,
    )


def _object(answer: http.Answer) -> dict[str, Any]:
    try:
        return msgspec.json.decode(answer.body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
