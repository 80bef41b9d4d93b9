"""Who acts: an id and a role, never a name."""

from dataclasses import dataclass
from typing import Protocol


class Actor(Protocol):
    """`id` and `role` as they stand in the audit log: lower-case tokens such as "user:12", "analyst"."""

    @property
    def id(self) -> str: ...

    @property
    def role(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Someone:
    """The plainest Actor."""

    id: str
    role: str


def system(part: str) -> Someone:
    """One of our own workers: system("queue") is "system:queue" with the role "system"."""
    return Someone(f"system:{part}", "system")
