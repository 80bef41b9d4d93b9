"""The filter's one line."""

import pytest

from privacy.redact import Redactor
from privacy.redact.filter import redact_line
from stream.errors import BadInput


@pytest.mark.model
def test_entities_are_spans_of_the_input() -> None:
    text = "😭 tyler dm'd @some_one9"
    answer = redact_line({"id": 7, "text": text, "extra": 1}, Redactor())
    assert answer["id"] == 7
    assert answer["text"] == "😭 [PERSON 1] dm'd [HANDLE 1]"
    assert answer["entities"] == [
        {"kind": "person", "start": 2, "end": 7},
        {"kind": "handle", "start": 13, "end": 23},
    ]


@pytest.mark.parametrize(
    "line",
    [
        [],
        "text",
        {"text": "a"},
        {"id": True, "text": "a"},
        {"id": "1"},
        {"id": "1", "text": 3},
        {"id": "1", "text": "a", "lang": 5},
        {"id": "1", "text": "é" * 40000},
    ],
)
def test_a_bad_line_is_refused_with_the_remedy(line: object) -> None:
    with pytest.raises(BadInput):
        redact_line(line, Redactor())
