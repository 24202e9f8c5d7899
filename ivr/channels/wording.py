"""From a reply's parts to words: prompts, with the protocol's facts filled in.

Both channels use this; each brings its own prompts and says which of a fact's
wordings it takes ("say" or "text"). A telephone number stays a `Number` until
the channel writes it, so that speech, text and dialling come from one value.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from ivr.dialogue.ground import items, numbered
from ivr.dialogue.intent import Act, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Part
from ivr.protocol.model import SIGNS, Called, Protocol
from ivr.protocol.templates import split

Manner = Literal["say", "text"]


@dataclass(frozen=True, slots=True)
class Number:
    """A telephone number in the middle of a sentence."""

    resource: str


Pieces = tuple[str | Number, ...]


def expand(template: str, value: Callable[[str], Pieces]) -> Pieces:
    """A wording with its names replaced, numbers kept apart."""
    pieces: list[str | Number] = []
    for literal, name in split(template):
        if literal:
            pieces.append(literal)
        if name:
            pieces.extend(value(name))
    return tuple(pieces)


class Wording:
    """One channel's words for every part of every reply."""

    def __init__(
        self, protocol: Protocol, prompts: dict[str, str], manner: Manner
    ) -> None:
        self.protocol = protocol
        self.prompts = prompts
        self.manner = manner

    def of(self, part: Part) -> Pieces:
        """The words of a part; nothing where the prompt is empty."""
        return self._prompt(part.prompt, lambda name: self._value(part, name))

    def _prompt(self, key: str, value: Callable[[str], Pieces]) -> Pieces:
        return expand(self.prompts[key], value)

    def _small(self, prompt: str, /, **values: Pieces | str) -> Pieces:
        """One of the small prompts that sentences are built from."""

        def value(name: str) -> Pieces:
            given = values[name]
            return (given,) if isinstance(given, str) else given

        return self._prompt(prompt, value)

    def _fact(self, text: str) -> Pieces:
        """A wording of the protocol: its names are resources'."""

        def value(name: str) -> Pieces:
            id, _, attribute = name.partition(".")
            if not attribute or attribute == "number":
                return (Number(id),)
            resource = self.protocol.resources[id]
            field = "for_" if attribute == "for" else attribute
            return (str(getattr(resource, field)),)

        return expand(text, value)

    def _name(self, resource: str) -> str:
        one = self.protocol.resources[resource]
        return one.say if self.manner == "say" else one.name

    def _called(self, id: str) -> Called:
        return next(
            one for (_, key), one in self.protocol.called().items() if key == id
        )

    def _short_name(self, called: Called) -> str:
        return called.phrase if self.manner == "say" else called.word

    def _join(self, pieces: Iterable[str]) -> Pieces:
        names = list(pieces)
        comma = "".join(map(str, self._small("join")))
        last = "".join(map(str, self._small("join-last")))
        if len(names) < 2:
            return tuple(names)
        return (comma.join(names[:-1]) + last + names[-1],)

    def _value(self, part: Part, name: str) -> Pieces:
        make = VALUES.get(name)
        assert make is not None, f"no value for {{{name}}}"
        made = make(self, part)
        return (made,) if isinstance(made, str) else made

    def asked_name(self, written: str) -> str:
        """What an intent is called when it is asked back: Minor, B-C-A."""
        intent = Intent.parse(written)
        target = intent.target
        if intent.act is Act.STEP:
            track, _, number = target.partition(":")
            name = self._short_name(self._called(track)) if track else ""
            return f"{name} {number}".strip()
        known = {id for _, id in self.protocol.called()}
        if target in known:
            name = self._short_name(self._called(target))
        else:
            name = target or str(intent.act)
        return name if self.manner == "say" else name.upper()


Made = Pieces | str


def _choices(w: Wording, part: Part) -> Made:
    offer = w.protocol.offer
    if part.prompt in ("signs", "signs-more", "statute", "numbers", "retry-topic"):
        offer = tuple(id for id in offer if id in w.protocol.tracks) or offer
    return w._join(w._short_name(w._called(id)) for id in offer)


def _keywords(w: Wording, part: Part) -> Made:
    called = w.protocol.called()
    names = [
        w._short_name(one) for (kind, _), one in called.items() if kind != "resource"
    ]
    return "".join(map(str, w._small("join"))).join(names)


def _keys(w: Wording, part: Part) -> Made:
    pieces: list[str | Number] = []
    for id in w.protocol.press:
        one = w._called(id)
        prompt = "key-next" if pieces else "key-first"
        phrase = w._short_name(one)
        if w.manner == "say":
            phrase = phrase[:1].upper() + phrase[1:]
        pieces += [" "] if pieces else []
        pieces += w._small(prompt, phrase=phrase, key=one.key or "")
    return tuple(pieces)


def _lines(lines: Iterable[Pieces], between: str) -> Pieces:
    joined: list[str | Number] = []
    for line in lines:
        joined += [between, *line] if joined else line
    return tuple(joined)


def _between(w: Wording) -> str:
    return " " if w.manner == "say" else "\n"


def _menu(w: Wording, part: Part) -> Made:
    lines: list[Pieces] = []
    for (kind, id), one in w.protocol.called().items():
        if kind == "track":
            total = str(len(w.protocol.items(id)))
            lines.append(w._small("menu-track", word=one.word, total=total))
        elif kind == "topic":
            lines.append(
                w._small("menu-topic", word=one.word, menu=getattr(one, "menu", ""))
            )
    return _lines(lines, _between(w))


