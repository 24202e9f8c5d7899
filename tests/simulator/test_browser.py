"""What a coordinator does in the browser, done by a real one."""

from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from ivr.simulator.conversation import parse
from tests.simulator.conftest import CLOCK, Trial

STEPS = 8
NAVIGATOR, SAFE_HARBOR = "West Metro Regional Navigator", "Safe Harbor Minnesota"


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


def at_desk(page: Page, desk: str, *names: str) -> None:
    """Press one button after another at the desk of this line, once it is there.

    A button that is found by its own name alone may still be that of the line
    before. Meanwhile the clock stands: nobody's patience ends on a slow machine.
    """
    card = page.locator(".desk", has_text=desk)
    card.wait_for(timeout=15_000)
    with CLOCK.stopped():
        for name in names:
            card.get_by_role("button", name=name, exact=True).click(timeout=15_000)


def calls(page: Page) -> None:
    press(page, "Call the hotline")
    hears(page, "Minor, adult, or Navigator?")


def accessible(page: Page) -> None:
    with CLOCK.stopped():
        found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_text_minor(page: Page):
    press(page, "MINOR")
    texts(page, "1 SEPARATE victim from all others on scene")
    page.get_by_label("Your text").fill("next")
    page.get_by_label("Your text").press("Enter")
    texts(page, "1 of 8: If a victim")

    texts(page, "characters, 4 segments")
    texts(page, "✓✓ delivered")
    accessible(page)


def test_a_text_that_comes_by_itself_is_there_at_once(page: Page, trial: Trial):
    expect(page.locator("#own")).not_to_be_empty()
    phone = unquote(page.url.partition("phone=")[2])
    trial.board.account.send(
        {"To": phone, "From": trial.board.world.hotline_number, "Body": "by itself"}
    )

    expect(page.locator("#thread")).to_contain_text("by itself", timeout=2_000)


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
    desk = page.locator("#desks")
    expect(desk).to_contain_text(NAVIGATOR, timeout=15_000)
    expect(desk).to_contain_text("612-232-5428 · rings.")
    accessible(page)
    with CLOCK.stopped():
        at_desk(page, NAVIGATOR, "Pick up")
        hears(page, "Patrol officer for an advocate, about a minor.")
        expect(desk.locator("blockquote").first).to_contain_text("about a minor.")
        accessible(page)
        press(page, "Accept (1)")
    hears(page, "(connected)")
    accessible(page)
    page.locator("#desks").get_by_role("button", name="Hang up").click()
    hears(page, "You were on step 1. Say next.")


def test_a_decline_then_the_next_line_and_a_voicemail_then_the_number(page: Page):
    calls(page)
    says(page, "navigator")
    at_desk(page, NAVIGATOR, "Pick up", "Decline (9)")
    hears(page, "Calling Safe Harbor Minnesota.")
    at_desk(page, SAFE_HARBOR, "Voicemail picks up")
    expect(page.locator("#desks")).to_contain_text("presses nothing", timeout=15_000)
    expect(page.get_by_role("button", name="Accept (1)")).to_have_count(0)
    accessible(page)
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
    down = page.get_by_role("button", name="The hotline is down")
    with CLOCK.stopped():
        press(page, "The hotline is down")
        expect(down).to_have_attribute("aria-pressed", "true", timeout=15_000)
        press(page, "The hotline is down")
        expect(down).to_have_attribute("aria-pressed", "false", timeout=15_000)
        says(page, "next")
        hears(page, "2 of 8.")


