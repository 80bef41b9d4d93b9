"""A transparency report's figures in words, for the page and for the file."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from privacy.models import Cause
from privacy.transparency import GROUPS
from review_ui.words import head, span

GROUP_LABELS = {
    "no_concern": gettext_lazy("No concern found"),
    "concern": gettext_lazy("Concern found"),
    "undecided": gettext_lazy("Not decided"),
}
OUTCOME_LABELS = {
    "no_concern": gettext_lazy("No concern found (a false alarm)"),
    "bullying_support": gettext_lazy("Support after bullying"),
    "support_referral": gettext_lazy("Referred to a counsellor"),
    "threat_assessment": gettext_lazy("Threat assessment by the school's team"),
    "emergency": gettext_lazy("Emergency: help was called at once"),
    "waiting": gettext_lazy("Waiting when this was counted"),
    "withdrawn": gettext_lazy("Deleted by its author or source before anyone decided"),
    "closed": gettext_lazy("Closed by a lead after 14 days, with a reason"),
}
LEVEL_LABELS = {
    "preschool": gettext_lazy("Preschool"),
    "elementary": gettext_lazy("Elementary"),
    "middle": gettext_lazy("Middle"),
    "high": gettext_lazy("High"),
    "k8": gettext_lazy("Kindergarten to grade 8"),
    "k12": gettext_lazy("Kindergarten to grade 12"),
    "several": gettext_lazy("Schools of several levels"),
    "other": gettext_lazy("Other"),
}
ACT_LABELS = {
    "looks": gettext_lazy("Times a person opened an item"),
    "reveals": gettext_lazy("Times part of an original was revealed, with a purpose"),
    "emergency_reveals": gettext_lazy("The same in an emergency"),
    "disclosures": gettext_lazy("Emergency disclosures outside the district (34 CFR 99.36)"),
    "pupil_reports": gettext_lazy("Access reports made for a pupil"),
    "exports": gettext_lazy("Exports of the audit log"),
}
REQUEST_LABELS = {
    "access": gettext_lazy("Asked what is held"),
    "correction": gettext_lazy("Asked for a correction"),
    "deletion": gettext_lazy("Asked for deletion"),
    "appeal": gettext_lazy("Appeals by people who were posted about"),
}
ENDED_LABELS = {
    "granted": gettext_lazy("Ended: granted"),
    "partly": gettext_lazy("Ended: granted in part"),
    "refused": gettext_lazy("Ended: refused"),
    "nothing": gettext_lazy("Ended: nothing was held"),
    "withdrawn": gettext_lazy("Ended: withdrawn by the person"),
}
PART_LABELS = {
    "notice_pupils": gettext_lazy("Notice to pupils"),
    "notice_parents": gettext_lazy("Notice to parents and guardians"),
    "meeting": gettext_lazy("Public meeting"),
    "vote": gettext_lazy("Vote of the board"),
    "sunset": gettext_lazy("End that is recorded"),
}


def told(figures: Mapping[str, Any]) -> dict[str, Any]:
    """What review_ui/report_body.html shows. A count that is None stays hidden."""
    items, deployment = figures["items"], figures["deployment"]
    adoption = figures["adoption"]
    return {
        "since": date.fromisoformat(figures["since"]),
        "until": date.fromisoformat(figures["until"]),
        "made_on": date.fromisoformat(figures["made_on"]),
        "k": figures["k"],
        "deployment": {
            **deployment,
            "sources": [_source(one) for one in deployment["sources"]],
            "thresholds": [(head(name), value) for name, value in deployment["thresholds"].items()],
        },
        "adoption": {
            **adoption,
            "until": date.fromisoformat(adoption["until"]) if adoption["until"] else None,
            "parts": [
                {
                    **one,
                    "label": PART_LABELS.get(one["part"], one["part"]),
                    "day": date.fromisoformat(one["day"]),
                }
                for one in adoption["parts"]
            ],
            "stops": [{**one, "day": date.fromisoformat(one["day"])} for one in adoption["stops"]],
        },
        "columns": [GROUP_LABELS[group] for group in GROUPS],
        "by_head": [
            {**row, "name": head(row["name"]).capitalize(), "named": _columns(row["cells"])}
            for row in items["by_head"]
        ],
        "by_level": [
            {
                **row,
                "name": LEVEL_LABELS.get(row["name"], row["name"]),
                "named": _columns(row["cells"]),
            }
            for row in items["by_level"]
        ],
        "totals": _columns(items["totals"]),
        "total": items["total"],
        "outcomes": [
            (OUTCOME_LABELS.get(name, name), n)
            for parts in items["outcomes"].values()
            for name, n in parts.items()
        ],
        "false_alarms": _rate(items["false_alarms"]),
        "false_alarms_by_head": [
            (head(name).capitalize(), _rate(rate)) for name, rate in items["false_alarms_by_head"].items()
        ],
        "median": _time(items["median_open_s"]),
        "acts": [(ACT_LABELS.get(name, name), n) for name, n in figures["acts"].items()],
        "deletions": [(Cause(name).label, n) for name, n in figures["deletions"]["counts"].items()],
        "deleted": figures["deletions"]["total"],
        "requests": [
            *_named(figures["requests"]["asked"], REQUEST_LABELS),
            *_named(figures["requests"]["ended"], ENDED_LABELS),
        ],
        "precision": [{**one, "head": head(one["head"]).capitalize()} for one in figures["precision"]],
    }


def _columns(cells: Sequence[int | None]) -> list[tuple[Any, int | None]]:
    """Each count with the name of its column."""
    return [(GROUP_LABELS[group], n) for group, n in zip(GROUPS, cells, strict=True)]


def _named(counts: Mapping[str, Any], labels: Mapping[str, Any]) -> list[tuple[Any, int | None]]:
    """Every label with its count; 0 for what did not occur."""
    known = counts["counts"]
    return [(label, known.get(name, 0)) for name, label in labels.items()]


def _source(one: Mapping[str, Any]) -> dict[str, Any]:
    if one["off"]:
        state = _("off: its terms need a written permission, and none is recorded")
    elif one["needs_permission"]:
        state = _("read with a written permission (%(permission)s)") % {"permission": one["permission"]}
    else:
        state = _("read; its terms ask for no permission")
    return {**one, "state": state, "scored": ", ".join(head(name) for name in one["scored"]) or _("nothing")}


def _rate(rate: Mapping[str, Any] | None) -> str:
    """A share in words, with its interval."""
    if rate is None:
        return ""
    return _("%(share)d of 100 (%(low)d to %(high)d, 95%% interval, %(n)d decided)") % {
        "share": round(100 * rate["share"]),
        "low": round(100 * rate["low"]),
        "high": round(100 * rate["high"]),
        "n": rate["n"],
    }


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return span(timedelta(seconds=seconds)) if seconds >= 60 else _("less than a minute")