def _topic(w: Wording, part: Part) -> Called | None:
    known = {id for kind, id in w.protocol.called() if kind != "resource"}
    return w._called(part.topic) if part.topic in known else None


def _word(w: Wording, part: Part) -> Made:
    if part.about in w.protocol.resources:
        return w.protocol.resources[part.about].word
    topic = _topic(w, part)
    return topic.word if topic else part.topic.upper()


def _phrase(w: Wording, part: Part) -> Made:
    topic = _topic(w, part)
    return w._short_name(topic) if topic else part.topic


def _track(part: Part, w: Wording) -> str:
    return part.topic if part.topic in w.protocol.tracks else w.protocol.silent


def _total(w: Wording, part: Part) -> Made:
    return str(len(items(w.protocol, _track(part, w))))


def _at(w: Wording, part: Part) -> int:
    return numbered(w.protocol, Place(part.topic, part.item))


def _number(w: Wording, part: Part) -> Made:
    if part.about in w.protocol.resources:
        return (Number(part.about),)
    return str(_at(w, part))


def _step(w: Wording, part: Part) -> Made:
    return w._fact(getattr(w.protocol.step(part.topic, part.item), w.manner))


def _line(w: Wording, part: Part) -> Made:
    if part.about in w.protocol.resources:
        return w._name(part.about)
    for id in w.protocol.items(_track(part, w)) if not _at(w, part) else (part.item,):
        line = w.protocol.step(_track(part, w), id).line
        if line:
            return w._short_name(w.protocol.resources[line])
    return ""


def _short(w: Wording, part: Part) -> Made:
    track = _track(part, w)
    return _lines(
        (
            w._small(
                "short-step",
                number=str(number),
                short=w._fact(w.protocol.step(track, id).short),
            )
            for number, id in enumerate(w.protocol.items(track), 1)
        ),
        _between(w),
    )


def _more(w: Wording, part: Part) -> Made:
    return _lines(
        (
            w._small("short-more", name=w._name(id), number=(Number(id),))
            for id in w.protocol.tracks[_track(part, w)].more
        ),
        _between(w),
    )


def _list(w: Wording, part: Part) -> Made:
    def line(id: str) -> Pieces:
        resource = w.protocol.resources[id]
        given: dict[str, Pieces | str] = {
            "name": w._name(id),
            "number": (Number(id),),
        }
        if resource.for_:
            given["for"] = resource.for_
            return w._small("list-number", **given)
        return w._small("list-number-plain", **given)

    return _lines(map(line, w.protocol.numbered()), _between(w))


def _count(w: Wording, part: Part) -> Made:
    if part.topic == SIGNS and w.protocol.signs:
        return str(len(w.protocol.signs.items))
    return str(len(w.protocol.numbered()))


def _signs(w: Wording, part: Part) -> Made:
    signs = w.protocol.signs
    if signs is None:
        return ""
    ids = tuple(signs.items)
    shown = next((t for t in w.protocol.sign_turns() if part.item in t), ids)
    if w.manner == "text":
        shown = ids
    return _lines(
        (
            w._small(
                "sign-line",
                number=str(ids.index(id) + 1),
                sign=w._fact(getattr(signs.items[id], w.manner)),
            )
            for id in shown
        ),
        _between(w),
    )


def _statute(w: Wording, part: Part) -> Made:
    return w._fact(getattr(w.protocol.statute, w.manner)) if w.protocol.statute else ""


def _name(w: Wording, part: Part) -> Made:
    return w._name(part.about) if part.about in w.protocol.resources else ""


def _text(w: Wording, part: Part) -> Made:
    resource = w.protocol.resources[part.about]
    if w.manner == "text":
        return w._fact(resource.text)
    number: Pieces = (": ", Number(part.about), ".") if resource.number else (".",)
    return (resource.say, *number)


def _why(w: Wording, part: Part) -> Made:
    return w.protocol.resources[part.about].why or ""


def _who(w: Wording, part: Part) -> Made:
    transfer = w.protocol.resources[part.about].transfer
    return transfer.brief if transfer else w._name(part.about)


def _about(w: Wording, part: Part) -> Made:
    track = w.protocol.tracks.get(part.topic)
    return track.about if track else ""


def _choice(w: Wording, part: Part) -> Made:
    return w.asked_name(part.about.split("|")[0])


def _second(w: Wording, part: Part) -> Made:
    return w.asked_name(part.about.split("|")[-1])


VALUES: dict[str, Callable[[Wording, Part], Made]] = {
    "title": lambda w, part: w.protocol.title,
    "choices": _choices,
    "keywords": _keywords,
    "keys": _keys,
    "menu": _menu,
    "word": _word,
    "phrase": _phrase,
    "total": _total,
    "number": _number,
    "following": lambda w, part: str(_at(w, part) + 1),
    "step": _step,
    "line": _line,
    "short": _short,
    "more": _more,
    "list": _list,
    "count": _count,
    "signs": _signs,
    "statute": _statute,
    "name": _name,
    "text": _text,
    "why": _why,
    "who": _who,
    "about": _about,
    "choice": _choice,
    "first": _choice,
    "second": _second,
    "key": lambda w, part: w._called(part.about).key or "",
}
