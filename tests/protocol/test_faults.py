"""A faulty file is refused with every fault, each at its line."""

import re
import shutil
from pathlib import Path

import pytest

from ivr.channels.edition import load_edition
from ivr.protocol.faults import ContentError
from ivr.protocol.typed import typed
from tests.content import ROOT


class Content:
    """A copy of the real content that a test may spoil, but for the texts that it
    learns from, which take as long to read as all the rest."""

    def __init__(self, folder: Path) -> None:
        self.protocol = folder / "protocol.yaml"
        self.prompts = folder / "prompts"
        shutil.copy(ROOT / "protocol.yaml", self.protocol)
        texts = shutil.ignore_patterns("asked.txt")
        shutil.copytree(ROOT / "prompts", self.prompts, ignore=texts)

    def change(self, file: str, old: str, new: str) -> int:
        """Replace the first ``old``; the line it stands on."""
        path = self.protocol if file == "protocol.yaml" else self.prompts / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return text[: text.index(old)].count("\n") + 1

    def faults(self) -> list[str]:
        """Every fault, with the files named as from the folder they stand in."""
        with pytest.raises(ContentError) as caught:
            load_edition(self.protocol, self.prompts)
        folder = f"{self.protocol.parent}/"
        return [str(fault).replace(folder, "") for fault in caught.value.faults]


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path)


