"""`make screenshots`: the three pictures of the README, taken of the real thing."""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from ivr.settings import trial_environ
from ivr.simulator.account import Account
from ivr.simulator.phone import simulator_app
from ivr.simulator.rest import served
from ivr.simulator.switchboard import Switchboard
from tests.content import ROOT
from tests.ports import free_port
from tests.served import Server
from tests.simulator.conftest import GUIDE, HASTE, QUIET


def take(page: Page, folder: Path) -> None:
    """Walk to each moment and take its picture."""
    wait = 15_000

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).click(timeout=wait)

    press("MINOR")
    page.locator("#thread").get_by_text("SEPARATE").wait_for(timeout=wait)
    page.locator("section[aria-labelledby=texts-title]").screenshot(
        path=folder / "thread.png"
    )
    press("Call the hotline")
    page.get_by_label("What you say").fill("next")
    press("Say")
    page.locator("#captions").get_by_text("Step 1 of 8").wait_for(timeout=wait)
    press("#")
    page.locator("#captions").get_by_text("2 of 8").wait_for(timeout=wait)
    page.locator("section[aria-labelledby=call-title]").screenshot(
        path=folder / "call.png"
    )
    page.get_by_label("What you say").fill("navigator")
    press("Say")
    press("Pick up")
    page.locator("#captions").get_by_text("Line hears").first.wait_for(timeout=wait)
    page.screenshot(path=folder / "transfer.png", full_page=True)


def main() -> int:
    """Take them; the exit code is 1 where there is no browser."""
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is missing: apt-get install chromium", file=sys.stderr)
        return 1
    port, page_port = free_port(), free_port()
    api = f"http://127.0.0.1:{page_port}"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environ = {**trial_environ(port), "TWILIO_API_URL": api}
        server = Server(environ, port, Path(folder))
        board = Switchboard(Account(server.world()), lambda: time.monotonic() * HASTE)
        board.run()
        with served(simulator_app(board, api, {}, GUIDE), page_port):
            browser = playwright.chromium.launch(
                executable_path=chromium, args=list(QUIET)
            )
            page = browser.new_page(viewport={"width": 1280, "height": 1200})
            page.goto(f"{api}/phone")
            take(page, ROOT / "docs")
            browser.close()
        server.stop()
    print("docs/thread.png, docs/call.png and docs/transfer.png are new.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
