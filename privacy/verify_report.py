"""What the verifier found, for a person and for a program."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

MAX_PROBLEMS = 50


class Problem(NamedTuple):
    """`reason` is one of docs/audit.md's words for what a verifier finds; `seq` None: the whole log."""

    seq: int | None
    reason: str
    text: str


@dataclass(slots=True)
class Report:
    """`ok` when there is no problem. Warnings and `unprotected` want a person's judgement.

    `protected` says which entries checkpoints bind, and against whom; `unprotected` which ones none does.
    """

    size: int = 0
    root: str = ""
    problems: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    protected: list[str] = field(default_factory=list)
    unprotected: str = ""
    checked: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.problems

    def problem(self, seq: int | None, reason: str, text: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(seq, reason, text))

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "ok": self.ok,
            "size": self.size,
            "root": self.root,
            "problems": [problem._asdict() for problem in self.problems],
            "warnings": self.warnings,
            "protected": self.protected,
            "unprotected": self.unprotected,
            "checked": self.checked,
        }

    def lines(self) -> list[str]:
        """For a person."""
        verdict = "The audit log is whole" if self.ok else "THE AUDIT LOG WAS CHANGED OR IS DAMAGED"
        found = [f"entry {one.seq}: {one.text}" if one.seq is not None else one.text for one in self.problems]
        return [
            f"{verdict}: {self.size} entries, root {self.root}",
            *(f"PROBLEM {line}" for line in found),
            *(f"note: {line}" for line in self.warnings),
            *(f"checked: {line}" for line in self.checked),
            *(f"protected: {line}" for line in self.protected),
            *([f"not protected: {self.unprotected}"] if self.unprotected else []),
        ]
