"""The form and the conversation: without scripts, cookies or identity, and never a dead end."""

import logging
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client

from firstbell import tips as roof
from firstbell.settings import Tips
from privacy.tips import desk
from privacy.tips.models import Letter, Thread
from review_ui.tips.words import TEXT

pytestmark = pytest.mark.django_db
WORDS = "zebrafinch will bring it to the canteen"
NUMBERS = ("911", "988")


def ticket(client: Client, path: str = "/es/") -> str:
    found = re.search(r'name="ticket" value="(\w+)"', client.get(path).content.decode())
    assert found
    return found[1]


def sent(client: Client, lang: str = "es", **more: str) -> Any:
    data = {"school": "marrow-bay-high", "text": WORDS, "ticket": ticket(client, f"/{lang}/"), **more}
    return _post(client, f"/{lang}/", data)


def _post(client: Client, path: str, data: dict[str, str]) -> Any:
    return client.post(path, urlencode(data), content_type="application/x-www-form-urlencoded")


def code_in(page: str) -> str:
    found = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", page)
    assert found
    return found[0]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_help_stands_before_everything_and_no_cookie_is_set(phone: Client, lang: str) -> None:
    for path in (f"/{lang}/", f"/{lang}/read/"):
        answer = phone.get(path)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert page.index("911") < page.index("988") < page.index("<h1>")
        assert f'<html lang="{lang}">' in page
        assert "<script" not in page
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert TEXT[lang]["kept_title"] in phone.get(f"/{lang}/").content.decode()


def test_the_start_leads_to_the_browser_s_language(phone: Client) -> None:
    assert phone.get("/", headers={"Accept-Language": "es-MX"})["Location"] == "/es/"
    assert phone.get("/")["Location"] == "/en/"


def test_a_tip_is_taken_answered_and_added_to(phone: Client) -> None:
    answer = sent(phone)
    assert answer.status_code == 200
    code = code_in(answer.content.decode())
    thread = Thread.objects.get()
    assert (thread.school, thread.lang, Letter.objects.count()) == ("marrow-bay-high", "es", 1)
    assert code.replace("-", "") not in str(thread.__dict__)
    talk = _post(phone, "/es/read/", {"code": code.lower()}).content.decode()
    assert TEXT["es"]["nothing_yet"] in talk
    assert WORDS not in talk, "what was written does not come back to whoever holds the phone"
    added = _post(phone, "/es/read/", {"code": code, "text": "y el viernes", "ticket": ticket(phone)})
    assert TEXT["es"]["added"] in added.content.decode()
    assert Letter.objects.count() == 2
    assert not added.cookies


def test_strangers_who_guess_keep_nobody_from_an_answer(phone: Client, public: Any) -> None:
    public.TIPS_GATE = roof.gate(Tips(per_minute=2, per_school=2))
    code = code_in(sent(phone).content.decode())
    guesses = [_post(phone, "/es/read/", {"code": "0" * 16}).status_code for _ in range(9)]
    assert guesses == [400] * 8 + [429]
    assert _post(phone, "/es/read/", {"code": code}).status_code == 200
    for path, status in (("messages", 200), ("answers", 201)):
        body = {"code": code, "text": "y el viernes", "ticket": ticket(phone)}
        assert phone.post(f"/api/v1/{path}", body, content_type="application/json").status_code == status
        wrong = phone.post(f"/api/v1/{path}", body | {"code": "0" * 16}, content_type="application/json")
        assert wrong.status_code == 429


def test_who_wrote_about_a_school_that_is_gone_is_still_heard(phone: Client, public: Any) -> None:
    code = code_in(sent(phone).content.decode())
    Thread.objects.update(school="closed-in-june")
    added = _post(phone, "/es/read/", {"code": code, "text": "y el viernes", "ticket": ticket(phone)})
    assert TEXT["es"]["added"] in added.content.decode()


@pytest.mark.parametrize(
    "origin", ["null", "http://[", "https://elsewhere.example", "http://testserver.evil.example"]
)
def test_another_site_s_page_sends_nothing(origin: str) -> None:
    answer = _post(Client(headers={"Origin": origin}), "/es/", {"text": WORDS})
    assert answer.status_code == 403
    assert not Letter.objects.exists()


