"""What the officer waits for, in seconds, from the pages as they are rendered.

    python -m tests.understanding.seconds

Each call is walked from page to page by what she says or leaves unsaid; what
the pages take to say is measured in `spoken`. What is not speech is assumed,
as the design of the voice interface does (voice-ux.md, section 7, "Times"). She
lets each page be said to its end, and is understood at once.

All is found through the protocol: its first offer, its first step, its lines.
"""

from collections.abc import Iterator

from ivr.channels.edition import Edition
from ivr.channels.values import worded
from ivr.channels.voice import spoken as written
from ivr.dialogue.ground import MENU_PLACE, opening, places
from ivr.dialogue.instead import without_call, without_text
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Pace, Place
from ivr.dialogue.reply import Reply, Then
from ivr.dialogue.respond import next_line, respond, respond_to_both
from ivr.dialogue.understanding import meant, understand
from ivr.protocol.model import MENU, NUMBERS, SIGNS, STATUTE
from ivr.web.failsafe import Failsafe
from tests.content import edition
from tests.understanding.spoken import Spoken, spoken

# Seconds; the design's assumptions. From answering until the first page speaks:
LEAD_IN = 0.3
# From the end of a page until she speaks, and what she says:
REACTION, WORD = 0.6, 0.6
# From her last sound until it is taken to be the last, and until the next page:
END_POINT, PROCESSING = 0.6, 0.5

UNDERSTOOD = END_POINT + PROCESSING
ANSWERED = REACTION + WORD + UNDERSTOOD

CEILINGS = {
    # The design's targets.
    "first call: first useful word": 2.0,
    "first call: step 1's action word": 7.5,
    "repeat call: first useful word": 0.5,
    "repeat call: step 1's action word": 5.0,
    "silent caller: step 1 starts": 17.5,
    # Ours: what there is no target for may not grow.
    "silent caller: step 1's action word": 17.5,
    "a line is dialled after it was asked for": 4.1,
    # A track's numbers, said to a caller whom no text can reach.
    "longest page": 29.0,
    "longest page when the hotline is broken": 52.0,
}
"""Seconds that each figure may come to at most."""

ARRIVALS = {
    "first call": Intent(Act.ARRIVE),
    "repeat call": Intent(Act.ARRIVE, "again"),
}

SILENCE = Intent(Act.SILENCE)


def measured(edition: Edition) -> dict[str, float]:
    """Seconds by what they are waited for; the last is a share, 0 to 1.

    Where the protocol has no line, nothing is said of dialling.
    """
    found = {
        f"{call}: {what}": seconds
        for call, arrival in ARRIVALS.items()
        for what, seconds in _spoken_call(edition, arrival)
    }
    found |= {f"silent caller: {what}": s for what, s in _silent_call(edition)}
    called = [_calling(edition, MENU_PLACE, line).seconds for line in lines(edition)]
    if called:
        found["a line is dialled after it was asked for"] = UNDERSTOOD + max(called)
    found["longest page"] = max(page.seconds for page in pages(edition))
    broken = spoken(Failsafe(edition).voice)
    found["longest page when the hotline is broken"] = broken.seconds
    line = first_line(edition)
    for share in floors(edition):
        stood = standings(edition)
        one_turn = sum(dialled(edition, place, line) == line for place in stood)
        found[share] = one_turn / len(stood)
    return found


def floors(edition: Edition) -> dict[str, float]:
    """Shares, 0 to 1, that may not come to less."""
    line = first_line(edition)
    if not line:
        return {}
    name = edition.protocol.resources[line].phrase
    return {f"places from which '{name}' dials in one turn": 1.0}


def lines(edition: Edition) -> tuple[str, ...]:
    """Every resource that the hotline puts an officer through to."""
    resources = edition.protocol.resources
    return tuple(id for id, one in resources.items() if one.is_line)


def first_line(edition: Edition) -> str:
    """The line that a caller is offered first; "" where there is none."""
    protocol = edition.protocol
    named = (*protocol.offer, *protocol.press, *protocol.resources)
    return next((id for id in named if id in lines(edition)), "")


def standings(edition: Edition) -> tuple[Place, ...]:
    """Every place, however its last turns went, and with a question pending."""
    protocol = edition.protocol
    tracks = tuple(f"open {track}" for track in protocol.tracks)
    return tuple(
        place.but(pace=pace, missed=missed, quiet=quiet, asked=asked)
        for place in places(protocol)
        for pace in Pace
        for missed, quiet in ((0, 0), (2, 0), (0, 6))
        for asked in ((), tracks[:1], tracks[:2])
    )


def dialled(edition: Edition, place: Place, line: str) -> str:
    """The line that is dialled at once when one is asked for by name; "" if none."""
    reply = _said(edition, place, edition.protocol.resources[line].phrase)
    return reply.lines[-1] if reply.then is Then.CONNECT else ""


