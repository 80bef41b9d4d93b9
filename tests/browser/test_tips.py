"""The whole way of a tip: a phone, the stream, the queue, an answer; and nothing anywhere of whose phone it was."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ports import free_port
from tests.system.harness import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.model, pytest.mark.system]
WORDS = "zebrafinch dice que el viernes va a traer algo a la cafetería y que todos se van a acordar"
MORE = "lanternfish también estaba"
AGENT, ADDRESS = "PlantedAgent/9.9", "203.0.113.77"
REPLY = "Gracias por avisar. ¿Quién más lo oyó?"
WAIT_MS = 240_000


@dataclass
class Demo:
    """A demo that runs: its addresses, and the lead's password."""

    home: Path
    log: Path
    console: str
    tips: str
    password: str


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("tips")
    home, log = folder / "home", folder / "demo.log"
    command = [sys.executable, "-m", "firstbell", "demo", "--home", str(home), "--rate", "1", "--port", str(free_port(2))]  # fmt: skip
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("FIRSTBELL_", "DJANGO_"))
    }
    with log.open("wb") as errors:
        process = subprocess.Popen(command, cwd=ROOT, env=kept, stdout=subprocess.PIPE, stderr=errors, text=True)  # fmt: skip
    assert process.stdout is not None
    said = ""
    try:
        for line in process.stdout:
            said += line
            if "Ctrl-C stops" in line:
                break
        found = re.search(r"Open (\S+) and.*lead +lead +(\S+).*public sees it: (\S+)", said, re.DOTALL)
        assert found, said + log.read_text("utf-8")
        yield Demo(home, log, found[1], found[3], found[2])
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(90)
        process.stdout.close()


def _picture(page: Page, name: str) -> None:
    """For a look at the pages: TIPS_PICTURES names a folder."""
    if folder := os.environ.get("TIPS_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def _console(chromium: Browser, demo: Demo) -> Page:
    page = chromium.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{demo.console}/accounts/login/")
    page.locator("input[name=login]").fill("lead")
    page.locator("input[name=password]").fill(demo.password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    return page


def _opened(staff: Page, demo: Demo, least: int) -> None:
    """Open the newest tip of the queue, once there are so many."""
    staff.goto(f"{demo.console}/queue/?head=tip")
    expect(staff.locator("#rows tbody tr").nth(least - 1)).to_be_visible(timeout=WAIT_MS)
    ids = staff.locator("#rows a.open").evaluate_all("all => all.map(a => Number(a.id.slice(5)))")
    staff.goto(f"{demo.console}/items/{max(ids)}/")


def _planted(demo: Demo, code: str) -> list[str]:
    words = [AGENT, ADDRESS, "zebrafinch", "lanternfish", "avisar", code, code.replace("-", "")]
    found = []
    for path in [demo.log, *(path for path in demo.home.rglob("*") if path.is_file())]:
        data = path.read_bytes()
        found += [f"{path}: {word}" for word in words if word.encode() in data or word.encode("utf-16-le") in data]  # fmt: skip
    return found


def test_from_a_phone_in_spanish_to_the_queue_and_back(chromium: Browser, demo: Demo) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740},
        is_mobile=True,
        has_touch=True,
        java_script_enabled=False,
        locale="es-MX",
        user_agent=AGENT,
        extra_http_headers={"X-Forwarded-For": ADDRESS},
    )
    phone = context.new_page()
    phone.goto(demo.tips)
    expect(phone).to_have_url(f"{demo.tips}/es/")
    expect(phone.locator("body > section").first).to_contain_text("988")
    _picture(phone, "form-es-phone")
    phone.locator("select[name=school]").select_option("marrow-bay-high")
    phone.locator("textarea").fill(WORDS)
    phone.get_by_role("button", name="Enviar").tap()
    expect(phone.locator("h1")).to_have_text("Gracias. Se ha enviado.")
    code = phone.locator("#code").inner_text().strip()
    _picture(phone, "sent-es-phone")

    staff = _console(chromium, demo)
    _opened(staff, demo, 1)
    expect(staff.locator("body")).to_contain_text("Queued because it is a tip.")
    expect(staff.locator("body")).to_contain_text("Marrow Bay High School")
    _picture(staff, "item-tip-desktop")
    staff.locator("#id_answer").fill(REPLY)
    staff.get_by_role("button", name="Send the answer").click()
    expect(staff.locator("body")).to_contain_text("Your answer waits for the person")
    _picture(staff, "item-answered-desktop")

    phone.goto(f"{demo.tips}/es/read/")
    _picture(phone, "read-es-phone")
    phone.locator("input[name=code]").fill(code.lower().replace("-", " "))
    phone.get_by_role("button", name="Leer").tap()
    expect(phone.locator(".school")).to_contain_text(REPLY)
    _picture(phone, "talk-es-phone")
    phone.locator("textarea").fill(MORE)
    phone.get_by_role("button", name="Enviar").tap()
    expect(phone.locator("[role=status]")).to_contain_text("Enviado.")
    _opened(staff, demo, 2)
    expect(staff.locator("body")).to_contain_text("Conversation with the person who sent it")

    assert context.cookies() == []
    for path in ("/es/", "/en/", "/es/read/", "/nothing"):
        phone.goto(demo.tips + path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, path
    context.close()
    assert _planted(demo, code) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_pages_can_be_read(chromium: Browser, demo: Demo, dark: bool) -> None:
    from tests.browser.test_accessibility import CONTRAST, NAMELESS  # noqa: PLC0415 - its scripts only

    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="dark" if dark else "light")  # fmt: skip
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for path in ("/en/", "/es/read/"):
        page.goto(demo.tips + path)
        assert page.evaluate(CONTRAST) == [], path
        assert page.evaluate(NAMELESS) == [], path
        assert page.locator("h1").count() == 1
        _picture(page, f"desktop-{'dark' if dark else 'light'}{path.replace('/', '-')}")
    assert complaints == []
    context.close()
