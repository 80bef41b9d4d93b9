"""Errors, classified by type where they arise (retry.decide reads the type, never the text).

Messages name the thing and the remedy, and never carry a post's text, a name or a handle.
"""


class FirstbellError(Exception):
    """Base of all our errors. The message is one that an operator can act on."""


class BadInput(FirstbellError):
    """A record, file, option or request that cannot be used as it is. Never retried."""


class Retriable(FirstbellError):
    """A broker, network or database that is away or busy. The same act may succeed later."""


class Fatal(FirstbellError):
    """Our own state is broken (a missing key, a wrong model hash). The worker stops."""
