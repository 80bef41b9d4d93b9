"""What the transparency report says of the deployment itself: sources with their terms, model, thresholds, fence."""

from typing import Any

from firstbell.district import district, school_names, scope
from firstbell.settings import Settings
from firstbell.source_settings import Permission, Source, heads_of, kind_of, refusal
from ingest.terms import TERMS
from stream.contracts import HEADS


def public_facts(settings: Settings) -> dict[str, Any]:
    """JSON-able; no address, no path, no name of a person, no secret."""
    from models.release import load

    release = load()
    file = settings.path(settings.district)
    fence = scope(file)
    return {
        "district": district(file).name,
        "sources": [_source(settings, source) for source in settings.sources],
        "tips": settings.tips is not None,
        "model": release.model,
        "thresholds": {head: release.thresholds[head] for head in HEADS},
        "names": sorted(set(school_names(file))),
        "scope": {
            "attendance_areas": fence["attendance_areas"],
            "reason": fence["reason"],
            "decided_by": fence["decided_by"],
            "decided_on": fence["decided_on"].isoformat() if fence["decided_on"] else "",
        },
    }


def _source(settings: Settings, source: Source) -> dict[str, Any]:
    terms = TERMS[kind_of(source)]
    permission: Permission | None = getattr(source, "permission", None)
    off = refusal(source) is not None
    heads = () if off else heads_of(settings.sources).get(kind_of(source), HEADS)
    return {
        "name": source.name,
        "kind": kind_of(source),
        "off": off,
        "needs_permission": terms.permission,
        "permission": f"{permission.when.isoformat()}, {permission.reference}" if permission else "",
        "scored": list(heads),
        "citation": terms.citation,
    }
