"""The `redact` filter's one line: {"id", "text", "lang"?} to {"id", "text", "entities"}."""

from collections.abc import Mapping

from privacy.redact.redactor import Redactor
from stream.errors import BadInput

MAX_BYTES = 64 * 1024


def redact_line(obj: object, redactor: Redactor) -> dict[str, object]:
    """The answer to one input line. `entities` are spans of the input text, in code points.

    Raises BadInput with what is wrong and what would be right.
    """
    if not isinstance(obj, Mapping):
        raise BadInput('a line must be a JSON object: {"id": "1", "text": "…"}')
    post_id, text, lang = obj.get("id"), obj.get("text"), obj.get("lang")
    if isinstance(post_id, bool) or not isinstance(post_id, str | int):
        raise BadInput('"id" must be a string or an integer')
    if not isinstance(text, str):
        raise BadInput('"text" must be a string')
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        raise BadInput('"text" is longer than 64 KiB; give it in parts')
    if lang is not None and not isinstance(lang, str):
        raise BadInput('"lang" must be a string such as "en", or absent')
    result = redactor.redact([text], [lang])[0]
    entities = [{"kind": e.kind, "start": e.start, "end": e.end} for e in result.entities]
    return {"id": post_id, "text": result.text, "entities": entities}
