"""X's older shape (v1.1 and enterprise): ids as `id_str`, `geo` latitude first, `coordinates` longitude first."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ingest.decode import WireError
from ingest.fields import stated_time
from ingest.making import Maker, Outcome, numbered, placed
from stream.contracts import PlaceTag, Point, Reason

Box = tuple[float, float, float, float]


def box(sides: Sequence[float]) -> Box | None:
    """West, south, east, north; None when it is no box on Earth."""
    if len(sides) != 4 or not all(
        abs(value) <= limit for value, limit in zip(sides, (180, 90, 180, 90), strict=True)
    ):
        return None
    return (sides[0], sides[1], sides[2], sides[3])


def shown(text: str) -> str:
    """X escapes these three and nothing else."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def scrubbed(user: str, up_to: str, out: Outcome, maker: Maker, received_at: datetime) -> None:
    """A person took the places off all posts up to one. Which are theirs, only the vault can tell; a post
    whose place must go was kept for its place, so it goes."""
    if up_to:
        out.events.append(maker.gone((up_to,), received_at, scrub_geo=True))
    out.events.append(maker.account(user, "deleted", f"scrub_geo {up_to}", received_at))


def older(value: dict[str, Any], out: Outcome, maker: Maker, received_at: datetime) -> None:
    """Add what one object of the older shape says. WireError when it is none."""
    deleted = value.get("delete")
    scrub = value.get("scrub_geo")
    if isinstance(deleted, dict) and isinstance(deleted.get("status"), dict):
        id_ = str(deleted["status"].get("id_str", ""))
        if id_.isdecimal():
            out.events.append(maker.gone((id_,), received_at))
            return
    if isinstance(scrub, dict) and (user := str(scrub.get("user_id_str", ""))):
        scrubbed(user, str(scrub.get("up_to_status_id_str", "")), out, maker, received_at)
        return
    whole = value.get("extended_tweet") if isinstance(value.get("extended_tweet"), dict) else {}
    text = (whole or {}).get("full_text") or value.get("full_text") or value.get("text")
    id_ = str(value.get("id_str", ""))
    if not id_.isdecimal() or not isinstance(text, str):
        raise WireError("wrong shape: a v1.1 post has strings `id_str` and `text` or `full_text`")
    if isinstance(value.get("retweeted_status"), dict):
        out.drops.append(Reason.OTHER_COLLECTION)
        return
    user_of = value.get("user") if isinstance(value.get("user"), dict) else {}
    if (user_of or {}).get("protected") is True:
        out.drops.append(Reason.NOT_PUBLIC)
        return
    names = {name: member for name, member in (user_of or {}).items() if isinstance(member, str)}
    lang = value.get("lang")
    maker.post(
        out,
        (id_,),
        numbered(int(id_)),
        (shown(text),),
        received_at=received_at,
        created=_old_time(value.get("created_at")),
        lang=lang if isinstance(lang, str) and lang != "und" else None,
        author={
            "account": names.get("id_str"),
            "handle": names.get("screen_name"),
            "name": names.get("name"),
            "link": f"https://x.com/i/status/{id_}",
            "id": id_,
        },
        point=_old_point(value, out),
        places=_old_places(value.get("place")),
    )


def _old_time(value: Any) -> datetime | None:
    """`Wed Oct 10 20:19:24 +0000 2018`, or ISO 8601."""
    if not isinstance(value, str):
        return None
    words = value.split()
    if len(words) == 6:
        value = f"{words[0]}, {words[2]} {words[1]} {words[5]} {words[3]} {words[4]}"
        try:
            return parsedate_to_datetime(value)
        except (ValueError, OverflowError):
            return None
    return stated_time(value)


def _old_point(value: dict[str, Any], out: Outcome) -> Point | None:
    for name, lon, lat in (("coordinates", 0, 1), ("geo", 1, 0)):
        member = value.get(name)
        pair = member.get("coordinates") if isinstance(member, dict) else None
        if isinstance(pair, list) and len(pair) == 2:
            return placed(pair[lon], pair[lat], None, out)
    return None


def _old_places(place: Any) -> tuple[PlaceTag, ...]:
    if not isinstance(place, dict):
        return ()
    bounds = place.get("bounding_box")
    rings = bounds.get("coordinates") if isinstance(bounds, dict) else None
    corners = rings[0] if isinstance(rings, list) and rings and isinstance(rings[0], list) else []
    pairs = [
        (float(pair[0]), float(pair[1]))
        for pair in corners
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, int | float) for one in pair)
    ]
    sides = (
        [
            min(x for x, _ in pairs),
            min(y for _, y in pairs),
            max(x for x, _ in pairs),
            max(y for _, y in pairs),
        ]
        if pairs
        else []
    )
    name, kind = place.get("full_name"), place.get("place_type")
    return (
        PlaceTag(
            name=name if isinstance(name, str) else "",
            kind=kind if isinstance(kind, str) else "",
            bbox=box(sides),
        ),
    )
