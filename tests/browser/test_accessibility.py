"""Contrast, names, reflow and silence of every page, light and dark, wide and narrow."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
Start = Callable[..., Visit]

PAGES: dict[str, tuple[str, ...]] = {
    "analyst": (
        "/queue/",
        "/items/1/",
        "/items/1/emergency/",
        "/items/1/disclosures/new/",
        "/tips/new/",
        "/call-sheet/",
        "/accounts/password/change/",
    ),
    "lead": ("/referrals/", "/approvals/", "/rights/", "/governance/", "/items/2/keeping/", "/retention/"),
    "privacy_officer": (
        "/audit/",
        "/report/?since=2026-01-01&until=2026-01-31",
        "/public/report/",
        "/pupil-report/",
        "/rights/new/",
    ),
    "operator": ("/throughput/",),
    "administrator": ("/people/", "/people/new/", "/people/1/"),
}

CONTRAST = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.getClientRects().length || element.closest(".unseen, .skip, option")) continue;
    const style = getComputedStyle(element);
    const a = light(parse(style.color)), b = light(behind(element));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return low;
}"""

NAMELESS = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea, button, a")]
  .filter((e) => e.getClientRects().length)
  .filter((e) => !(e.labels && e.labels.length) && !e.getAttribute("aria-label") && !e.textContent.trim())
  .map((e) => e.outerHTML)"""


@pytest.mark.parametrize("role", PAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_can_be_read_and_controls_have_names(visit: Start, role: str, dark: bool) -> None:
    person = visit(role, dark=dark)
    for path in PAGES[role]:
        person.go(path)
        assert person.page.evaluate(CONTRAST) == [], path
        assert person.page.evaluate(NAMELESS) == [], path
        assert person.page.locator("h1").count() == 1, path
    person.check()


@pytest.mark.parametrize("width", [375, 320], ids=["a small phone", "400 per cent of 1280"])
def test_nothing_is_cut_off_when_narrow(visit: Start, width: int) -> None:
    for role, paths in PAGES.items():
        person = visit(role, width=width)
        for path in paths:
            person.go(path)
            assert person.page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_sign_in_page_can_be_read_and_leads_to_its_content(visit: Start) -> None:
    nobody = visit()
    nobody.go("/queue/")
    assert nobody.page.url.endswith("/accounts/login/?next=/queue/")
    assert nobody.page.evaluate(CONTRAST) == []
    nobody.go("/call-sheet/")
    assert "/accounts/login/" in nobody.page.url
    nobody.check()


def test_the_first_tab_stop_skips_to_the_content(visit: Start) -> None:
    analyst = visit("analyst")
    analyst.page.keyboard.press("Tab")
    analyst.page.keyboard.press("Enter")
    assert analyst.page.evaluate("document.activeElement.id") == "main"
