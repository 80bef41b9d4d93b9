"""Whether what a verified person named is a held item's author or address. Pure; runs inside the vault."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from stream.errors import BadInput

MOST = 10
"""Handles and links in one go: what one person has, and no list of people."""
_HANDLE = re.compile(r"@?[^\s/@]+(@[^\s/@]+)?")


@dataclass(frozen=True, slots=True, repr=False)
class Where:
    """What an envelope says of author and address; "" for what it does not."""

    account: str
    handle: str
    link: str
    uri: str = ""


def lines(text: str) -> list[str]:
    """One handle, account or link a line. BadInput: none, more than ten, or neither a handle nor a link."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    if not 1 <= len(found) <= MOST:
        raise BadInput(f"enter one to {MOST} handles or links, one a line")
    for number, line in enumerate(found, 1):
        if not _is_link(line) and not _HANDLE.fullmatch(line):
            raise BadInput(f"line {number} is neither a handle nor a link")
    return found


def names(given: str, where: Where, *, same_source: bool) -> str:
    """ "own": the author was named. "link": the post was. "" when neither.

    A handle counts on its own source alone; a link carries its host. A profile's link names the author.
    """
    if not _is_link(given):
        return "own" if same_source and _folded(given) in _authors(where) else ""
    wanted = _path(given)
    places = [_path(one) for one in (where.link, where.uri) if one]
    # A source's link may hold the account where people copy one with the handle.
    places += [_swapped(place, where) for place in places]
    if wanted in places:
        return "link"
    profile = len(wanted) > 1 and _folded(wanted[-1]) in _authors(where)
    return "own" if profile and any(place[: len(wanted)] == wanted for place in places) else ""


def _authors(where: Where) -> set[str]:
    return {_folded(one) for one in (where.account, where.handle) if one}


def _folded(name: str) -> str:
    return name.strip().casefold().removeprefix("@")


def _is_link(text: str) -> bool:
    return re.match(r"(https?|at)://\S+$", text, re.IGNORECASE) is not None


def _path(link: str) -> tuple[str, ...]:
    """Host and the parts of the path, so that spelling does not matter."""
    url = urlsplit(link.strip())
    host = url.netloc.casefold().removeprefix("www.")
    return (host, *(part for part in url.path.split("/") if part))


def _swapped(place: tuple[str, ...], where: Where) -> tuple[str, ...]:
    if not (where.account and where.handle):
        return place
    return tuple(where.handle.removeprefix("@") if part == where.account else part for part in place)
