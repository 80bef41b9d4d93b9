"""Numbers and codes in words that a person can act on. No percentage: local base rates make it false."""

from datetime import datetime, timedelta

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from stream.contracts import Ground

HEAD_LABELS: dict[str, str] = {
    "self_harm": "self-harm",
    "violence": "violence",
    "cyberbullying": "bullying",
    "tip": "tip",
}

_STEPS = tuple(lead * 10**power for power in range(6) for lead in (1, 2, 5) if lead * 10**power > 1)[::-1]


def head(name: str) -> str:
    """The head's name as people say it."""
    return _(HEAD_LABELS.get(name, name))


def rank(share: float) -> str:
    """The share of ordinary posts that score at least as high, as a bound that holds."""
    for one_in in _STEPS:
        if share * one_in < 1:
            return _("fewer than 1 in %(n)s ordinary posts score this high") % {"n": f"{one_in:,}"}
    return _("many ordinary posts score this high")


def language(code: str) -> str:
    """The language's name, or its code where Django has no name for it."""
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


def weight(share: float) -> str:
    """How much of a score one span made."""
    if share >= 0.5:
        return _("most of the score")
    return _("part of the score") if share >= 0.2 else _("a little of the score")


def age(then: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that helps."""
    return span(now - then) if now - then >= timedelta(minutes=1) else _("just now")


def span(length: timedelta) -> str:
    """A length of time: minutes, hours, then days."""
    minutes = max(0, int(length.total_seconds() // 60))
    if minutes < 60:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if minutes < 48 * 60:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // 60) % {"n": minutes // 60}
    return ngettext("%(n)d day", "%(n)d days", minutes // 1440) % {"n": minutes // 1440}


def claimed_time(created: datetime | None, received: datetime) -> str:
    """What the author's device says, set against our clock."""
    if created is None:
        return _("The post carries no usable time of its own.")
    apart = received - created
    if abs(apart) < timedelta(minutes=2):
        return _("The same time, within two minutes.")
    if apart > timedelta(hours=1):
        return _("%(span)s before we received it: it may be an older post.") % {"span": span(apart)}
    if apart > timedelta(0):
        return _("%(span)s before we received it.") % {"span": span(apart)}
    return _("%(span)s after we received it: the device's clock is wrong.") % {"span": span(-apart)}


def ground(basis: Ground, school: str) -> str:
    """Why a post counts as near `school`, as a claim that a person can check."""
    because = "; ".join(basis.because)
    match basis.basis:
        case "coordinates" | "place_tag":
            stated = _edge(basis.edge_m, school) if basis.basis == "coordinates" else _place(school)
            if basis.precision_m is not None:
                stated += " " + _("The source states the place to about %(m)d metres.") % {
                    "m": round(basis.precision_m)
                }
        case "hashtag":
            stated = _("The post carries a hashtag of %(school)s.") % {"school": school}
        case "tip":
            stated = _("Someone told %(school)s of this.") % {"school": school}
        case _:
            stated = _("The post names %(school)s.") % {"school": school}
    return f"{stated} {_('Because')}: {because}." if because else stated


def _edge(edge_m: float | None, school: str) -> str:
    if edge_m is None:
        return _("The post's coordinates lie at %(school)s.") % {"school": school}
    where = {"school": school, "m": round(abs(edge_m))}
    if edge_m >= 0:
        return (
            _("The post's coordinates lie inside the boundary of %(school)s, %(m)d metres from its edge.")
            % where
        )
    return (
        _("The post's coordinates lie outside the boundary of %(school)s, %(m)d metres from its edge.")
        % where
    )


def _place(school: str) -> str:
    return _("The place that the author attached is at %(school)s.") % {"school": school}


BASES = {
    "coordinates": "coordinates",
    "place_tag": "attached place",
    "name": "named in the text",
    "hashtag": "hashtag",
    "tip": "tip",
}


def basis(name: str) -> str:
    """A ground's basis in two or three words, for a row of the queue."""
    return _(BASES.get(name, name))
