"""What each source's terms let us do, as data with its citation. `firstbell sources` prints it.

Not legal advice: a district's counsel reads the terms themselves. Read in 2026; terms change.
"""

from collections.abc import Collection
from dataclasses import dataclass

from stream.contracts import HEADS, Head

_ALL = frozenset(HEADS)
_NOT_HEALTH = frozenset(head for head in HEADS if head != "self_harm")


@dataclass(frozen=True, slots=True)
class Terms:
    """One source's terms.

    `heads`: what may be inferred of a post at most. `permission`: whether a recorded written
    permission is needed before anything is read. `deletion_hours`: within how long a deletion must be
    honoured (24 where the source states no time; we do it within minutes). `keep_days`: how long data may lie without being asked for again
    (0: no limit of the source; ours is shorter everywhere).
    """

    name: str
    permission: bool
    heads: frozenset[Head]
    infer: str
    keep: str
    match: str
    deletion_hours: int
    keep_days: int
    citation: str

    def withheld(self) -> tuple[Head, ...]:
        return tuple(head for head in HEADS if head not in self.heads)


TERMS: dict[str, Terms] = {
    terms.name: terms
    for terms in (
        Terms(
            name="bluesky",
            permission=False,
            heads=_ALL,
            infer="not restricted; a person's stated intents and the label !no-unauthenticated are honoured",
            keep="while it stands on the network; what a user asked to be deleted must be deleted",
            match="not restricted; never done here",
            deletion_hours=24,
            keep_days=0,
            citation="Bluesky Developer Guidelines (docs.bsky.app): delete what a user asked to be deleted, give a report method, keep contact information",
        ),
        Terms(
            name="mastodon",
            permission=True,
            heads=_ALL,
            infer="as the instance's own rules and its administrator's recorded consent say",
            keep="as the instance's own rules say; deletions on the stream are followed",
            match="never done here",
            deletion_hours=24,
            keep_days=0,
            citation="each instance's own rules (/api/v2/instance), many of which ban scraping; docs.joinmastodon.org: noindex, indexable, discoverable",
        ),
        Terms(
            name="rss",
            permission=False,
            heads=_ALL,
            infer="not restricted beyond copyright and the publisher's own terms",
            keep="as the publisher's terms say",
            match="never done here",
            deletion_hours=24,
            keep_days=0,
            citation="the publisher's own terms; robots noindex in the feed is honoured; RFC 6721 for withdrawn entries",
        ),
        Terms(
            name="import",
            permission=False,
            heads=_ALL,
            infer="what the district may do with its own file",
            keep="the district's own retention",
            match="never done here",
            deletion_hours=24,
            keep_days=0,
            citation="the district's own authority over the file",
        ),
        Terms(
            name="push",
            permission=False,
            heads=_ALL,
            infer="what the district may do with what is pushed to it",
            keep="the district's own retention",
            match="never done here",
            deletion_hours=24,
            keep_days=0,
            citation="the district's own agreement with whoever pushes",
        ),
        Terms(
            name="x",
            permission=True,
            heads=_NOT_HEALTH,
            infer="nothing about health; surveillance, tracking of users and monitoring of sensitive events only with X's written approval",
            keep="geodata only with its post; no history of a person; no public copy of posts",
            match="off-X matching needs the person's opt-in; never done here",
            deletion_hours=24,
            keep_days=0,
            citation="X Developer Agreement and restricted uses (docs.x.com, 2026-08): “targeting, segmenting, or profiling individuals based on sensitive personal information, including their health”; deletions within 24 hours; Government Use: Enterprise plan, each end user identified",
        ),
        Terms(
            name="reddit",
            permission=True,
            heads=_ALL,
            infer="only what the approval names; no re-identification",
            keep="as the approval says; deleted content is removed",
            match="re-identifying is forbidden; never done here",
            deletion_hours=24,
            keep_days=0,
            citation="Reddit Responsible Builder Policy (explicit approval before any access) and Public Content Policy (not to “track, alert, monitor, or investigate sensitive events”, nor for law enforcement)",
        ),
        Terms(
            name="youtube",
            permission=True,
            heads=_ALL,
            infer="only what the permission names",
            keep="refresh or delete stored data within 30 days; audits are allowed",
            match="never done here",
            deletion_hours=24,
            keep_days=30,
            citation="YouTube API Services Developer Policies: refresh or deletion of stored data, compliance audits",
        ),
        Terms(
            name="telegram",
            permission=True,
            heads=_ALL,
            infer="only what the channel's owner agreed to",
            keep="as the channel's owner agreed",
            match="never done here",
            deletion_hours=24,
            keep_days=0,
            citation="Telegram Bot API terms: a bot reads a channel that its owner added it to, so the owner's consent",
        ),
    )
}

NOT_SUPPORTED: dict[str, str] = {
    "discord": "not supported, on purpose: servers are not public, and reading them without the members' consent breaks its terms",
    "snapchat": "not supported, on purpose: snaps are not public, and there is no lawful interface to them",
    "instagram": "not supported, on purpose: Meta's platform terms forbid tools used for surveillance, and its interface shows no public posts",
    "tiktok": "not supported, on purpose: it has no lawful interface to public posts for a school district",
}
"""Sources that will not be built, and why."""


def allowed(kind: str, scope: Collection[Head] | None) -> tuple[Head, ...]:
    """The heads that a source of this kind may be scored for.

    `scope` is what a recorded permission names; None: there is no permission. A permission never widens
    what the terms forbid.
    """
    terms = TERMS[kind]
    if terms.permission and scope is None:
        return ()
    return tuple(head for head in HEADS if head in terms.heads and (scope is None or head in scope))
