"""Takes personal data out of a post's text. Imports no Django; loads its language model on first use."""

from privacy.redact.redactor import OffsetMap, Redacted, Redactor

__all__ = ["OffsetMap", "Redacted", "Redactor"]
