"""What each name in braces stands for: the facts and names of one part."""

from collections.abc import Callable, Iterable

from ivr.channels.wording import Number, Pieces, Wording
from ivr.dialogue.ground import items, numbered
from ivr.dialogue.intent import YOUNG, Intent
from ivr.dialogue.place import Place
from ivr.dialogue.reply import Part
from ivr.protocol.model import SIGNS, Called

Made = Pieces | str


def _choices(w: Wording, part: Part) -> Made:
    offer = w.protocol.offer
    if part.prompt in ("signs", "signs-more", "statute", "numbers", "retry-topic"):
        offer = tuple(id for id in offer if id in w.protocol.tracks) or offer
    return w.join(w.short_name(w.called(id)) for id in offer)


def _keywords(w: Wording, part: Part) -> Made:
    called = w.protocol.called()
    names = [
        w.short_name(one) for (kind, _), one in called.items() if kind != "resource"
    ]
    return "".join(map(str, w.small("join"))).join(names)


def _keys(w: Wording, part: Part) -> Made:
    pieces: list[str | Number] = []
    for id in w.protocol.press:
        one = w.called(id)
        prompt = "key-next" if pieces else "key-first"
        phrase = w.short_name(one)
        if w.manner == "say":
            phrase = phrase[:1].upper() + phrase[1:]
        pieces += [" "] if pieces else []
        pieces += w.small(prompt, phrase=phrase, key=w.key(one.key or ""))
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
            total, steps = str(len(w.protocol.items(id))), _counted(w, id)
            lines.append(w.small("menu-track", word=one.word, total=total, steps=steps))
        elif kind == "topic":
            lines.append(
                w.small("menu-topic", word=one.word, menu=getattr(one, "menu", ""))
            )
    return _lines(lines, _between(w))


def _topic(w: Wording, part: Part) -> Called | None:
    known = {id for kind, id in w.protocol.called() if kind != "resource"}
    return w.called(part.topic) if part.topic in known else None


def _word(w: Wording, part: Part) -> Made:
    if part.about in w.protocol.resources:
        return w.protocol.resources[part.about].word
    topic = _topic(w, part)
    return topic.word if topic else part.topic.upper()


def _phrase(w: Wording, part: Part) -> Made:
    topic = _topic(w, part)
    return w.short_name(topic) if topic else part.topic


def _track(part: Part, w: Wording) -> str:
    return part.topic if part.topic in w.protocol.tracks else w.protocol.silent


def _total(w: Wording, part: Part) -> Made:
    return str(len(items(w.protocol, _track(part, w))))


def _counted(w: Wording, track: str) -> Pieces:
    total = len(items(w.protocol, track))
    return w.small("steps-one") if total == 1 else w.small("steps", total=str(total))


def _at(w: Wording, part: Part) -> int:
    return numbered(w.protocol, Place(part.topic, part.item))


def _number(w: Wording, part: Part) -> Made:
    if part.about in w.protocol.resources:
        return (Number(part.about),)
    return str(_at(w, part))


def _step(w: Wording, part: Part) -> Made:
    return w.fact(getattr(w.protocol.step(part.topic, part.item), w.manner))


def _line(w: Wording, part: Part) -> Made:
    if part.about in w.protocol.resources:
        return w.name(part.about)
    line = _steps_line(w, part)
    return w.short_name(w.protocol.resources[line]) if line else ""


def _steps_line(w: Wording, part: Part) -> str:
    """The line of the step, or the first of the track; "" if there is none.

    The note on the young is about no step: it names whom they are offered.
    """
    if part.prompt == f"note-{YOUNG}" and w.protocol.for_young():
        return w.protocol.for_young()
    track = _track(part, w)
    own = (part.item,) if _at(w, part) else ()
    lines = (w.protocol.step(track, id).line for id in (*own, *w.protocol.items(track)))
    return next(filter(None, lines), "")


def _short(w: Wording, part: Part) -> Made:
    track = _track(part, w)
    return _lines(
        (
            w.small(
                "short-step",
                number=str(number),
                short=w.fact(w.protocol.step(track, id).short),
            )
            for number, id in enumerate(w.protocol.items(track), 1)
        ),
        _between(w),
    )


def _more(w: Wording, part: Part) -> Made:
    return _lines(
        (
            w.small("short-more", name=w.name(id), number=(Number(id),))
            for id in w.protocol.tracks[_track(part, w)].more
        ),
        _between(w),
    )


def _list(w: Wording, part: Part) -> Made:
    def line(id: str) -> Pieces:
        resource = w.protocol.resources[id]
        given: dict[str, Pieces | str] = {
            "name": w.name(id),
            "number": (Number(id),),
        }
        if resource.for_:
            given["for"] = resource.for_
            return w.small("list-number", **given)
        return w.small("list-number-plain", **given)

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
            w.small(
                "sign-line",
                number=str(ids.index(id) + 1),
                sign=w.fact(getattr(signs.items[id], w.manner)),
            )
            for id in shown
        ),
        _between(w),
    )


def _statute(w: Wording, part: Part) -> Made:
    return w.fact(getattr(w.protocol.statute, w.manner)) if w.protocol.statute else ""


def _name(w: Wording, part: Part) -> Made:
    if part.about not in w.protocol.resources:
        line = _steps_line(w, part)
        return w.name(line) if line else ""
    return w.name(part.about)


def _text(w: Wording, part: Part) -> Made:
    resource = w.protocol.resources[part.about]
    if w.manner == "text":
        return w.fact(resource.text)
    number: Pieces = (": ", Number(part.about), ".") if resource.number else (".",)
    return (resource.say, *number)


def _why(w: Wording, part: Part) -> Made:
    return w.protocol.resources[part.about].why or ""


def _who(w: Wording, part: Part) -> Made:
    transfer = w.protocol.resources[part.about].transfer
    return transfer.brief if transfer else w.name(part.about)


def _about(w: Wording, part: Part) -> Made:
    track = w.protocol.tracks.get(part.topic)
    return track.about if track else ""


def _own_key(name: str) -> Callable[[Wording, Part], Made]:
    return lambda w, part: w.key(w.controls.keys.get(name, ""))


def _choice(w: Wording, part: Part) -> Made:
    return w.asked_name(part.about.split("|")[0])


def _either(w: Wording, part: Part) -> Made:
    """What each of two lines is for, where that is told."""
    lines = []
    for written in part.about.split("|"):
        line = w.protocol.resources.get(Intent.parse(written).target)
        if line and line.for_:
            told: dict[str, Pieces | str] = {"for": line.for_}
            lines.append(w.small("which-for", name=w.asked_name(written), **told))
    return _lines(lines, _between(w))


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
    "steps": lambda w, part: _counted(w, _track(part, w)),
    "either": _either,
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
    "key": lambda w, part: w.key(w.called(part.about).key or ""),
    **{name: _own_key(name) for name in ("accept", "decline", "next", "back")},
}


def worded(wording: Wording, part: Part) -> Pieces:
    """The words of a part in a channel; nothing where the prompt is empty."""

    def value(name: str) -> Pieces:
        made = VALUES[name](wording, part)
        return (made,) if isinstance(made, str) else made

    return wording.prompt(part.prompt, value)