FAULTS = {
    "a number without quotes": (
        "protocol.yaml",
        'number: "651-793-7000"',
        "number: 6517937000",
        "resources.bca.number: this must be text, and without quotes YAML makes it "
        "a number.",
    ),
    "a number that cannot exist": (
        "protocol.yaml",
        'number: "651-793-7000"',
        'number: "151-793-7000"',
        "resources.bca.number: no such number can exist in US.",
    ),
    "a number whose exchange cannot exist": (
        "protocol.yaml",
        'number: "651-793-7000"',
        'number: "651-193-7000"',
        "resources.bca.number: no such number can exist in US.",
    ),
    "a number without its area": (
        "protocol.yaml",
        'number: "651-793-7000"',
        'number: "793-7000"',
        "resources.bca.number: no such number can exist in US.",
    ),
    "a number unlike the document's sentence": (
        "protocol.yaml",
        'number: "651-793-7000"',
        'number: "651-793-7001"',
        "this sentence has a number that no resource has.",
    ),
    "letters for figures in a number": (
        "protocol.yaml",
        'number: "1-888-373-7888"',
        'number: "1-888-FLOWERS"',
        "resources.national.number: letters stand in '1-888-FLOWERS', and letters are "
        'not spoken. Write the figures that they stand for: "1-888-3569377".',
    ),
    "what a browser puts before a number": (
        "protocol.yaml",
        'number: "612-232-5428"',
        'number: "tel:6122325428"',
        "resources.navigator.number: 'tel:' stands before the number. Write the number "
        'alone: "6122325428".',
    ),
    "two numbers for one": (
        "protocol.yaml",
        'number: "651-793-7000"',
        'number: "651-793-7000 or 651-793-7001"',
        "resources.bca.number: '651-793-7000 or 651-793-7001' is not one telephone "
        "number.",
    ),
    "a wrong number without signs in what is said": (
        "protocol.yaml",
        "Contact the B-C-A for",
        "Contact the B-C-A at 6517937001 for",
        "steps.investigate.say: a number is written out here that no resource has, "
        "6517937001. Compare it with the document, digit by digit, and name its "
        "resource in braces",
    ),
    "a wrong number without its area in a text": (
        "protocol.yaml",
        "BCA {bca}. Ask",
        "BCA 793-7001. Ask",
        "steps.investigate.short: a number is written out here that no resource has, "
        "793-7001.",
    ),
    "another country's number in a text": (
        "protocol.yaml",
        "for minors: {child-protection}",
        "for minors: 0800 0121 701",
        "steps.report.text: a number is written out here that no resource has, 0800 "
        "0121 701.",
    ),
    "a number where nothing is named in braces": (
        "protocol.yaml",
        "with its own key menu",
        "with its own key menu, 6517937001",
        "resources.child-protection.why: a number is written out here, 6517937001, and "
        "these words are told as they stand. Take it out",
    ),
    "a language that has no country": (
        "voice.yaml",
        "language: en-US",
        "language: english",
        "speech.language: 'english' has a form that is not allowed. Write a language "
        "and a country, as Twilio's list has them: en-US.",
    ),
    "an answer that is empty": (
        "sms.yaml",
        'not-understood: "{title}: reply {keywords} or MENU."',
        'not-understood: ""',
        "prompts.not-understood: nothing stands here, and so nothing would be "
        "answered. Write the words. These may be empty: ",
    ),
    "an answer of spaces": (
        "voice.yaml",
        'overview: "{phrase}: {steps}. Say next."',
        'overview: " "',
        "prompts.overview: nothing stands here",
    ),
    "a letter that makes a text twice as dear": (
        "protocol.yaml",
        'name: "Navigator"',
        'name: "Ángel Míša"',
        "'Á' (U+00C1), 'í' (U+00ED), 'š' (U+0161) cannot stand in a plain text. Write "
        "A for Á, i for í, s for š. What is only spoken may keep it.",
    ),
    "a letter and its accent, each by itself": (
        "protocol.yaml",
        'name: "Navigator"',
        'name: "A\u0301ngel"',
        "(U+0301) cannot stand in a plain text. Write the letter before it alone.",
    ),
    "a letter and a sign that a text cannot have": (
        "protocol.yaml",
        'name: "Navigator"',
        'name: "Ángel’s"',
        "a hyphen, three dots. Write A for Á.",
    ),
    "a misspelt key": (
        "protocol.yaml",
        "silent: unsure",
        "silnet: unsure",
        "silnet: there is no such name here. Did you mean 'silent'?",
    ),
    "no time zone": (
        "protocol.yaml",
        "timezone: America/Chicago",
        "",
        "timezone is missing. Add the time zone in which the officers stand, a "
        "continent and a city: timezone: America/New_York. Without it a victim's age "
        "would be counted to the day that it is on the server.",
    ),
    "an abbreviation for a time zone": (
        "protocol.yaml",
        "timezone: America/Chicago",
        "timezone: CST",
        "timezone: there is no time zone 'CST'. Write the name of the one in which "
        "the officers stand, a continent and a city, from the list at "
        "en.wikipedia.org/wiki/List_of_tz_database_time_zones.",
    ),
    "a misspelt time zone": (
        "protocol.yaml",
        "timezone: America/Chicago",
        "timezone: America/Chicagoo",
        "Did you mean 'America/Chicago'?",
    ),
    "a resource that is not there": (
        "protocol.yaml",
        "next: safe-harbor",
        "next: safe-harbour",
        "there is no line 'safe-harbour'. Did you mean 'safe-harbor'?",
    ),
    "a brace for nothing": (
        "protocol.yaml",
        "Child Protection Intake {child-protection}",
        "Child Protection Intake {child-protecton}",
        "{child-protecton} stands for nothing here. Did you mean 'child-protection'?",
    ),
    "a number written into a wording": (
        "protocol.yaml",
        "BCA {bca}.",
        "BCA 651-793-7000.",
        "a number is written out here. Name it by its resource, in braces: {bca}.",
    ),
    "a word for two things": (
        "protocol.yaml",
        "words: [minors, juvenile,",
        "words: [minors, adult,",
        "'adult' already means 'minor'.",
    ),
    "a word for two things, with an apostrophe and without": (
        "protocol.yaml",
        "words: [minors, juvenile,",
        "words: [minors, don't know,",
        "'dont know' already means 'minor'.",
    ),
    "a key for two things": (
        "protocol.yaml",
        'key: "2"',
        'key: "1"',
        "'1' already means 'minor'.",
    ),
    "a word that is the carrier's": (
        "protocol.yaml",
        "word: LINK",
        "word: STOP",
        "'STOP' belongs to the carrier",
    ),
    "a word that is a command of the hotline": (
        "protocol.yaml",
        "word: LINK",
        "word: NEXT",
        "'NEXT' already means 'next'",
    ),
    "a step that is not there": (
        "protocol.yaml",
        "steps: [separate, safety, advocate, nurse",
        "steps: [separate, safty, advocate, nurse",
        "there is no step 'safty'. Did you mean 'safety'?",
    ),
    "a curly quote in a text": (
        "protocol.yaml",
        'text: "Appear harmed or abused?"',
        'text: "Appear harmed or abused’?"',
        "'’' (U+2019) cannot stand in a plain text.",
    ),
    "a text of more than four parts": (
        "protocol.yaml",
        'text: "Child Protection Intake, mandated',
        'text: "' + "x" * 650 + "mandated",
        "is the most.",
    ),
    "a name written twice": (
        "protocol.yaml",
        "silent: unsure",
        "silent: unsure\nsilent: minor",
        "'silent' is written a second time",
    ),
    "a file that is not YAML": (
        "protocol.yaml",
        "silent: unsure",
        "silent: unsure: [",
        "This is not YAML",
    ),
    "a prompt that is missing": (
        "voice.yaml",
        '  help: "Emergency',
        '  halp: "Emergency',
        "prompts.help is missing.",
    ),
    "a prompt that nobody knows": (
        "sms.yaml",
        "  goodbye-quiet:",
        "  goodbye-quite:",
        "there is no such prompt. Did you mean 'goodbye-quiet'?",
    ),
    "a placeholder that nobody fills": (
        "voice.yaml",
        "{number} of {total}. {step} Say next.",
        "{number} of {totl}. {step} Say next.",
        "{totl} stands for nothing here. Did you mean 'total'?",
    ),
    "a prompt that names a line that is not there": (
        "voice.yaml",
        "main menu, or {navigator.phrase}",
        "main menu, or {navigater.phrase}",
        "{navigater.phrase} stands for nothing here. Did you mean 'navigator.phrase'?",
    ),
    "a number typed out in what is said": (
        "voice.yaml",
        'returned: "Resource line again."',
        'returned: "Resource line again. Or call 6 5 1, 7 9 3, 7 0 0 0."',
        "prompts.returned: a number is written out here, 6 5 1, 7 9 3, 7 0 0 0. Name "
        "it by its resource, in braces: {bca.number}. So it stands in one place only.",
    ),
    "a number of nobody's typed out in a text": (
        "sms.yaml",
        'returned: "Resource line again."',
        'returned: "Resource line again. Or call (612) 555-0100."',
        "in braces: {ID.number}, ID being what it has in protocol.yaml.",
    ),
    "a brace left open": (
        "sms.yaml",
        "{word}\\n{list}",
        "{word\\n{list}",
        "a brace is open or left over.",
    ),
    "a brief that names no key": (
        "voice.yaml",
        "{about}. Press {accept} to accept.",
        "{about}.",
        "prompts.brief: it does not say which key is to be pressed. Write {accept} "
        "where that key is said: it stands under keys:.",
    ),
    "a brief that ends without the key that declines": (
        "voice.yaml",
        ", {decline} to decline.",
        ".",
        "prompts.brief-again: it does not say which key is to be pressed. Write "
        "{decline}",
    ),
    "a key typed out in a brief": (
        "voice.yaml",
        "{decline} to decline.",
        "2 to decline, not {decline}.",
        "prompts.brief-again: a key is written out here, '2'. Name it in braces",
    ),
    "a key called by its name in a prompt": (
        "voice.yaml",
        "{next} for next",
        "Pound for next",
        "prompts.step-retry-keys: a key is written out here, 'Pound'.",
    ),
    "one key that accepts and declines": (
        "voice.yaml",
        'decline: "9"',
        'decline: "1"',
        "keys.decline: '1' is the key that accepts. Give one of the two another key.",
    ),
    "a key that no telephone has": (
        "voice.yaml",
        'decline: "9"',
        'decline: "10"',
        "keys.decline: '10' has a form that is not allowed. Use one key between "
        'quotes: "0" to "9".',
    ),
    "no keys for a called line": (
        "voice.yaml",
        'keys:\n  accept: "1"\n  decline: "9"\n',
        "",
        "keys is missing. Add the keys that a called line presses, which the briefs "
        'name as {accept} and {decline}: keys: {accept: "1", decline: "9"}.',
    ),
    "text where a list belongs": (
        "protocol.yaml",
        "offer: [minor, adult, navigator]",
        "offer: minor",
        "offer: this must be a list. Write [one, another].",
    ),
    "a number in quotes": (
        "protocol.yaml",
        "per_turn: 4",
        'per_turn: "4"',
        "signs.per_turn: this must be a whole number.",
    ),
    "words where false or a group belongs": (
        "protocol.yaml",
        "transfer: false",
        "transfer: never",
        "resources.child-protection.transfer: this must be a group.",
    ),
    "a number that is too little": (
        "protocol.yaml",
        "ages: {from: 18}",
        "ages: {from: -3}",
        "tracks.adult.ages.from: -3 is too little. Write 1 or more.",
    ),
    "a number that is too much": (
        "protocol.yaml",
        "ring: 20",
        "ring: 9999",
        "resources.navigator.transfer.ring: 9999 is too much. Write 120 or less.",
    ),
    "a part of a number": (
        "words.yaml",
        "ranges: {late teens: [17, 19]",
        "ranges: {late teens: [17, 19.5]",
        "ages.ranges.late teens.1: this must be a whole number.",
    ),
    "a text that is too long": (
        "words.yaml",
        "marks: [yoa,",
        f"marks: [{'y' * 61},",
        "ages.marks.0: this has 61 characters, and 60 is the most. Shorten it.",
    ),
    "a taught word that nobody types": (
        "protocol.yaml",
        "word: LINK",
        "word: THE YOUTH CONNECTIONS",
        "resources.link.word: this has 21 characters, and 20 is the most. Shorten it.",
    ),
    "a list of too many": (
        "protocol.yaml",
        "offer: [minor, adult, navigator]",
        "offer: [minor, adult, navigator, bca, link]",
        "offer: this has too many entries. Write 4 at most.",
    ),
    "one where two belong": (
        "protocol.yaml",
        "agent: [navigator, bca]",
        "agent: [navigator]",
        "either.agent: this has too few entries. Add what is missing.",
    ),
    "nothing where something belongs": (
        "protocol.yaml",
        "silent: unsure",
        "silent:",
        "silent: nothing stands here. Write a value, or remove the line.",
    ),
    "a date without quotes": (
        "protocol.yaml",
        "title: Patrol",
        "title: 2026-12-05 # Patrol",
        "title: this must be text, and without quotes YAML makes it a date.",
    ),
    "a month that no year has": (
        "words.yaml",
        "january: 1,",
        "january: 13,",
        "ages.months.january: 13 is too much. Write 12 or less.",
    ),
    "a step's line that nobody is put through to": (
        "protocol.yaml",
        "line: navigator",
        "line: child-protection",
        "steps.advocate.line: nobody is put through to 'child-protection'. Write "
        "transfer: under resources.child-protection, or remove line:.",
    ),
    "an address that no browser knows": (
        "protocol.yaml",
        'web: "https:/',
        'web: "htps:/',
        "resources.link.web: this is no address of a web page.",
    ),
    "a taught word that is a number": (
        "protocol.yaml",
        "word: LINK",
        'word: "16"',
        "resources.link.word: '16' is taken for an age or a step.",
    ),
    "ages the wrong way round": (
        "words.yaml",
        "ranges: {late teens: [17, 19]",
        "ranges: {late teens: [19, 17]",
        "ages.ranges.late teens: 19 is more than 17. Write the lower first: [17, 19].",
    ),
    "ages that lead to two tracks": (
        "protocol.yaml",
        "ages: {from: 18}",
        "ages: {from: 16}",
        "tracks.adult.ages: ages 16 to 17 lead to 'minor' too.",
    ),
    "bounds that no age meets": (
        "protocol.yaml",
        "ages: {below: 18}",
        "ages: {from: 18, below: 12}",
        "tracks.minor.ages: no age is from 18 on and below 12.",
    ),
    "a word list with a wrong command": (
        "words.yaml",
        "  back:",
        "  bakc:",
        "commands.bakc: there is no such command.",
    ),
}


