"""Training sets read, split and sampled. No text is ever printed from here.

Format of a set: `<set>.jsonl.gz` or `.jsonl`, a line {"id","text","lang","labels":{head: 1|0|null}},
optionally "group" or "twin" (kept in one split), "orig_label":{"presumed":[heads]}, and for texts read twice
"second": labels and "second_unsure".
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from models.sets import COARSE_TRUST, PRESUMED_TRUST, SETS, UNKNOWN, UNSURE_TRUST, SetRule
from models.text import normalise
from stream.contracts import HEADS
from stream.errors import BadInput

Split = Literal["train", "tune", "test"]

# An everyday post is presumed not to be bullying (the sets have no such label), unless it has one of these and
# speaks to somebody; without an addressee it weighs less.
_ABUSIVE = re.compile(
    r"\b(bitch\w*|whore|slut\w*|fag\w*|nigg\w*|cunt|retard\w*|idiots?|moron\w*|loser|ugly|stupid|trash|pathetic"
    r"|disgusting|kys|hate (?:you|u)|shut up|dumb\w*|fat|pig|scum|fuck (?:you|u|off))\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"\b(?:you\w*|u|ur|ya|yo|yall)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One text as the model reads it. `labels` and `trust` are in the order of HEADS; None is unknown."""

    id: str
    set: str
    text: str
    lang: str
    group: str
    labels: tuple[int | None, ...]
    trust: tuple[float, ...]
    split: Split = "train"

    @property
    def positive(self) -> bool:
        return any(label == 1 for label in self.labels)


def rule_of(name: str) -> SetRule:
    return SETS.get(name, UNKNOWN)


def load(folder: Path, *, licences: Iterable[str] = ("clear", "fair", "unclear"), seed: int = 0) -> list[Row]:
    """All rows of a folder's sets, each with its split. BadInput names a file or line that is not usable."""
    files = sorted([*folder.glob("*.jsonl.gz"), *folder.glob("*.jsonl")])
    if not files:
        raise BadInput(
            f"{folder}: no <set>.jsonl.gz or <set>.jsonl here; name the folder of the training sets"
        )
    allowed = set(licences)
    rows: list[Row] = []
    for file in files:
        name = file.name.partition(".jsonl")[0]
        if rule_of(name).licence in allowed:
            rows += split(list(_read(file, name)), rule_of(name), seed)
    return rows


def _read(file: Path, name: str) -> Iterable[Row]:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield _row(json.loads(line), name)
            except (ValueError, KeyError, TypeError) as error:
                raise BadInput(
                    f"{file}, line {number}: {type(error).__name__}; see models/data/README.md"
                ) from None


def _row(raw: dict[str, object], name: str) -> Row:
    rule = rule_of(name)
    labels = raw["labels"]
    origin = raw.get("orig_label")
    if not isinstance(labels, dict):
        raise TypeError
    presumed = origin.get("presumed", ()) if isinstance(origin, dict) else ()
    text = normalise(str(raw["text"]))
    second = raw.get("second", labels)
    if not isinstance(second, dict):
        raise TypeError
    # A label that two readers gave differently is no label.
    values = [labels.get(head) if second.get(head) == labels.get(head) else None for head in HEADS]
    sure = UNSURE_TRUST if raw.get("second_unsure") else 1.0
    trust = [rule.trust * sure * (PRESUMED_TRUST if head in presumed else 1.0) for head in HEADS]
    bullying = HEADS.index("cyberbullying")
    if rule.role in ("ordinary", "protected") and values[bullying] is None:
        coarse = _ABUSIVE.search(text)
        if not (coarse and _ADDRESSED.search(text)):
            values[bullying], trust[bullying] = 0, COARSE_TRUST if coarse else PRESUMED_TRUST
    pair = min(str(raw["id"]), str(raw["twin"])) if raw.get("twin") else ""
    group = str(raw.get("group") or pair or _near_copy(name, text) or raw["id"])
    return Row(
        id=str(raw["id"]),
        set=name,
        text=text,
        lang=str(raw.get("lang", "en")),
        group=group,
        labels=tuple(values),
        trust=tuple(trust),
    )


def _near_copy(name: str, text: str) -> str:
    """hatemojibuild does not name its twins: what opens alike is kept together (approximate)."""
    return " ".join(re.findall(r"[a-z']+", text.lower())[:3]) if name == "hatemojibuild" else ""


def split(rows: list[Row], rule: SetRule, seed: int) -> list[Row]:
    """The rows with a split each, groups whole: test is filled first, then tune, in order of a hash."""
    sizes: dict[str, int] = {}
    for row in rows:
        sizes[row.group] = sizes.get(row.group, 0) + 1
    left = {"test": rule.test * len(rows), "tune": rule.tune * len(rows)}
    where: dict[str, Split] = {}
    for group in sorted(sizes, key=lambda group: hashlib.sha256(f"{seed}/{group}".encode()).digest()):
        where[group] = "train"
        for part in ("test", "tune"):
            if left[part] >= 1 and sizes[group] <= max(1.5 * left[part], 2):
                where[group] = part
                left[part] -= sizes[group]
                break
    return [replace(row, split=where[row.group]) for row in rows]
