import json
from typing import Any

import pytest

from classify.filter import score_line, score_lines
from classify.scorer import Scorer


def test_an_answer_has_what_the_contract_names(scorer: Scorer) -> None:
    answer = score_line({"id": 7, "text": "ok, i will hurt them", "lang": "en", "more": []}, scorer)
    assert list(answer) == ["id", "scores", "flags", "spans", "model", "engine"]
    assert answer["id"] == 7
    assert answer["flags"] == ["violence"]
    (span,) = answer["spans"]
    assert (span["head"], span["start"], span["end"]) == ("violence", 11, 15)
    assert answer["model"].startswith("sha256:")
    json.dumps(answer, allow_nan=False)


def test_empty_text_scores_as_nothing(scorer: Scorer) -> None:
    answer = score_line({"id": "a", "text": ""}, scorer)
    assert set(answer["scores"].values()) == {0.0}
    assert answer["flags"] == answer["spans"] == []


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ([], "object"),
        (None, "object"),
        ({"text": "x"}, "id"),
        ({"id": True, "text": "x"}, "id"),
        ({"id": "a"}, "text"),
        ({"id": "a", "text": 3}, "text"),
        ({"id": "a", "text": "é" * 40_000}, "65536 bytes"),
        ({"id": "a", "text": "x", "lang": 1}, "lang"),
    ],
)
def test_a_line_that_cannot_be_used_is_answered_and_the_rest_goes_on(
    scorer: Scorer, value: Any, error: str
) -> None:
    answers = score_lines([{"id": 1, "text": "die"}, value, {"id": 2, "text": "lunch"}], scorer)
    assert [answer.get("flags") for answer in answers] == [["self_harm"], None, []]
    assert error in answers[1]["error"]
    assert answers[1].get("id") == (
        value["id"] if isinstance(value, dict) and value.get("id") == "a" else None
    )


def test_lone_surrogates_and_nul_are_scored_not_fatal(scorer: Scorer) -> None:
    answer = score_line({"id": 1, "text": "\ud800 hurt \x00"}, scorer)
    assert answer["flags"] == ["violence"]
