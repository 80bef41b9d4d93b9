"""What an author's sealed envelope says, once the vault has opened it."""

from dataclasses import dataclass

import msgspec

from stream.errors import BadInput


@dataclass(frozen=True, slots=True, repr=False)
class Author:
    """Of the author as the source's wire named them; "" for what it did not carry.

    `account` is the source's permanent id of the account.
    """

    account: str = ""
    handle: str = ""
    name: str = ""
    link: str = ""

    def line(self) -> str:
        """Everything that names the author, for a person to read."""
        handle = f"@{self.handle.removeprefix('@')}" if self.handle else ""
        return " · ".join(part for part in (handle, self.name, self.account) if part)


def read(opened: bytes) -> Author:
    """Parse an opened envelope; members that do not name the author are ignored."""
    given = members(opened)
    return Author(**{name: given[name] for name in ("account", "handle", "name", "link") if name in given})


def members(opened: bytes) -> dict[str, str]:
    """All strings of an opened envelope, which is a JSON object. BadInput when it is not."""
    if not opened:
        return {}
    try:
        found = msgspec.json.decode(opened, type=dict[str, object])
    except (msgspec.DecodeError, msgspec.ValidationError):
        raise BadInput("an envelope is not a JSON object: which source sealed it?") from None
    return {name: value for name, value in found.items() if isinstance(value, str)}