def test_mistakes_keep_what_was_typed(phone: Client) -> None:
    for wrong, says in (
        ({"school": ""}, "school_missing"),
        ({"school": "elsewhere"}, "school_missing"),
        ({"text": " "}, "text_missing"),
        ({"text": WORDS * 200}, "text_long"),
    ):
        answer = sent(phone, "en", **wrong)
        page = answer.content.decode()
        assert answer.status_code == 400
        assert TEXT["en"][says] in page
        assert wrong.get("text", WORDS).strip() in page
    stale = sent(phone, "en", ticket="0" * 64).content.decode()
    assert TEXT["en"]["form_old"] in stale
    assert WORDS in stale
    assert not Letter.objects.exists()
    assert TEXT["en"]["code_wrong"] in _post(phone, "/en/read/", {"code": "nothing"}).content.decode()


def test_too_much_is_not_a_dead_end(phone: Client, public: Any) -> None:
    public.TIPS_GATE = roof.gate(Tips(per_minute=1, per_school=1))
    assert [sent(phone, "en").status_code for _ in range(3)] == [200, 200, 429]
    answer = sent(phone, "en", school="?")
    page = answer.content.decode()
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert WORDS in page
    assert all(number in page for number in NUMBERS)
    public.TIPS_GATE = roof.gate(Tips(most_waiting=2))
    assert sent(phone, "en").status_code == 429


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elsewhere.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "https://tips.district.example"}, 200),
        ({"Origin": "http://testserver"}, 200),
    ],
)
def test_only_our_own_page_may_send(headers: dict[str, str], status: int) -> None:
    client = Client(headers=headers)
    answer = sent(client, "en")
    assert answer.status_code == status
    if status == 403:
        assert all(number in answer.content.decode() for number in NUMBERS)
        assert not Letter.objects.exists()


def test_without_an_origin_the_browser_s_own_word_counts() -> None:
    assert sent(Client(headers={"Sec-Fetch-Site": "cross-site"}), "en").status_code == 403
    assert sent(Client(headers={"Sec-Fetch-Site": "same-origin"}), "en").status_code == 200
    assert sent(Client(), "en").status_code == 200, (
        "an old browser says nothing, and there is no session to ride on"
    )


def test_files_and_floods_are_refused_with_words(phone: Client) -> None:
    files = phone.post("/es/", {"text": "x"})
    assert files.status_code == 415
    assert TEXT["es"]["files"] in files.content.decode()
    big = _post(phone, "/es/", {"text": "x" * 70_000})
    assert big.status_code == 413
    for answer in (files, big, phone.put("/es/"), phone.get("/es/nothing/")):
        assert all(number in answer.content.decode() for number in NUMBERS)
        assert not answer.cookies


def test_a_fault_is_said_and_logged_without_anything_of_the_request(
    phone: Client, public: Any, caplog: pytest.LogCaptureFixture, tmp_path: Any
) -> None:
    given = ticket(phone)
    public.PRIVACY_KEYS = tmp_path
    caplog.set_level(logging.DEBUG)
    answer = _post(phone, "/es/", {"school": "?", "text": WORDS, "ticket": given})
    assert answer.status_code == 503
    assert TEXT["es"]["broken_title"] in answer.content.decode()
    assert all(number in answer.content.decode() for number in NUMBERS)
    for record in caplog.records:
        for planted in ("zebrafinch", "PlantedAgent", "203.0.113.77"):
            assert planted not in record.getMessage()


def test_no_table_keeps_who_it_was(phone: Client) -> None:
    sent(phone)
    _post(phone, "/es/read/", {"code": "0000-0000-0000-0000"})
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - every table of the test's database
            shown = repr(cursor.fetchall())
            for planted in ("PlantedAgent", "203.0.113.77", "127.0.0.1", "zebrafinch"):
                assert planted not in shown, table


def test_an_unknown_host_gets_nothing() -> None:
    assert Client().get("/en/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_health(phone: Client) -> None:
    assert phone.get("/healthz").status_code == 200
    assert phone.get("/favicon.ico").status_code == 204
    assert phone.get("/tips.css")["Content-Type"].startswith("text/css")
    assert desk.waiting() == 0
