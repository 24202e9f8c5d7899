"""What a coordinator does in the browser, done by a real one."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from ivr.simulator.conversation import parse
from tests.simulator.conftest import Trial

STEPS = 8


def captions(page: Page) -> str:
    return page.locator("#captions").inner_text()


def hears(page: Page, words: str) -> None:
    expect(page.locator("#captions")).to_contain_text(words, timeout=15_000)


def texts(page: Page, words: str) -> None:
    expect(page.locator("#thread")).to_contain_text(words, timeout=15_000)


def says(page: Page, words: str) -> None:
    page.get_by_label("What you say").fill(words)
    page.get_by_role("button", name="Say", exact=True).click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click(timeout=15_000)


def calls(page: Page) -> None:
    press(page, "Call the hotline")
    hears(page, "Minor, adult, or Navigator?")


def accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_text_minor(page: Page):
    press(page, "MINOR")
    texts(page, "1 SEPARATE victim from all others on scene")
    page.get_by_label("Your text").fill("next")
    page.get_by_label("Your text").press("Enter")
    texts(page, "1 of 8: If a victim")

    texts(page, "characters, 4 segments")
    accessible(page)


def test_a_call_by_voice_through_all_steps_and_the_text_that_was_promised(page: Page):
    calls(page)
    says(page, "minor")
    for number in range(2, STEPS + 1):
        hears(page, f"{number - 1} of {STEPS}.")
        says(page, "next")
        hears(page, f"{number} of {STEPS}.")
    says(page, "next")
    hears(page, "That's all 8.")
    texts(page, "8 BRING juveniles")
    accessible(page)
    press(page, "Hang up")
    expect(page.locator("#call-state")).to_have_text("The call is over.")


def test_a_transfer_that_is_answered(page: Page):
    calls(page)
    says(page, "minor")
    hears(page, "Step 1 of 8.")
    says(page, "navigator")
    press(page, "Pick up")
    hears(page, "Patrol officer for an advocate, about a minor.")
    accessible(page)
    press(page, "Accept (1)")
    hears(page, "(connected)")
    accessible(page)
    page.locator("#desks").get_by_role("button", name="Hang up").click()
    hears(page, "You were on step 1. Say next.")


def test_a_decline_then_the_next_line_and_a_voicemail_then_the_number(page: Page):
    calls(page)
    says(page, "navigator")
    press(page, "Pick up")
    press(page, "Decline (9)")
    hears(page, "Calling Safe Harbor Minnesota.")
    press(page, "Voicemail picks up")
    hears(page, "No answer from Safe Harbor Minnesota.")
    hears(page, "The number for the Navigator: 6 1 2, 2 3 2, 5 4 2 8.")
    texts(page, "Navigator (West Metro Regional Navigator)")
    copied = page.locator("#conversation").inner_text()

    assert [entry.what for entry in parse(copied)][:6] == [
        "Officer calls",
        "Hotline says",
        "Officer says",
        "Hotline says",
        "Hotline calls",
        "Line answers",
    ]


def test_the_hotline_is_killed_in_a_call_and_started_again(page: Page):
    calls(page)
    says(page, "minor")
    hears(page, "Step 1 of 8.")
    press(page, "The hotline is down")
    expect(page.get_by_role("button", name="The hotline is down")).to_have_attribute(
        "aria-pressed", "true", timeout=15_000
    )
    press(page, "The hotline is down")
    expect(page.get_by_role("button", name="The hotline is down")).to_have_attribute(
        "aria-pressed", "false", timeout=15_000
    )
    says(page, "next")
    hears(page, "2 of 8.")


def test_what_an_officer_hears_while_the_hotline_is_down(page: Page):
    press(page, "The hotline is down")
    expect(page.get_by_role("button", name="The hotline is down")).to_have_attribute(
        "aria-pressed", "true", timeout=15_000
    )
    press(page, "MINOR")
    expect(page.locator("#text-fault")).to_contain_text("Error 11205")
    press(page, "Call the hotline")
    hears(page, "an application error has occurred")
    expect(page.locator("#webhooks")).to_contain_text("error 11205")
    accessible(page)
    press(page, "The hotline is down")
    expect(page.get_by_role("button", name="The hotline is down")).to_have_attribute(
        "aria-pressed", "false", timeout=15_000
    )


def test_with_the_keyboard_alone(page: Page):
    page.get_by_label("Your text").focus()
    page.keyboard.type("adult")
    page.keyboard.press("Enter")
    texts(page, "ADULT")
    page.get_by_role("button", name="Call the hotline").focus()
    page.keyboard.press("Enter")
    hears(page, "Adult: 5 steps. Say next.")
    expect(page.get_by_label("What you say")).to_be_focused()
    page.keyboard.type("b c a")
    page.keyboard.press("Enter")
    hears(page, "Calling the B-C-A.")
    page.get_by_role("button", name="Busy").wait_for(timeout=15_000)
    page.get_by_role("button", name="Busy").focus()
    page.keyboard.press("Space")
    hears(page, "No answer from the B-C-A.")
    page.get_by_role("button", name="Hang up").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Call the hotline")).to_be_focused()


def test_silence_radio_talk_and_keys(page: Page):
    calls(page)
    press(page, "Radio talk")
    press(page, "1")
    hears(page, "Step 1 of 8.")
    press(page, "#")
    hears(page, "2 of 8.")
    press(page, "Stay silent")
    hears(page, "Step 2 of 8. Say next, or repeat.")
    expect(page.locator("#place")).to_contain_text("minor /")


def test_two_windows_see_the_same_call(page: Page):
    other = page.context.new_page()
    other.goto(page.url)
    calls(page)
    hears(other, "Minor, adult, or Navigator?")
    says(other, "adult")
    hears(page, "Step 1 of 5.")


def test_at_twice_the_size_nothing_is_lost_sideways(page: Page):
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    calls(page)
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

    assert wide <= 0
    accessible(page)


@pytest.mark.parametrize(
    "body", ["not json", "[]", "{}", '{"do": "fly"}', '{"do": "weather", "name": "x"}']
)
def test_what_makes_no_sense_is_refused_in_words(page: Page, trial: Trial, body: str):
    answer = page.request.post(
        f"{trial.url}/do", data=body, headers={"Content-Type": "application/json"}
    )

    assert answer.status == 400
    assert answer.json()["error"].endswith((".", "hotline."))


def test_a_page_of_another_name_is_refused(page: Page, trial: Trial):
    answer = page.request.get(trial.url, headers={"Host": "evil.example.org"})

    assert answer.status == 403
