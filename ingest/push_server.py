"""The HTTP side of pushed posts: small, bounded in everything, without a log of requests."""

import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from ingest.push import PushConnector
from stream.contracts import Post
from stream.errors import BadInput
from stream.source import Parsed, Parser

PATH = "/ingest/v1/posts"
MAX_BODY = 8 * 2**20
MAX_LINES = 5000
MAX_CLIENTS = 16
MAX_CONNECTIONS = 128
"""At once, whatever they send: one more is closed without an answer, its sender tries again."""
REQUEST_S = 60.0
"""All of a request, from its first byte to its answer; a slow client is cut off."""
DURABLE_S = 30.0
_TYPES = ("application/x-ndjson", "application/jsonl", "application/json-seq", "application/json")


def token_hash(token: str) -> str:
    """What is kept of a token: 64 hex digits. A token is 256 random bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Door:
    """One pushed source: where its posts go, how they are read, and its token's hash as it is now."""

    connector: PushConnector
    parse: Parser
    token_hash: Callable[[], str]
    """Empty: nobody may come in."""
    shut: Callable[[], str] = lambda: ""
    """Why nothing may be taken now, in words for the sender; "" when it may."""


class _Refused(Exception):  # noqa: N818 - an answer, not a fault of ours
    def __init__(self, status: HTTPStatus, remedy: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(remedy)
        self.status = status
        self.headers = headers or {}


class PushServer:
    """Serves `doors` on host:port; port 0 takes a free one."""

    def __init__(
        self,
        doors: Sequence[Door],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        request_s: float = REQUEST_S,
        durable_s: float = DURABLE_S,
        connections: int = MAX_CONNECTIONS,
    ) -> None:
        self.doors = list(doors)
        self.request_s = request_s
        self.durable_s = durable_s
        self.clients = threading.BoundedSemaphore(MAX_CLIENTS)
        self.connections = threading.BoundedSemaphore(connections)
        try:
            self._server = _Server((host, port), _handler(self), self.connections)
        except OSError as error:
            raise BadInput(
                f"port {port} on {host}: {error.strerror}; set another `push_listen` in firstbell.toml"
            ) from None
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    @property
    def url(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join(5.0)
        self._server.server_close()

    def door(self, authorization: str) -> Door:
        """The source of this token. All are compared, in constant time."""
        scheme, _, token = authorization.partition(" ")
        given = token_hash(token.strip())
        found = None
        for door in self.doors:
            kept = door.token_hash()
            if hmac.compare_digest(given, kept) and kept:
                found = door
        if found is None or scheme.lower() != "bearer":
            raise _Refused(
                HTTPStatus.UNAUTHORIZED,
                "give the source's token as `Authorization: Bearer …`; `firstbell sources token NAME` makes one",
                {"WWW-Authenticate": "Bearer"},
            )
        return found

    def take(self, door: Door, body: bytes) -> list[dict[str, Any]]:
        """One answer a line, once all of them are durable."""
        if why := door.shut():
            raise _Refused(HTTPStatus.SERVICE_UNAVAILABLE, why, {"Retry-After": "3600"})
        lines = body.split(b"\n")
        records = [line.strip() for line in lines if line.strip()]
        if not records:
            raise _Refused(HTTPStatus.BAD_REQUEST, "an empty body: send one JSON object a line")
        if len(records) > MAX_LINES:
            raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {MAX_LINES} lines a request")
        now = datetime.now(UTC)
        answers = [
            {"line": number, **_answer(door.parse(line.strip(), now))}
            for number, line in enumerate(lines, 1)
            if line.strip()
        ]
        match door.connector.offer(records, self.durable_s):
            case "busy":
                raise _Refused(
                    HTTPStatus.TOO_MANY_REQUESTS, "busy; send the same again later", {"Retry-After": "5"}
                )
            case "stopped":
                raise _Refused(
                    HTTPStatus.SERVICE_UNAVAILABLE,
                    "this source is paused or stopping; send the same again later",
                    {"Retry-After": "30"},
                )
            case _:
                return answers


def _answer(parsed: Parsed) -> dict[str, Any]:
    if parsed.error is not None:
        return {"status": "error", "error": parsed.error}
    notes = {"notes": [note.text for note in parsed.notes]} if parsed.notes else {}
    if parsed.drops and not parsed.events:
        return {"status": "dropped", "reason": str(parsed.drops[0])} | notes
    posts = sum(isinstance(event, Post) for event in parsed.events)
    return {"status": "taken", "posts": posts, "events": len(parsed.events) - posts} | notes


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        address: tuple[str, int],
        handler: type[BaseHTTPRequestHandler],
        places: threading.BoundedSemaphore,
    ) -> None:
        super().__init__(address, handler)
        self._places = places

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._places.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:  # no thread to be had
            self._places.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away, or a fault that `_handler` has answered: nothing to print."""


def _handler(server: PushServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        server_version = "firstbell"
        sys_version = ""
        protocol_version = "HTTP/1.1"
        timeout = server.request_s

        def handle(self) -> None:
            # A client that sends a byte now and then would outlast every timeout of a single read.
            watch = threading.Timer(server.request_s, _shut, (self.connection,))
            watch.daemon = True
            watch.start()
            try:
                self.close_connection = True
                self.handle_one_request()
            finally:
                watch.cancel()

        def do_GET(self) -> None:
            if self.path == "/healthz":
                self._send(HTTPStatus.OK, b"ok\n", {"Content-Type": "text/plain"})
            else:
                self._refuse(_Refused(HTTPStatus.METHOD_NOT_ALLOWED, f"POST {PATH}", {"Allow": "POST"}))

        def do_POST(self) -> None:
            if not server.clients.acquire(blocking=False):
                self._refuse(
                    _Refused(HTTPStatus.SERVICE_UNAVAILABLE, "too many at once", {"Retry-After": "5"})
                )
                return
            try:
                self._post()
            except _Refused as refused:
                self._refuse(refused)
            finally:
                server.clients.release()

        def _post(self) -> None:
            if self.path.partition("?")[0] != PATH:
                raise _Refused(HTTPStatus.NOT_FOUND, f"POST {PATH}")
            door = server.door(self.headers.get("Authorization", ""))
            if self.headers.get_content_type() not in _TYPES:
                raise _Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Content-Type: {_TYPES[0]}")
            size = self.headers.get("Content-Length", "")
            if not size.isdecimal():
                raise _Refused(HTTPStatus.LENGTH_REQUIRED, "Content-Length is needed; chunks are not taken")
            if int(size) > MAX_BODY:
                raise _Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {MAX_BODY} bytes a request")
            body = self.rfile.read(int(size))
            if len(body) < int(size):
                raise _Refused(HTTPStatus.REQUEST_TIMEOUT, "the body did not come in time; nothing was taken")
            answers = server.take(door, body)
            lines = "".join(json.dumps(answer) + "\n" for answer in answers)
            self._send(HTTPStatus.OK, lines.encode(), {"Content-Type": _TYPES[0]})

        def _refuse(self, refused: _Refused) -> None:
            body = json.dumps({"error": str(refused)}).encode() + b"\n"
            self._send(refused.status, body, {"Content-Type": "application/json", **refused.headers})

        def _send(self, status: HTTPStatus, body: bytes, headers: Mapping[str, str]) -> None:
            with suppress(OSError):
                self.send_response(status)
                for name, value in {
                    **headers,
                    "Content-Length": str(len(body)),
                    "Connection": "close",
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Who sent what when is nobody's business; counters tell the rest."""

    return Handler


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
