"""Triage in a real browser, by keyboard alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, running_console

pytestmark = pytest.mark.browser
Start = Callable[..., Visit]


@pytest.fixture
def console(tmp_path: Path) -> Iterator[str]:
    """A console of its own for each test here: they decide, and so change the queue."""
    with running_console(tmp_path) as address:
        yield address


def test_sign_in_open_decide_and_undo_without_a_mouse(visit: Start) -> None:
    analyst = visit("analyst")
    page, keys = analyst.page, analyst.page.keyboard
    expect(page.locator("#rows tbody tr")).to_have_count(6)
    expect(page).to_have_title("(6) Queue · Firstbell")
    keys.press("j")
    keys.press("j")
    keys.press("k")
    expect(page.locator("#rows tbody tr").first.locator("a.open")).to_be_focused()
    keys.press("Enter")
    expect(page.locator("h1")).to_contain_text("Item 1: self-harm")
    expect(page.locator("mark.evidence").first).to_contain_text("nobody would notice if she was gone")
    keys.press("1")
    expect(page.locator("#id_reason")).to_be_focused()
    keys.type("Bant")
    keys.press("Tab")
    keys.type("they joke; 5 e n r j are only letters here")
    keys.press("Control+Enter")
    expect(page.locator(".note.good").first).to_contain_text("Item 1: No concern.")
    expect(page.locator("#rows tbody tr")).to_have_count(5)
    keys.press("u")
    expect(page.locator("#rows tbody tr")).to_have_count(6)
    keys.press("?")
    expect(page.locator("#keys")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    analyst.check()


def test_new_items_and_decisions_of_others_arrive_by_themselves(visit: Start) -> None:
    analyst, lead = visit("analyst"), visit("lead")
    analyst.page.locator("#open-2").focus()
    lead.page.locator("#open-2").click()
    expect(analyst.page.locator("tr", has=analyst.page.locator("#open-2"))).to_contain_text(
        "Pat Lead", timeout=15_000
    )
    expect(analyst.page.locator("#open-2")).to_be_focused()
    analyst.page.keyboard.press("o")
    expect(analyst.page.locator("#presence")).to_contain_text("Also open with Pat Lead")
    lead.page.keyboard.press("4")
    lead.page.keyboard.press("Control+Enter")
    expect(lead.page).to_have_url(f"{lead.address}/queue/")
    analyst.page.locator("#id_note").fill("what I typed stays")
    analyst.page.keyboard.press("Escape")
    analyst.page.keyboard.press("2")
    analyst.page.keyboard.press("Control+Enter")
    expect(analyst.page.locator("[role=alert].note")).to_contain_text(
        "Pat Lead decided first: Threat assessment"
    )
    expect(analyst.page.locator("#id_note")).to_have_value("what I typed stays")
    lead.check()


def test_a_reveal_closes_by_itself_and_does_not_come_back(visit: Start) -> None:
    analyst = visit("analyst")
    page, keys = analyst.page, analyst.page.keyboard
    analyst.go("/items/3/")
    page.clock.install()
    analyst.go("/items/3/")
    keys.press("r")
    expect(page.locator("#id_purpose")).to_be_focused()
    keys.type("Find")
    page.locator("#id_sentence").focus()
    keys.type("Someone here may need help")
    keys.press("Enter")
    expect(page.locator("#revealed")).to_contain_text("@quietpebble")
    expect(page.locator("#secret-title")).to_be_focused()
    page.clock.fast_forward("04:50")
    expect(page.locator("#revealed")).to_contain_text("@quietpebble")
    page.clock.fast_forward("00:15")
    expect(page.locator("#revealed")).not_to_contain_text("@quietpebble")
    expect(page.locator("#revealed")).to_contain_text("Closed.")
    analyst.go("/queue/")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Item 3")
    assert "@quietpebble" not in page.content()
    analyst.check()


def test_an_emergency_takes_one_key_and_two_answers(visit: Start) -> None:
    counsellor = visit("counsellor")
    page, keys = counsellor.page, counsellor.page.keyboard
    counsellor.go("/items/5/")
    keys.press("e")
    expect(page.locator("#calls")).to_contain_text("911")
    keys.type("the pupil who wrote it")
    keys.press("Tab")
    keys.type("911 and the school's nurse")
    keys.press("Enter")
    expect(page.locator("#revealed")).to_contain_text("Odalys")
    expect(page.locator("#calls")).to_contain_text("988")
    counsellor.check()


def test_a_hostile_post_is_only_text(visit: Start) -> None:
    analyst = visit("analyst")
    analyst.go("/items/6/")
    expect(analyst.page.locator(".post").first).to_contain_text("<script>document.title='owned'</script>")
    expect(analyst.page).to_have_title("Item 6 · Firstbell")
    assert analyst.page.locator(".post img").count() == 0
    analyst.check()


def test_single_keys_can_be_switched_off(visit: Start) -> None:
    analyst = visit("analyst")
    analyst.page.keyboard.press("?")
    analyst.page.locator("#keys-on").uncheck()
    analyst.page.keyboard.press("Escape")
    analyst.page.keyboard.press("o")
    expect(analyst.page).to_have_url(f"{analyst.address}/queue/")
    analyst.page.locator("#open-1").focus()
    analyst.page.keyboard.press("Enter")
    expect(analyst.page.locator("h1")).to_contain_text("Item 1")
    analyst.check()
