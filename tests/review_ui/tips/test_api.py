"""The interface for an app: the same acts, as JSON."""

import json
from typing import Any

import pytest
from django.test import Client

from firstbell import tips as roof
from firstbell.settings import Tips
from privacy.tips.models import Letter

pytestmark = pytest.mark.django_db


def call(client: Client, path: str, body: object) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"/api/v1/{path}", json.dumps(body), content_type="application/json")
    assert not answer.cookies
    return answer.status_code, answer.json()


def test_a_tip_its_code_and_an_answer() -> None:
    app = Client(headers={"User-Agent": "PlantedApp/1"})
    about = app.get("/api/v1/").json()
    assert {"id": "marrow-bay-high", "name": "Marrow Bay High School"} in about["schools"]
    assert (about["attachments"], about["help"]["danger"]) == (False, "911")
    tip = {
        "school": "marrow-bay-high",
        "text": "they wait at the gate",
        "lang": "es",
        "ticket": about["ticket"],
    }
    status, made = call(app, "tips", tip)
    assert status == 201
    status, talk = call(app, "messages", made)
    assert (status, [line["from"] for line in talk["messages"]]) == (200, ["you"])
    assert call(app, "answers", {**made, "text": "two of them", "ticket": talk["ticket"]}) == (201, {})
    assert len(call(app, "messages", made)[1]["messages"]) == 2
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("tips", []),
        ("tips", {"text": 7}),
        ("tips", {"text": "x", "school": "elsewhere"}),
        ("tips", {"text": "x", "school": "", "ticket": "made up"}),
        ("messages", {"code": "nothing"}),
        ("messages", {"code": "0000000000000000"}),
        ("answers", {"code": "0000000000000000", "text": "x"}),
    ],
)
def test_what_cannot_be_used_is_named_with_whom_to_call(path: str, body: object) -> None:
    status, said = call(Client(), path, body)
    assert status == 400
    assert said["error"]
    assert said["help"]["crisis_call_or_text"] == "988"


def test_limits_and_forms_of_other_sites(public: Any) -> None:
    public.TIPS_GATE = roof.gate(Tips(most_waiting=0))
    ticket = Client().get("/api/v1/").json()["ticket"]
    answer = Client().post("/api/v1/tips", json.dumps({"text": "x", "school": "", "ticket": ticket}), content_type="application/json")  # fmt: skip
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (429, True)
    assert Client().post("/api/v1/tips", "text=x", content_type="text/plain").status_code == 405
    other = Client(headers={"Origin": "https://elsewhere.example"})
    assert call(other, "tips", {"text": "x"})[0] == 403