def test_what_an_officer_hears_while_the_hotline_is_down(page: Page):
    press(page, "The hotline is down")
    expect(page.get_by_role("button", name="The hotline is down")).to_have_attribute(
        "aria-pressed", "true", timeout=15_000
    )
    press(page, "MINOR")
    expect(page.locator("#text-fault")).to_contain_text("Error 11205")
    texts(page, "✕ not taken: error 11205")
    press(page, "Call the hotline")
    hears(page, "an application error has occurred")
    expect(page.locator("#webhooks")).to_contain_text("error 11205")
    page.locator("#webhooks summary").first.click()
    accessible(page)
    press(page, "The hotline is down")
    expect(page.get_by_role("button", name="The hotline is down")).to_have_attribute(
        "aria-pressed", "false", timeout=15_000
    )


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until something of this name has the focus."""
    with CLOCK.stopped():
        for _ in range(80):
            page.keyboard.press("Tab")
            here = page.evaluate(
                """() => { const one = document.activeElement;
                    return one.textContent.trim() ||
                        (one.labels && one.labels[0] && one.labels[0].textContent); }"""
            )
            if here == name:
                return
    raise AssertionError(f"nothing called {name} is reached")


def test_with_the_keyboard_alone(page: Page):
    expect(page.get_by_role("button", name="MINOR", exact=True)).to_be_visible()
    tab_to(page, "Your text")
    page.keyboard.type("adult")
    page.keyboard.press("Enter")
    texts(page, "ADULT")
    tab_to(page, "Call the hotline")
    page.keyboard.press("Enter")
    hears(page, "Adult: 5 steps. Say next.")
    expect(page.get_by_label("What you say")).to_be_focused()
    page.keyboard.type("b c a")
    page.keyboard.press("Enter")
    hears(page, "Calling the B-C-A.")
    page.get_by_role("button", name="Busy").wait_for(timeout=15_000)
    tab_to(page, "Busy")
    page.keyboard.press("Space")
    hears(page, "No answer from the B-C-A.")
    tab_to(page, "Hang up")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Call the hotline")).to_be_focused()


def test_where_a_desk_was_answered_by_key_the_focus_stays_at_the_desk(page: Page):
    calls(page)
    says(page, "navigator")
    answer = page.get_by_role("button", name="Pick up")
    answer.wait_for(timeout=15_000)
    accept = page.get_by_role("button", name="Accept (1)")
    with CLOCK.stopped():
        answer.focus()
        page.keyboard.press("Enter")
        expect(accept).to_be_focused(timeout=15_000)


# A browser that recognizes speech and speaks, as far as the page can tell.
EARS_AND_MOUTH = """
    window.said = [];
    window.SpeechRecognition = class {
        start() {
            this.onstart();
            this.onresult({ results: [[{ transcript: "minor", confidence: 0.61 }]] });
            this.onend();
        }
    };
    Object.defineProperty(window, "speechSynthesis", { value: {
        speak: (words) => window.said.push([words.text, words.rate, words.lang]),
        cancel: () => window.said.push(["(silence)", 0, ""]),
    } });
"""


def test_what_is_spoken_is_recognized_and_what_is_answered_is_read_aloud(page: Page):
    page.add_init_script(EARS_AND_MOUTH)
    page.reload()
    calls(page)
    press(page, "Speak")
    hears(page, "Step 1 of 8.")
    said = page.evaluate("window.said")
    expect(page.locator("#status")).to_be_empty()
    press(page, "Voice")
    says(page, "next")
    hears(page, "2 of 8.")

    assert [words for words, _, _ in said if "Step 1 of 8." in words]
    assert "(silence)" in [words for words, _, _ in said]
    assert all(0.6 <= rate <= 1.2 for _, rate, lang in said if lang == "en-US")
    after = page.evaluate("window.said")
    assert not [
        words for words, _, _ in after if "2 of 8." in words and "Step" not in words
    ]


def test_a_call_is_copied_as_a_conversation_file(page: Page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    calls(page)
    press(page, "Copy as a conversation")
    expect(page.locator("#status")).to_contain_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")

    assert [entry.what for entry in parse(copied)] == ["Officer calls", "Hotline says"]


def test_twilios_api_fails_and_the_officer_still_has_the_number(page: Page):
    press(page, "Twilio's API fails")
    failing = page.get_by_role("button", name="Twilio's API fails")
    expect(failing).to_have_attribute("aria-pressed", "true")
    calls(page)
    says(page, "navigator")
    for desk in (NAVIGATOR, SAFE_HARBOR):
        at_desk(page, desk, "Busy")
    hears(page, "The number for the Navigator: 6 1 2, 2 3 2, 5 4 2 8.")
    accessible(page)
    failing.click()
    expect(failing).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_both_lights_with_and_without_motion(page: Page, scheme: str):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    calls(page)
    accessible(page)
    says(page, "navigator")
    page.get_by_role("button", name="Pick up").wait_for(timeout=15_000)
    with CLOCK.stopped():
        accessible(page)
        moving = "getComputedStyle(document.querySelector('.desk')).animationName"

        assert page.evaluate(moving) == "none"
        page.emulate_media(color_scheme=scheme, reduced_motion="no-preference")
        assert page.evaluate(moving) == "ring"
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        press(page, "Does not answer")
    at_desk(page, SAFE_HARBOR, "Pick up", "Accept (1)")
    hears(page, "(connected)")
    accessible(page)
    press(page, "*")
    hears(page, "Resource line again.")
    page.get_by_role("button", name="Hang up").first.click()
    expect(page.locator("#call-state")).to_have_text("The call is over.")
    press(page, "MINOR")
    texts(page, "1 SEPARATE")
    accessible(page)


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
    size = page.viewport_size
    assert size is not None
    calls(page)
    says(page, "navigator")
    page.get_by_role("button", name="Pick up").wait_for(timeout=15_000)
    wide = "document.documentElement.scrollWidth - innerWidth"
    with CLOCK.stopped():
        page.set_viewport_size(
            {"width": size["width"] // 2, "height": size["height"] // 2}
        )
        zoomed = page.evaluate(wide)
        page.set_viewport_size(size)
        page.evaluate("document.documentElement.style.fontSize = '200%'")

        assert (zoomed, page.evaluate(wide)) == (0, 0)
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