@pytest.mark.parametrize(
    ("file", "old", "new", "what"), FAULTS.values(), ids=FAULTS.keys()
)
def test_a_fault_is_named_with_its_file(
    content: Content, file: str, old: str, new: str, what: str
):
    content.change(file, old, new)

    faults = content.faults()

    assert any(what in fault for fault in faults), faults
    where = file if file == "protocol.yaml" else f"prompts/{file}"
    assert any(fault.startswith(f"{where}:") for fault in faults), faults
    # None is pydantic's own, in the words of who programs.
    assert not any("should" in fault or "{'" in fault for fault in faults), faults
    assert all(fault.split(":")[0].endswith(".yaml") for fault in faults)


def test_a_fault_is_named_with_its_line(content: Content):
    line = content.change("protocol.yaml", "silent: unsure", "silent: nobody")

    assert content.faults() == [
        f"protocol.yaml:{line}: silent: there is no track 'nobody'. There is: "
        "adult, minor, unsure."
    ]


@pytest.mark.parametrize("extension", ["ext. 12", "x12", "#12", "Durchwahl 3"])
def test_an_extension_is_told_where_the_number_is_entered_and_nowhere_else(
    content: Content, extension: str
):
    number = 'number: "651-793-7000'
    line = content.change("protocol.yaml", number, f"{number} {extension}")

    assert content.faults() == [
        f"protocol.yaml:{line}: resources.bca.number: {extension!r} is an extension, "
        'and the hotline dials none. Write the number alone, "651-793-7000", and the '
        "extension into say: and text:. If nobody can be reached without it, write "
        "transfer: false, and the reason under why:."
    ]


