"""How a cluster that asks who comes is entered: TLS, and a user with a password."""

import socket
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from stream.errors import BadInput

Mechanism = Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"]


@dataclass(frozen=True, kw_only=True)
class Access:
    """`ca` is a PEM file of certificates to trust in place of the system's. No user: no sign-in."""

    tls: bool = False
    ca: Path | None = None
    user: str = ""
    password: str = field(default="", repr=False)
    mechanism: Mechanism = "SCRAM-SHA-512"

    def __post_init__(self) -> None:
        """BadInput names what does not fit together."""
        if self.mechanism not in get_args(Mechanism):
            raise BadInput(f"mechanism {self.mechanism!r}: use one of {', '.join(get_args(Mechanism))}")
        if self.user and not self.tls:
            raise BadInput("user needs tls = true: the password would cross the network unprotected")
        if bool(self.user) != bool(self.password):
            raise BadInput("user and password go together: one of them is missing")
        if self.ca is not None and not self.tls:
            raise BadInput("ca is for tls = true")
        if self.ca is not None and not self.ca.is_file():
            raise BadInput(f"ca: {self.ca} is not there: name a PEM file with the cluster's certificates")

    def greet(self, found: socket.socket, host: str) -> None:
        """With TLS, shake hands once: kafka-python tells an untrusted certificate as a time-out.

        ssl.SSLCertVerificationError when the certificate is not trusted or not of `host`; OSError.
        """
        if self.tls:
            ssl.create_default_context(cafile=self.ca).wrap_socket(found, server_hostname=host).close()

    def options(self) -> dict[str, Any]:
        """For every client of kafka-python."""
        if not self.tls:
            return {}
        options: dict[str, Any] = {"security_protocol": "SASL_SSL" if self.user else "SSL"}
        if self.ca is not None:
            options["ssl_cafile"] = str(self.ca)
        if self.user:
            options |= {
                "sasl_mechanism": self.mechanism,
                "sasl_plain_username": self.user,
                "sasl_plain_password": self.password,
            }
        return options
