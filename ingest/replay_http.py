"""Local twins of the sources that speak HTTP, for tests and for trying out: they replay what they are
given over a real socket and misbehave on demand.
"""

import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import Server, ServerConnection, serve

_LOOK_S = 0.02


@dataclass
class HttpFaults:
    """What goes wrong next. Counts go down as they happen."""

    refuse: list[int] = field(default_factory=list)
    """Statuses of the next answers."""
    headers: dict[str, str] = field(default_factory=dict)
    """Sent with those refusals."""
    cut_after: int = 0
    """After this many events a stream ends in the middle of the next, once."""
    drip_s: float = 0.0
    """Seconds between the bytes of an answer."""
    duplicate_every: int = 0


@dataclass(frozen=True)
class Asked:
    """One request as a twin sees it."""

    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """`body` is bytes, or chunks without end, which are sent as they come."""

    body: bytes | Iterable[bytes]
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class HttpTwin:
    """An HTTP server on loopback whose answers are those of `answer`."""

    def __init__(self, answer: Callable[[Asked], Reply] | None = None) -> None:
        self.faults = HttpFaults()
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._answer = answer or self.reply
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_LOOK_S,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def reply(self, asked: Asked) -> Reply:
        """What a subclass answers."""
        return Reply(b"", 404)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join(5.0)
        self._server.server_close()

    def handle(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        asked = Asked(parts.path, query, {name.lower(): value for name, value in request.headers.items()})
        self.asked.append(asked)
        if self.faults.refuse:
            reply = Reply(b"{}", self.faults.refuse.pop(0), self.faults.headers)
        else:
            reply = self._answer(asked)
        with suppress(OSError):
            self._send(request, reply)

    def _send(self, request: BaseHTTPRequestHandler, reply: Reply) -> None:
        request.send_response(reply.status)
        for name, value in reply.headers.items():
            request.send_header(name, value)
        if isinstance(reply.body, bytes):
            request.send_header("Content-Length", str(len(reply.body)))
            request.end_headers()
            self._drip(request, reply.body)
            return
        request.end_headers()
        for sent, chunk in enumerate(self._repeated(reply.body), 1):
            if self.faults.cut_after and sent > self.faults.cut_after:
                self.faults.cut_after = 0
                request.wfile.write(chunk[: len(chunk) // 2])
                request.connection.shutdown(socket.SHUT_RDWR)
                return
            self._drip(request, chunk)

    def _repeated(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for number, chunk in enumerate(chunks):
            yield chunk
            if self.faults.duplicate_every and number % self.faults.duplicate_every == 0:
                yield chunk

    def _drip(self, request: BaseHTTPRequestHandler, data: bytes) -> None:
        if not self.faults.drip_s:
            request.wfile.write(data)
            return
        for at in range(len(data)):
            request.wfile.write(data[at : at + 1])
            request.wfile.flush()
            if self.closing.wait(self.faults.drip_s):
                return


def _handler(twin: HttpTwin) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            twin.handle(self)

        def log_message(self, *_args: object) -> None:
            """A log of requests could name somebody; there is none."""

    return Handler


class LineStream:
    """Chunks that are put in while others read: everyone reads what comes after they began."""

    def __init__(self, closing: threading.Event) -> None:
        self._closing = closing
        self._change = threading.Condition()
        self._held: list[bytes] = []
        self.readers = 0

    def put(self, *chunks: bytes) -> None:
        with self._change:
            self._held += chunks
            self._change.notify_all()

    def read(self) -> Iterator[bytes]:
        at = len(self._held)
        with self._change:
            self.readers += 1
        while not self._closing.is_set():
            fresh = self._after(at)
            at += len(fresh)
            yield from fresh

    def _after(self, at: int) -> list[bytes]:
        with self._change:
            self._change.wait_for(lambda: len(self._held) > at, _LOOK_S)
            return self._held[at:]


class XTwin(HttpTwin):
    """X's filtered stream: NDJSON lines that end in CRLF."""

    def __init__(self) -> None:
        super().__init__()
        self.stream = LineStream(self.closing)

    def reply(self, asked: Asked) -> Reply:
        if asked.path not in ("/2/tweets/search/stream", "/2/tweets/compliance/stream"):
            return Reply(b"{}", 404)
        return Reply(self.stream.read())

    def put(self, *records: Any) -> None:
        """Send records; None is a keep-alive."""
        self.stream.put(*((b"" if one is None else json.dumps(one).encode()) + b"\r\n" for one in records))


class MastodonTwin(HttpTwin):
    """One instance: REST, SSE, and a WebSocket on a port of its own, as instances may have."""

    def __init__(self, *, access: str = "public") -> None:
        super().__init__()
        self.access = access
        self.statuses: list[dict[str, Any]] = []
        self.stream = LineStream(self.closing)
        self._sockets: Server = serve(self._serve, "127.0.0.1", 0, close_timeout=1)
        self._acceptor = threading.Thread(target=self._sockets.serve_forever, daemon=True)
        self._acceptor.start()

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._sockets.shutdown()
        self._acceptor.join(5.0)
        super().__exit__()

    def reply(self, asked: Asked) -> Reply:
        if not asked.headers.get("authorization", "").startswith("Bearer "):
            return Reply(b'{"error":"The access token is invalid"}', 401)
        if asked.path == "/api/v2/instance":
            streaming = f"ws://127.0.0.1:{self._sockets.socket.getsockname()[1]}"
            feeds = {"local": self.access, "remote": self.access}
            urls = {"streaming": streaming if self._by_socket else self.url}
            configuration = {"urls": urls, "timelines_access": {"live_feeds": feeds, "hashtag_feeds": feeds}}
            return Reply(json.dumps({"configuration": configuration}).encode())
        if asked.path.startswith("/api/v1/timelines/"):
            return Reply(self._page(asked.query))
        if asked.path.startswith("/api/v1/streaming/"):
            return Reply(_as_sse(self.stream.read()), headers={"Content-Type": "text/event-stream"})
        return Reply(b"{}", 404)

    _by_socket = False

    def by_socket(self) -> Self:
        """Announce the WebSocket's address; else the stream is where the rest is."""
        self._by_socket = True
        return self

    def _page(self, query: Mapping[str, str]) -> bytes:
        """The page right after `min_id`, newest first."""
        after = int(query.get("min_id", "0"))
        newer = [status for status in self.statuses if int(status["id"]) > after]
        return json.dumps(newer[: int(query.get("limit", "20"))][::-1]).encode()

    def put(self, event: str, payload: str) -> None:
        self.stream.put(json.dumps({"event": event, "payload": payload}).encode())

    def post(self, status: dict[str, Any], *, heard: bool = True) -> None:
        """A new status; one that is not `heard` comes by REST only."""
        self.statuses.append(status)
        if heard:
            self.put("update", json.dumps(status))

    def _serve(self, connection: ServerConnection) -> None:
        try:
            wanted = json.loads(connection.recv(timeout=20))
            if wanted.get("type") != "subscribe":
                return
            for sent, frame in enumerate(self.stream.read(), 1):
                if self.faults.cut_after and sent > self.faults.cut_after:
                    self.faults.cut_after = 0
                    connection.socket.sendall(b"\x81\x7e\x10\x00{half")
                    connection.socket.shutdown(socket.SHUT_RDWR)
                    return
                connection.send(json.dumps({"stream": ["public"]} | json.loads(frame)))
        except (ConnectionClosed, OSError, TimeoutError):
            return


def _as_sse(frames: Iterable[bytes]) -> Iterator[bytes]:
    yield b":)\n\n"
    for frame in frames:
        event = json.loads(frame)
        yield f"event: {event['event']}\ndata: {event['payload']}\n\n:thump\n".encode()
