"""HTTP as a careful client: one connection, limits on time and size, no address it was not meant for.

A name is resolved once and the connection goes to the address that was checked, so a second answer
of the name server cannot lead elsewhere. Messages name the host, never the path: a path can name a person.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import SplitResult, urljoin, urlsplit

from stream.errors import BadInput, Retriable

MAX_BYTES = 8 * 2**20
TIMEOUT_S = 30.0
_CHUNK = 2**16
_REDIRECTS = (301, 302, 303, 307, 308)
_AGENT = "firstbell (public posts for a school district)"


class RefusedError(BadInput):
    """The address is not one we go to: another scheme, a private network, a redirect."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`headers` have lower-case names. `url` is where the body came from, after redirects."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


def is_private(address: str) -> bool:
    """True for what is not a public unicast address: loopback, link-local, private, mapped, reserved."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if isinstance(ip, ipaddress.IPv6Address) and ip in _NAT64:
        mapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if mapped is not None:
        return is_private(str(mapped))
    return not ip.is_global or ip.is_multicast or ip.is_reserved


_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_loopback(url: str) -> bool:
    """True for a URL that names this machine itself, as a twin server's does."""
    return (urlsplit(url).hostname or "") in ("localhost", "127.0.0.1", "::1")


def get(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    private: bool = False,
    redirects: int = 0,
    max_bytes: int = MAX_BYTES,
    timeout_s: float = TIMEOUT_S,
) -> Answer:
    """The whole answer, of any status, within `timeout_s` seconds and `max_bytes` after unpacking.

    `private` allows addresses that are not public; a redirect to another host never is allowed them.
    RefusedError, or Retriable when the host is away, too slow or sends too much.
    """
    deadline = time.monotonic() + timeout_s
    for _ in range(redirects + 1):
        with exchange(url, headers=headers, private=private, timeout_s=deadline - time.monotonic()) as live:
            if not redirects or live.status not in _REDIRECTS or not live.headers.get("location"):
                return Answer(live.status, live.headers, live.read(max_bytes), url)
            target = urljoin(url, live.headers["location"])
            private = private and urlsplit(target).hostname == urlsplit(url).hostname
            if urlsplit(target).hostname != urlsplit(url).hostname:
                headers = {
                    name: value for name, value in (headers or {}).items() if name.lower() != "authorization"
                }
            url = target
    raise RefusedError(f"{host_of(url)}: more than {redirects} redirects; give the final address")


class Live:
    """An answer whose body is still coming."""

    def __init__(self, host: str, response: http.client.HTTPResponse, sock: socket.socket) -> None:
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self._host = host
        self._response = response
        self._sock = sock

    def chunks(self, quiet_s: float) -> Iterator[bytes]:
        """What comes, as it comes, until the end. Retriable when the line drops or is silent for `quiet_s`."""
        self._sock.settimeout(quiet_s)
        while True:
            try:
                data = self._response.read1(_CHUNK)
            except TimeoutError:
                raise Retriable(f"{self._host}: nothing came for {quiet_s:g} s") from None
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise Retriable(f"{self._host}: the connection was lost ({type(error).__name__})") from None
            if not data:
                return
            yield data

    def read(self, max_bytes: int) -> bytes:
        """All of it, unpacked. Retriable when it is more than `max_bytes`, too slow or torn."""
        declared = self.headers.get("content-length", "")
        packed = self.headers.get("content-encoding", "identity").lower()
        if packed not in ("identity", "gzip", ""):
            raise Retriable(f"{self._host}: sends {packed!r} although gzip or nothing was asked for")
        unpack = zlib.decompressobj(31) if packed == "gzip" else None
        body, came = bytearray(), 0
        try:
            for chunk in self.chunks(self._sock.gettimeout() or TIMEOUT_S):
                came += len(chunk)
                body += unpack.decompress(chunk, max_bytes + 1 - len(body)) if unpack else chunk
                if len(body) > max_bytes:
                    raise Retriable(f"{self._host}: more than {max_bytes} bytes; the limit can be raised")
        except zlib.error:
            raise Retriable(f"{self._host}: what it sent is not gzip as it said") from None
        if (declared.isdecimal() and came < int(declared)) or (unpack is not None and not unpack.eof):
            raise Retriable(f"{self._host}: the answer ended in the middle")
        return bytes(body)

    def close(self) -> None:
        """From any thread: whoever reads sees the end."""
        _shut(self._sock)


@contextmanager
def exchange(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    private: bool = False,
    timeout_s: float = TIMEOUT_S,
    endless: bool = False,
) -> Iterator[Live]:
    """A GET whose answer can be read within the block.

    `timeout_s` is for all of it; when the answer is `endless`, for its head, and the reader of
    `Live.chunks` watches for silence.
    """
    parts = _checked(url)
    host = host_of(url)
    if timeout_s <= 0:
        raise Retriable(f"{host}: too slow")
    deadline = time.monotonic() + timeout_s
    connection = _Connection(parts, private=private, timeout_s=timeout_s)
    watch: threading.Timer | None = None
    try:
        connection.connect()
        sock = connection.sock
        # A server that sends a byte now and then would outlast every timeout of a single read.
        watch = threading.Timer(max(0.0, deadline - time.monotonic()), _shut, (sock,))
        watch.daemon = True
        watch.start()
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(
            "GET",
            path,
            headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Connection": "close"}
            | dict(headers or {}),
        )
        live = Live(host, connection.getresponse(), sock)
        if endless:
            watch.cancel()
        yield live
    except (TimeoutError, OSError, http.client.HTTPException, ValueError) as error:
        raise Retriable(f"{host}: cannot be reached ({type(error).__name__})") from None
    finally:
        if watch is not None:
            watch.cancel()
        connection.close()


def host_of(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2]


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        raise RefusedError("an address that cannot be read; give https://host/path") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        raise RefusedError(f"{host_of(url) or 'an address'}: only http:// and https:// addresses are fetched")
    if any(ord(char) <= 32 or ord(char) > 126 for char in url):
        raise RefusedError(f"{host_of(url)}: an address with blanks or letters beyond ASCII; encode it")
    return parts


class _Connection(http.client.HTTPConnection):
    def __init__(self, parts: SplitResult, *, private: bool, timeout_s: float) -> None:
        self._tls = parts.scheme == "https"
        super().__init__(parts.hostname or "", parts.port or (443 if self._tls else 80), timeout=timeout_s)
        self._private = private

    def connect(self) -> None:
        raw = _connect(
            self.host, self.port, private=self._private, timeout_s=float(self.timeout or TIMEOUT_S)
        )
        self.sock = _tls().wrap_socket(raw, server_hostname=self.host) if self._tls else raw


def _connect(host: str, port: int, *, private: bool, timeout_s: float) -> socket.socket:
    """A connection to the first address of `host` that answers; RefusedError when one is private.

    `timeout_s` is for all addresses together: a name may lead to a hundred that never answer.
    """
    deadline = time.monotonic() + timeout_s
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise Retriable(f"{host}: its name cannot be resolved") from None
    if not private and any(is_private(str(address[4][0])) for address in found):
        raise RefusedError(f"{host}: leads to a private address, where nothing public can be")
    failure: OSError = OSError()
    for family, kind, protocol, _, address in found:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(left)
        try:
            sock.connect(address)
        except OSError as error:
            failure = error
            sock.close()
        else:
            sock.settimeout(timeout_s)
            return sock
    raise failure


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _shut(sock: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
