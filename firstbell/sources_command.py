"""`firstbell sources`: what is read, on what terms, and the switch of each source."""

import os
import secrets
import tempfile
from pathlib import Path

from firstbell.push_worker import token_file
from firstbell.settings import Settings
from firstbell.source_settings import Permission, Source, is_pushed, kind_of, refusal
from firstbell.source_wiring import named, switch
from ingest.push_server import token_hash
from ingest.terms import NOT_SUPPORTED, TERMS, Terms, allowed
from stream.contracts import HEADS
from stream.errors import BadInput


def sources(settings: Settings, action: str, name: str | None) -> int:
    """Do `action` and print what is so now. Returns the exit status."""
    if action == "list":
        print("\n\n".join(describe(settings)))
        return 0
    if name is None:
        raise BadInput(f"sources {action}: name the source, as in firstbell.toml")
    source = named(settings, name)
    if action == "token":
        print(_new_token(settings, source))
        return 0
    file = switch(settings, source.name)
    if action == "pause":
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch()
        print(
            f"{source.name}: paused; within a second nothing more is read. `firstbell sources resume {name}`"
        )
    else:
        file.unlink(missing_ok=True)
        print(f"{source.name}: resumed at its cursor; what the source no longer holds is recorded as a gap")
    return 0


def state(settings: Settings, source: Source) -> str:
    """In a word or a sentence: on, paused, or off and why."""
    if (why := refusal(source)) is not None:
        return f"off: {why}"
    if switch(settings, source.name).exists():
        return f"paused: `firstbell sources resume {source.name}`"
    if is_pushed(source) and not token_file(settings, source.name).exists():
        return f"on, but nobody has its token: `firstbell sources token {source.name}`"
    return "on"


def describe(settings: Settings) -> list[str]:
    """A paragraph a source: those configured, those that could be, those that will not be built."""
    lines = [
        _paragraph(
            f"{source.name} ({kind_of(source)})", state(settings, source), TERMS[kind_of(source)], source
        )
        for source in settings.sources
    ]
    used = {kind_of(source) for source in settings.sources}
    for kind, terms in TERMS.items():
        if kind not in used:
            needs = "; it needs a recorded written permission" if terms.permission else ""
            lines.append(_paragraph(kind, f"not configured{needs}", terms, None))
    lines += [f"{kind}\n  state     {why}" for kind, why in NOT_SUPPORTED.items()]
    return lines


def _paragraph(title: str, now: str, terms: Terms, source: Source | None) -> str:
    permission: Permission | None = getattr(source, "permission", None)
    scope = None if permission is None else permission.scope
    heads = allowed(terms.name, scope) if source is not None or not terms.permission else ()
    scored = ", ".join(heads) or "nothing"
    withheld = [head for head in HEADS if head in terms.withheld()]
    why = f"; never {', '.join(withheld)}: its terms forbid it" if withheld else ""
    lines = [
        title,
        f"  state     {now}",
        f"  scored    {scored}{why}",
        f"  infer     {terms.infer}",
        f"  keep      {terms.keep}",
        f"  match     {terms.match}",
        f"  deletion  within {terms.deletion_hours} hours by its terms; here within minutes"
        + (f"; stored data refreshed or deleted within {terms.keep_days} days" if terms.keep_days else ""),
        f"  terms     {terms.citation}",
    ]
    if permission is not None:
        lines.append(
            f"  permit    {permission.who}, {permission.when.isoformat()}, {permission.reference}: {', '.join(permission.scope)}"
        )
    return "\n".join(lines)


def _new_token(settings: Settings, source: Source) -> str:
    """Make a token, keep its hash, and return the token: it is shown once. An older one ends."""
    if not is_pushed(source):
        raise BadInput(f"source {source.name!r} is not pushed to us, so it has no token")
    token = secrets.token_urlsafe(32)
    file = token_file(settings, source.name)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _replace(file, token_hash(token))
    return token


def _replace(file: Path, text: str) -> None:
    """Whole or not at all, mode 600."""
    descriptor, temporary = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    Path(temporary).replace(file)
