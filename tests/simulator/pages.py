"""A hotline of fixed pages, for tests of the switch alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.simulator.behaviour import Behaviour
from ivr.simulator.call import Call
from ivr.simulator.events import Happening
from ivr.simulator.transport import Answer
from ivr.simulator.world import World

PHONE, HOTLINE = "+16125550142", "+16125550100"
LINE = "+16125550199"


@dataclass
class Pages:
    """A hotline of fixed pages by path, and all that it was asked."""

    pages: Mapping[str, str | Answer]
    asked: list[tuple[str, str, dict[str, str], Mapping[str, str]]] = field(
        default_factory=list
    )

    def post(self, url: str, headers: Mapping[str, str], form: dict) -> Answer:
        return self._answer("POST", url, headers, dict(form))

    def get(self, url: str, headers: Mapping[str, str]) -> Answer:
        return self._answer("GET", url, headers, {})

    def _answer(self, method: str, url: str, headers: Mapping, form: dict) -> Answer:
        self.asked.append((method, url.removeprefix("https://h"), form, headers))
        page = self.pages.get(url.removeprefix("https://h").split("?")[0], "")
        if isinstance(page, Answer):
            return page
        body = f"<Response>{page}</Response>".encode()
        return Answer(200, {"content-type": "text/xml"}, body)

    def paths(self) -> list[str]:
        return [path for _, path, _, _ in self.asked]


def world(behaviour: Behaviour | None = None, **pages: str | Answer) -> World:
    """A world whose page at /voice/x is given as x; ``voice`` and ``sms`` begin."""
    given = {
        f"/{name}" if name in ("voice", "sms") else f"/voice/{name}": page
        for name, page in pages.items()
    }
    made = World("https://h", "AC1", "token", HOTLINE, Pages(given))
    made.behaviour = behaviour or Behaviour()
    return made


def play(made: World, *happenings: Happening) -> Call:
    call = Call(made, PHONE)
    call.start()
    for happening in happenings:
        call.happen(happening)
    return call


def told(made: World, path: str) -> dict[str, str]:
    """The form with which a page was last asked for."""
    assert isinstance(made.transport, Pages)
    return next(
        form for _, url, form, _ in reversed(made.transport.asked) if url == path
    )
