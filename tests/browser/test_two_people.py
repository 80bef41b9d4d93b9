"""Who wrote a post, in a real browser: one asks, another approves, it opens and closes by itself."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
Start = Callable[..., Visit]


def test_ask_approve_open_and_closed_by_itself(visit: Start) -> None:
    analyst, lead = visit("analyst"), visit("lead")
    page, keys = analyst.page, analyst.page.keyboard
    analyst.go("/items/1/")
    keys.press("r")
    page.select_option("#id_purpose", "find_person")
    page.get_by_label("Account (a second person must approve)").check()
    page.locator("#id_sentence").fill("the family must be reached tonight")
    keys.press("Enter")
    expect(page.locator("#revealed")).to_contain_text("must approve within 24 hours")
    expect(page.locator("#revealed")).not_to_contain_text("@heronfan.example")
    lead.go("/queue/")
    lead.page.get_by_role("link", name="Approvals (1)").click()
    lead.page.get_by_role("link", name="Item 1: self-harm").click()
    expect(lead.page.locator("main")).to_contain_text("the family must be reached tonight")
    lead.page.locator("#id_sentence").fill("the ground is enough")
    lead.page.get_by_role("button", name="Approve for 24 hours").click()
    expect(lead.page.locator("main")).to_contain_text("Nobody waits for you")
    page.clock.install()
    analyst.go("/items/1/")
    page.get_by_role("button", name="Open for five minutes").click()
    expect(page.locator("#revealed")).to_contain_text("@heronfan.example")
    expect(page.locator("#secret-title")).to_be_focused()
    page.clock.fast_forward("05:05")
    expect(page.locator("#revealed")).not_to_contain_text("@heronfan.example")
    analyst.check()
    lead.check()
