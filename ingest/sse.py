"""Server-sent events and lines, out of chunks that may end anywhere."""

from collections.abc import Iterable, Iterator

from stream.errors import Retriable

MAX_EVENT = 2**20
"""Bytes of one event or line; more than that is no post."""


def lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Whole lines without their end; what is left at the end of the stream is torn and not given."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r")
        if len(rest) > MAX_EVENT:
            raise Retriable(f"a line of more than {MAX_EVENT} bytes: this is no stream of posts")


def events(chunks: Iterable[bytes]) -> Iterator[tuple[str, str, str]]:
    """(the event as it came, its name, its data); heartbeats are taken and not given."""
    came: list[str] = []
    size = 0
    for line in lines(chunks):
        text = line.decode("utf-8", "replace")
        if text:
            size += len(line)
            if size > MAX_EVENT:
                raise Retriable(f"an event of more than {MAX_EVENT} bytes: this is no stream of posts")
            if not text.startswith(":"):
                came.append(text)
            continue
        if came:
            fields = [part.partition(":") for part in came]
            name = "".join(value.strip() for field, _, value in fields if field == "event")
            data = "\n".join(value.removeprefix(" ") for field, _, value in fields if field == "data")
            yield "\n".join(came), name, data
        came, size = [], 0
