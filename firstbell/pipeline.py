"""All stages on one screen.

    posts ─▶ locate ─▶ located ─▶ classify ─▶ scored ─▶ redact ─▶ review ─▶ queue ─▶ records

Each factory loads only what its stage needs when it is called: `worker locate` loads neither
Django nor a model runtime.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from firstbell.numbers import firstbell_version
from firstbell.settings import Settings
from stream.contracts import Drop, ReviewItem
from stream.metrics import Meter
from stream.stage import Stage
from stream.topics import LOCATED, POSTS, REVIEW, SCORED


def locate(settings: Settings, meter: Meter) -> Stage:
    from firstbell.district import district
    from geofence.fences import Fences
    from geofence.stage import locate as run

    fences = Fences.of_district(district(settings.path(settings.district)))
    return Stage(name="locate", source=POSTS, sink=LOCATED, run=lambda posts: run(posts, fences))


def classify(settings: Settings, meter: Meter) -> Stage:
    from classify.gate import gated
    from classify.scorer import load
    from classify.stage import classify as run
    from classify.stage import weigh
    from firstbell.source_settings import heads_of

    scorer = load()
    meter.build(firstbell_version(), scorer.model)
    heads = heads_of(settings.sources)
    return Stage(
        name="classify",
        source=LOCATED,
        sink=SCORED,
        run=lambda posts: gated(posts, heads, lambda free: run(free, scorer)),
        weigh=weigh,
        max_records=128,
        max_weight=8192,
    )


def redact(settings: Settings, meter: Meter) -> Stage:
    from firstbell.district import school_names
    from firstbell.keys import KEYS
    from privacy.keys import public_sealer
    from privacy.redact import Redactor
    from privacy.redact.stage import redact_stage

    redactor = Redactor(school_names(settings.path(settings.district)))
    redactor.redact(["My name is Dana."], ["en"])  # loads its model now, not with a first post in hand
    seal = public_sealer(settings.path(KEYS))
    return Stage(
        name="redact", source=SCORED, sink=REVIEW, run=lambda posts: redact_stage(posts, redactor, seal)
    )


def queue(settings: Settings, meter: Meter) -> Stage:
    from firstbell.database import setup_django

    setup_django(settings)
    from privacy.hold import hold

    def run(records: Sequence[Any]) -> Sequence[Drop | None]:
        outcomes = hold(records)
        now = datetime.now(UTC)
        for record, outcome in zip(records, outcomes, strict=True):
            if outcome is None and isinstance(record, ReviewItem):
                meter.end_to_end((now - record.received_at).total_seconds())
        return outcomes

    return Stage(name="queue", source=REVIEW, sink=None, run=run)


STAGES: dict[str, Callable[[Settings, Meter], Stage]] = {
    "locate": locate,
    "classify": classify,
    "redact": redact,
    "queue": queue,
}
