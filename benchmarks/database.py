"""What the database adds to an answer: milliseconds, by turns, in one process."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles

from tests.hotline import Hotline, Office, office
from tests.postgres import postgres

ROUNDS, EACH = 12, 25


def phones() -> Iterator[str]:
    while True:
        for number in range(10_000):
            yield f"+1612555{number:04d}"


def measure() -> None:
    """Print the table."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgres())
        urls = {
            "sqlite": f"sqlite:///{folder / 'hotline.db'}",
            "postgresql": server.create("bench"),
            "away": f"sqlite:///{folder / 'away.db'}",
        }
        offices = {
            name: stack.enter_context(office(url, folder / name))
            for name, url in urls.items()
        }
        first = go_away(offices["away"], folder / "away.db")
        numbers, sid = phones(), iter(range(10**9))
        times: dict[tuple[str, str], list[float]] = {}

        def once(name: str, hotline: Hotline, case: str, phone: str) -> None:
            hotline.fields["From"] = phone
            call = f"CA{next(sid):032x}"
            began = time.perf_counter()
            if case == "a text":
                hotline.post("/sms", Body="minor", MessageSid=f"SM{next(sid):032x}")
            elif case == "a call comes in":
                hotline.post("/voice", CallSid=call)
            elif case == "a turn of a call":
                hotline.post("/voice/minor/safety", CallSid=call, SpeechResult="next")
            elif case == "a text is promised":
                hotline.post("/voice/menu/start", CallSid=call, SpeechResult="text me")
            else:
                hotline.post("/voice/menu/start", CallSid=call, Digits="0")
            took = (time.perf_counter() - began) * 1000
            times.setdefault((case, name), []).append(took)

        cases = (
            "a turn of a call",
            "a call comes in",
            "a text",
            "a text is promised",
            "a line is called",
        )
        for _ in range(ROUNDS):
            for case in cases:
                for name, made in offices.items():
                    hotline = Hotline(made.app)
                    for _ in range(EACH):
                        once(name, hotline, case, next(numbers))
                        time.sleep(0.002)
        print(f"{'milliseconds, median / p99':24}" + "".join(f"{n:>18}" for n in urls))
        for case in cases:
            cells = (told(times[case, name]) for name in urls)
            print(f"{case:24}" + "".join(f"{cell:>18}" for cell in cells))
        print(f"the first answer after the database has gone: {first:.0f} ms")


def told(taken: list[float]) -> str:
    return f"{median(taken):.2f} / {quantiles(taken, n=100)[98]:.2f}"


def go_away(made: Office, file: Path) -> float:
    """Lock the database for good; how long the first answer then takes, in ms."""
    import sqlite3

    made.settle()
    lock = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    lock.execute("BEGIN EXCLUSIVE")
    made.locks = lock  # type: ignore[attr-defined]
    hotline = Hotline(made.app)
    began = time.perf_counter()
    hotline.text("minor")
    return (time.perf_counter() - began) * 1000