@pytest.mark.parametrize("short", ["101", "911", "988"])
def test_a_short_number_is_told_with_what_to_do_instead(content: Content, short: str):
    line = content.change("protocol.yaml", '"612-673-5465"', f'"{short}"')

    assert content.faults() == [
        f"protocol.yaml:{line}: resources.link.number: {short!r} is too short: only "
        "whole numbers can be dialled from here. Write the whole number by which they "
        "are reached. If there is none, remove number: and transfer:, and write the "
        "short one into say: and text:, for the officer to dial herself."
    ]


@pytest.mark.parametrize(
    ("place", "hint"),
    {
        "Europe/London": " Did you mean 'GB', where Europe/London is?",
        "Etc/UTC": "",
    }.items(),
)
def test_a_country_that_there_is_not_is_told_once_and_with_the_one_it_may_be(
    content: Content, place: str, hint: str
):
    zone = "timezone: America/Chicago"
    line = content.change("protocol.yaml", zone, f"timezone: {place}\ncountry: UK")

    assert content.faults() == [
        f"protocol.yaml:{line + 1}: country: no country has the code 'UK'. Write the "
        "two letters that ISO 3166 gives to the country whose numbers stand here."
        f"{hint}"
    ]


@pytest.mark.parametrize(
    "figures",
    [
        "Section 18.2-357.1",
        "Section 39-13-309",
        "St. Paul, MN 55415-1234",
        "Since 08/01/2026",
        "https://example.org/20260801",
    ],
)
def test_figures_that_are_no_telephone_number_may_stand_in_a_sentence(figures: str):
    assert list(typed(figures)) == []


