"""The records that travel between stages. Frozen and versioned; imports nothing of ours.

A record never names its author: what a source's wire carries of the author stays in `envelope`,
sealed with the vault's public key before the record leaves the parser.
Times are timezone-aware UTC. Offsets are Unicode code points, half-open.
"""

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec

SCHEMA_VERSION = 1
"""Version of every contract in this module; each frame carries it (see stream.wire)."""

Head = Literal["self_harm", "violence", "cyberbullying"]
HEADS: tuple[Head, ...] = ("self_harm", "violence", "cyberbullying")

Basis = Literal["coordinates", "place_tag", "name", "hashtag", "tip"]

EntityKind = Literal[
    "person",
    "handle",
    "email",
    "phone",
    "link",
    "address",
    "postal_code",
    "birth_date",
    "id_number",
    "plate",
]


class Reason(StrEnum):
    """Why a record went no further. Closed: each member has a counter from the start."""

    # A wire record that is valid but not wanted; decided by a parser, never a post.
    OTHER_COLLECTION = "other_collection"
    NOT_PUBLIC = "not_public"
    OPTED_OUT = "opted_out"
    BAD_RECORD = "bad_record"
    # A post that ends here; one of these or "flagged" for every (post, version) taken in.
    EMPTY_TEXT = "empty_text"
    NOT_NEAR = "not_near"
    NAME_UNRESOLVED = "name_unresolved"
    TERMS_FORBID = "terms_forbid"
    NOT_FLAGGED = "not_flagged"
    DUPLICATE = "duplicate"
    DELETED = "deleted"
    DEAD_LETTER = "dead_letter"


POST_REASONS: tuple[Reason, ...] = (
    Reason.EMPTY_TEXT,
    Reason.NOT_NEAR,
    Reason.NAME_UNRESOLVED,
    Reason.TERMS_FORBID,
    Reason.NOT_FLAGGED,
    Reason.DUPLICATE,
    Reason.DELETED,
    Reason.DEAD_LETTER,
)
"""The reasons that end a post; the others end a wire record before it is one."""


class _Record(msgspec.Struct, frozen=True, kw_only=True, tag_field="type", omit_defaults=True):
    pass


class _Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    pass


class Point(_Part, frozen=True, kw_only=True):
    """WGS84 degrees. `precision_m` None means the source states an exact point."""

    lon: float
    lat: float
    precision_m: float | None = None


class PlaceTag(_Part, frozen=True, kw_only=True):
    """A place the author attached. `bbox` is (west, south, east, north) in WGS84 degrees."""

    name: str
    kind: str
    bbox: tuple[float, float, float, float] | None = None


Channel = Literal["form", "api", "mail", "sms", "phone", "door"]
"""How a tip came. `phone` and `door`: someone of the staff wrote it down."""


class Tip(_Part, frozen=True, kw_only=True):
    """Marks a post as a tip: someone chose to tell the school. `school` "" is "I do not know which"."""

    school: str
    channel: Channel


class Post(_Record, frozen=True, kw_only=True, tag="post"):
    """One version of one public post, or a tip.

    `post_id` is a keyed hash of source and native id: the partition key of the post, its edits and
    its deletion. `version` is the source's own mark of the revision, comparable as a string within
    one post. `created_at` is what the author's client claims (untrusted; None when unusable);
    `received_at` is our own clock at receipt, the start of every latency and retention.
    """

    post_id: str
    version: str
    source: str
    text: str
    received_at: datetime
    created_at: datetime | None = None
    lang: str | None = None
    point: Point | None = None
    places: tuple[PlaceTag, ...] = ()
    envelope: bytes = b""
    """Author, link and native ids, sealed (libsodium sealed box). Only the vault can open it."""
    tip: Tip | None = None
    """Set for tips alone: the person's choice is the ground, and no score keeps it from the queue."""
    edited: bool = False
    """True for a later version: where it ends before the queue, it must end the older one there too."""


class Deletion(_Record, frozen=True, kw_only=True, tag="deletion"):
    """The source withdrew the post: every stage forwards it, the held item is destroyed."""

    post_id: str
    source: str
    received_at: datetime
    cause: Literal["delete", "scrub_geo", "account", "opt_out"] = "delete"


class Cleared(_Record, frozen=True, kw_only=True, tag="cleared"):
    """An edited version that ended in `stage` for `reason`. The runner sends it in the place of the Drop:
    every stage forwards it, the queue destroys what it holds of older versions, and then drops it.
    """

    post_id: str
    version: str
    source: str
    received_at: datetime
    reason: Reason
    stage: str


class AccountChange(_Record, frozen=True, kw_only=True, tag="account"):
    """An account went away or came back. The wire names only the account, so it travels sealed
    and only the vault can compare it with what is held. `post_id` is a hash of the event, used
    as the partition key and for idempotence.
    """

    post_id: str
    source: str
    received_at: datetime
    status: Literal["active", "deleted", "deactivated", "suspended", "takendown", "other"]
    envelope: bytes


