"""All stages on one screen.

    posts ─▶ locate ─▶ located ─▶ classify ─▶ scored ─▶ redact ─▶ review ─▶ queue ─▶ records

Each factory loads only what its stage needs when it is called: `worker locate` loads neither
Django nor a model runtime.
"""

from collections.abc import Callable

from stream.runner import Stage

from firstbell.settings import Settings
from stream.topics import LOCATED, POSTS, REVIEW, SCORED


def locate(settings: Settings) -> Stage:
    from geofence.fence import Fences
    from geofence.stage import locate as run

    from firstbell.district import district

    fences = Fences(district(settings.path(settings.district)))
    return Stage(name="locate", source=POSTS, sink=LOCATED, run=lambda posts: run(posts, fences))


def classify(settings: Settings) -> Stage:
    from classify.scorer import load
    from classify.stage import classify as run
    from classify.stage import weigh

    scorer = load()
    return Stage(
        name="classify", source=LOCATED, sink=SCORED, run=lambda posts: run(posts, scorer), weigh=weigh
    )


def redact(settings: Settings) -> Stage:
    from privacy.redact import Redactor
    from privacy.redact.stage import redact_stage

    from firstbell.district import district
    from firstbell.keys import KEYS
    from privacy.keys import load_public
    from privacy.sealing import sealer

    redactor = Redactor(district(settings.path(settings.district)).names())
    seal = sealer(load_public(settings.path(KEYS)))
    return Stage(
        name="redact", source=SCORED, sink=REVIEW, run=lambda posts: redact_stage(posts, redactor, seal)
    )


def queue(settings: Settings) -> Stage:
    from firstbell.database import setup_django

    setup_django(settings)
    from privacy.hold import hold

    return Stage(name="queue", source=REVIEW, sink=None, run=hold)


STAGES: dict[str, Callable[[Settings], Stage]] = {
    "locate": locate,
    "classify": classify,
    "redact": redact,
    "queue": queue,
}