def test_a_name_that_begins_with_a_capital_is_told_at_its_line(content: Content):
    line = content.change("protocol.yaml", "  devices:", "  Devices:")

    (fault,) = content.faults()

    assert fault.startswith(f"protocol.yaml:{line}: steps.Devices: 'Devices' has")


def test_dashes_without_their_spaces_are_told_as_such(content: Content):
    points = '- "Ask for a Human'
    line = content.change("protocol.yaml", points, points.replace("- ", "-"))

    (fault,) = content.faults()

    assert fault.startswith(f"protocol.yaml:{line - 1}: steps.investigate.points: this")
    assert fault.endswith("must be a list. Write a space behind each dash: - one.")


def test_a_dash_that_stands_too_far_in_is_told_as_such(content: Content):
    dash = "separate\n      - s"
    line = content.change("protocol.yaml", dash, dash.replace("      -", "       -"))

    assert content.faults() == [
        f"protocol.yaml:{line}: tracks.minor.steps.0: 'separate - safety' has a form "
        "that is not allowed. Begin the line below exactly where this one begins, with "
        "its dash."
    ]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quote_that_opens_nowhere_is_told(content: Content, quote: str):
    said = '"Separate the victim from all others on scene."'
    line = content.change("protocol.yaml", said, f"{said[1:-1]}{quote}")

    other = {'"': "'", "'": '"'}[quote]
    assert content.faults() == [
        f"protocol.yaml:{line}: steps.separate.say: a quote closes this text that "
        f"opens nowhere. Write {quote} before its first word too. If the one at its "
        f"end belongs to it, put the whole between {other}."
    ]


def test_two_versions_of_the_texts_are_told_once(content: Content):
    (content.prompts / "asked.txt").write_text(
        "next: and now\n<<<<<<< HEAD\nback: go back\n=======\n>>>>>>> theirs\n"
    )

    assert content.faults() == [
        "prompts/asked.txt:2: two versions of the file stand here, one below the "
        "other. Keep the lines of one of them, or of both what is right, and remove "
        "the lines that begin with <<<<<<<, ======= and >>>>>>>."
    ]