class Span(_Part, frozen=True, kw_only=True):
    """Evidence for a head: code points [start, end) and its share of the score in [0, 1]."""

    head: Head
    start: int
    end: int
    weight: float


class Ground(_Part, frozen=True, kw_only=True):
    """Why a post is near a school: a typed claim with evidence that a person can check.

    For names and hashtags: `start`, `end` in the text and `because` (what shows that it is this
    school). For coordinates: `edge_m`, metres from the point to the boundary (0 on it, positive
    inside), and `precision_m` of the source; one coarser than the campus can only claim "near".
    `level` is the school's, `version` the boundaries in force (school year and hash).
    """

    school: str
    boundary: str
    basis: Basis
    start: int | None = None
    end: int | None = None
    because: tuple[str, ...] = ()
    edge_m: float | None = None
    precision_m: float | None = None
    claim: Literal["at", "near"] = "at"
    level: str = ""
    version: str = ""


class LocatedPost(_Record, frozen=True, kw_only=True, tag="located"):
    """A post with at least one ground."""

    post: Post
    grounds: tuple[Ground, ...]


class Verdict(_Part, frozen=True, kw_only=True):
    """What the model said and with what. Scores are calibrated, in [0, 1], a value per head.

    `rank` is the share of ordinary posts that score at least as high, per head (0.001 is one in a
    thousand). `thresholds` are the scores at which each head flags.
    """

    scores: dict[Head, float]
    rank: dict[Head, float]
    flags: tuple[Head, ...]
    spans: tuple[Span, ...]
    thresholds: dict[Head, float]
    model: str
    engine: str
    language: str = ""
    """What the text is in, as the classifier reads it (ISO 639-1); "" where there is too little to tell."""
    validated: bool = True
    """False: the model was never validated in this language, so the scores may be far off."""


class ScoredPost(_Record, frozen=True, kw_only=True, tag="scored"):
    """A located post that at least one head flagged, or a tip, whatever its score."""

    post: Post
    grounds: tuple[Ground, ...]
    verdict: Verdict
    embedding: bytes = b""
    """The text in the encoder's space (classify.similar.packed). Much of the text can be read back from it."""


class Entity(_Part, frozen=True, kw_only=True):
    """Personal data found in the original text, code points [start, end)."""

    kind: EntityKind
    start: int
    end: int


class ReviewItem(_Record, frozen=True, kw_only=True, tag="review"):
    """What the vault keeps of a flagged post. No text in clear but the redacted one.

    `grounds` and `verdict.spans` are offsets in `text`, the redacted text; `original` is the
    original text in a sealed box, `envelope` the author's, as it came.
    """

    post_id: str
    version: str
    source: str
    received_at: datetime
    created_at: datetime | None
    lang: str | None
    text: str
    entity_kinds: tuple[EntityKind, ...]
    grounds: tuple[Ground, ...]
    verdict: Verdict
    original: bytes
    envelope: bytes
    embedding: bytes = b""
    """ScoredPost.embedding in a sealed box; "" where there was none."""


class Drop(_Record, frozen=True, kw_only=True, tag="drop"):
    """A (post, version) that ended here, and why. Carries nothing of the post itself."""

    post_id: str
    version: str
    reason: Reason
    stage: str = ""


class DeadLetter(_Record, frozen=True, kw_only=True, tag="dead"):
    """A pointer to a record that a stage could not take: where it lies, never what it says."""

    stage: str
    topic: str
    partition: int
    offset: int
    index: int
    error: str
    """The type of the error, e.g. "ValueError"; never its message."""
    at: datetime
    post_id: str = ""
    version: str = ""


class Gap(_Record, frozen=True, kw_only=True, tag="gap"):
    """Something may have been missed: by a source (look-back, drop) or by a stage (retention).

    `first` and `last` bound what was missed, in the terms of `where` (a source's cursor or
    "topic/partition" offsets); `post_id` is a hash of the gap, for partition and idempotence.
    """

    post_id: str
    where: str
    first: str
    last: str
    at: datetime
    why: str


class Cursor(_Record, frozen=True, kw_only=True, tag="cursor"):
    """How far a source has been taken in durably. `host` is where the value is valid."""

    source: str
    host: str
    value: str
    at: datetime


Record = (
    Post
    | Deletion
    | Cleared
    | AccountChange
    | LocatedPost
    | ScoredPost
    | ReviewItem
    | Drop
    | DeadLetter
    | Gap
    | Cursor
)
"""All that may stand in a frame."""


def key_of(record: Record) -> str:
    """The partition key: a post, its edits and its deletion share it, so they stay in order."""
    match record:
        case LocatedPost(post=post) | ScoredPost(post=post):
            return post.post_id
        case Cursor(source=source):
            return source
        case DeadLetter(topic=topic, partition=partition):
            return f"{topic}/{partition}"
        case _:
            return record.post_id
