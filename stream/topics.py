"""The names of all topics, without a prefix (a broker may add one)."""

POSTS = "posts"
LOCATED = "located"
SCORED = "scored"
REVIEW = "review"
DROPS = "drops"
DEAD = "dead"
GAPS = "gaps"
CURSORS = "cursors"

MAIN: tuple[str, ...] = (POSTS, LOCATED, SCORED, REVIEW)
SIDE: tuple[str, ...] = (DROPS, DEAD, GAPS, CURSORS)
ALL: tuple[str, ...] = MAIN + SIDE