def test_all_faults_of_all_files_are_named_at_once(content: Content):
    content.change("protocol.yaml", "silent: unsure", "silent: nobody")
    content.change("protocol.yaml", "word: LINK", "word: STOP")
    content.change("voice.yaml", "{number} of {total}. {step} Say", "{totl} Say")
    content.change("sms.yaml", "  goodbye-quiet:", "  goodbye-quite:")
    (content.prompts / "asked.txt").write_text("next: and now\nsail: off we go\n")

    faults = "\n".join(content.faults())

    assert all(name in faults for name in ("nobody", "STOP", "{totl}", "goodbye-quite"))
    assert "prompts/asked.txt:2: 'sail' is nothing that a text can mean." in faults


UNREADABLE = {
    "a value that YAML takes for a date": (
        "title: Patrol",
        "title: 2026-13-45 # Patrol",
        "title: without quotes YAML takes '2026-13-45' for a date or a number, and it "
        'is none. Put it between double quotes: "2026-13-45".',
    ),
    "a sign that is not seen": (
        "silent: unsure",
        "silent: un\x00sure",
        "A sign that is not seen stands behind 'silent: un' (U+0000). Remove it, or "
        "write the line anew: it often comes with what is pasted.",
    ),
    "a quote that is closed by the next": (
        "word: MINOR",
        'word: "MINOR',
        "This is not YAML: a quote opens here and is closed on line LINE+3 only. Close "
        "it where its text ends, on this line.",
    ),
    "a quote that nothing closes": (
        "word: NATIONAL",
        "word: 'NATIONAL",
        "This is not YAML: a quote opens here and is never closed. Close it where its "
        "text ends, on this line.",
    ),
    "a bracket that is not closed": (
        "offer: [minor, adult, navigator]",
        "offer: [minor, adult, navigator",
        "This is not YAML: a bracket opens here, and line LINE+2 is no part of a list. "
        "Close the bracket where the list ends, or see that a comma stands between any "
        "two of it, on line LINE+2 too.",
    ),
    "a colon that is missing": (
        "silent: unsure",
        "silent unsure",
        "This is not YAML: a colon is missing. Write a name, a colon and a space "
        "before the value, or move the line under the text that it belongs to.",
    ),
    "what is nested without end": (
        "silent: unsure",
        "silent: &me [*me]",
        "This is not YAML: it is nested too deeply. Look for opening brackets [ or { "
        "that are never closed.",
    ),
    "a name written twice, the first time with nothing in it": (
        "offer: [",
        "offer: []\noffer: [",
        "'offer' is written a second time (first on line LINE). Keep one of the two.",
    ),
}


@pytest.mark.parametrize(
    ("old", "new", "what"), UNREADABLE.values(), ids=UNREADABLE.keys()
)
def test_what_yaml_cannot_read_is_told_alone_at_the_line_to_mend(
    content: Content, old: str, new: str, what: str
):
    line = content.change("protocol.yaml", old, new)

    # A name is found to stand there twice at its second place.
    at = line + ("second time" in what)
    said = re.sub(r"LINE(?:\+(\d))?", lambda m: str(line + int(m[1] or 0)), what)
    assert content.faults() == [f"protocol.yaml:{at}: {said}"]


def test_a_missing_file_is_named(content: Content):
    (content.prompts / "sms.yaml").unlink()

    assert content.faults() == [
        "prompts/sms.yaml: The file cannot be read (No such file or directory). "
        "Check that it is there and may be read."
    ]


def test_an_empty_file_is_named(content: Content):
    content.protocol.write_text("")

    assert content.faults() == [
        "protocol.yaml:1: The file is empty. Put the content back."
    ]


def test_a_key_that_is_named_and_is_not_there_is_told_where_it_is_named(
    content: Content,
):
    content.change("words.yaml", 'next: {key: "#", ', "next: {")

    (fault,) = content.faults()

    assert fault.startswith("prompts/voice.yaml:")
    assert (
        "prompts.step-retry-keys: {next} stands for a key, and there is none. Give "
        "commands.next a key in words.yaml, or take {next} away." in fault
    )