def pages(edition: Edition) -> Iterator[Spoken]:
    """Every page that an officer can come to hear while all works.

    Also those for a phone that cannot be texted, or was put through too often.
    """
    rendered: set[bytes] = set()
    for reply in _replies(edition):
        if reply.then is Then.CONNECT:
            rendered.add(edition.voice.dial(reply, ""))
        else:
            rendered.add(edition.page(reply))
    return map(spoken, sorted(rendered))


def passage(edition: Edition) -> list[Spoken]:
    """What is read to a silent caller, from the greeting to the last step."""
    return [spoken(edition.page(reply)) for reply in _silent_replies(edition)]


def _spoken_call(edition: Edition, arrival: Intent) -> Iterator[tuple[str, float]]:
    protocol, wording = edition.protocol, edition.voice.wording
    reply = respond(protocol, MENU_PLACE, arrival)
    greeting = spoken(edition.page(reply))
    names = (wording.short_name(wording.called(id)) for id in protocol.offer)
    choices = written(wording.join(names), protocol)
    yield "first useful word", LEAD_IN + greeting.starts(choices)
    answered = LEAD_IN + greeting.seconds + ANSWERED
    track = next((id for id in protocol.offer if id in protocol.tracks), "")
    track = track or protocol.silent
    told = _said(edition, reply.at, protocol.tracks[track].phrase)
    page, step = spoken(edition.page(told)), _instruction(edition, track)
    yield "step 1's action word", answered + page.starts(step)
    yield "step 1 heard", answered + page.ends(step)
    line = first_line(edition)
    if line:
        name = protocol.resources[line].phrase
        calling = _calling(edition, reply.at, line).seconds
        yield f"dialling starts after '{name}'", answered + calling


def _calling(edition: Edition, place: Place, line: str) -> Spoken:
    """What is said between asking for a line by name and its being dialled."""
    reply = _said(edition, place, edition.protocol.resources[line].phrase)
    return spoken(edition.voice.dial(reply, ""))


def _silent_call(edition: Edition) -> Iterator[tuple[str, float]]:
    protocol, wording = edition.protocol, edition.voice.wording
    waited = LEAD_IN
    for reply in _silent_replies(edition):
        page = spoken(edition.page(reply))
        if reply.at.topic in protocol.tracks:
            told = written(worded(wording, reply.parts[-1]), protocol)
            action = _instruction(edition, reply.at.topic)
            yield "step 1 starts", waited + page.starts(told)
            yield "step 1's action word", waited + page.starts(action)
            return
        waited += page.seconds + page.patience + PROCESSING


def _silent_replies(edition: Edition) -> list[Reply]:
    """The answers to a caller who stays silent, until all has been read once."""
    protocol = edition.protocol
    replies = [respond(protocol, MENU_PLACE, ARRIVALS["first call"])]
    while replies[-1].at.pace is not Pace.AGAIN:
        replies.append(respond(protocol, replies[-1].at, SILENCE))
    return replies[:-1]


def _instruction(edition: Edition, track: str) -> str:
    """What the track's first step tells her to do, as it is said."""
    protocol = edition.protocol
    at = opening(protocol, track)
    fact = edition.voice.wording.fact(protocol.step(at.topic, at.item).say)
    return written(fact, protocol)


def _said(edition: Edition, place: Place, words: str) -> Reply:
    """The answer to words that are recognised as they were said."""
    understood = understand(edition.vocabulary, place, "voice", words, None)
    first, second = meant(understood, "voice", place)
    return respond_to_both(edition.protocol, place, first, second)


def _replies(edition: Edition) -> Iterator[Reply]:
    protocol = edition.protocol
    for place in standings(edition):
        for intent in _intents(edition):
            reply = respond(protocol, place, intent)
            yield reply
            if reply.text:
                yield without_text(protocol, reply)
            if reply.then is Then.CONNECT:
                yield without_call(protocol, reply)


def _intents(edition: Edition) -> Iterator[Intent]:
    protocol = edition.protocol
    yield from map(Intent, Act)
    for topic in (MENU, *protocol.tracks, SIGNS, STATUTE, NUMBERS):
        yield Intent(Act.OPEN, topic)
        yield Intent(Act.OVERVIEW, topic)
    for id in protocol.resources:
        yield Intent(Act.REACH, id)
    for id in lines(edition):
        tried: tuple[str, ...] = (id,)
        while tried[-1]:
            yield Intent(Act.UNANSWERED, "|".join(tried))
            tried = (*tried, next_line(protocol, tried))


def main() -> None:
    """Print each figure, with the most or the least that it may come to."""
    least = floors(edition())
    for what, figure in measured(edition()).items():
        bound = f"at most {CEILINGS[what]:5.2f}" if what in CEILINGS else ""
        bound = f"at least {least[what]:.2f}" if what in least else bound
        print(f"{what:<56}{figure:6.2f}   {bound}".rstrip())


if __name__ == "__main__":
    main()
