"""Two hundred calls at once at the turned clock, and how soon the page shows them."""

import json
import tempfile
import threading
import time
from pathlib import Path
from statistics import median

from ivr.simulator.events import Words
from ivr.simulator.showing import state
from ivr.simulator.switchboard import Switchboard
from tests.hotline import OFFICER, office

CALLS, HOUR = 200, 3600
LOOK_SECONDS = 0.05


def calls() -> None:
    """All of them by voice, one in four to a line, for an hour of their time."""
    with (
        tempfile.TemporaryDirectory() as folder,
        office(f"sqlite:///{folder}/hotline.db", Path(folder)) as made,
    ):
        board, looks, over = Switchboard(made.account), list[float](), threading.Event()

        def look() -> None:
            while not over.wait(LOOK_SECONDS):
                began = time.perf_counter()
                json.dumps(state(board, OFFICER, []))
                looks.append((time.perf_counter() - began) * 1000)

        watching = threading.Thread(target=look)
        began = time.perf_counter()
        sids = [board.dial(f"+1612555{number:04d}") for number in range(CALLS - 1)]
        sids.append(board.dial(OFFICER))
        watching.start()
        for sid in sids[::2]:
            board.happen(sid, Words("minor"))
        board.turn(2)
        for sid in sids[::4]:
            board.happen(sid, Words("navigator"))
        board.turn(HOUR)
        seconds = time.perf_counter() - began
        over.set()
        watching.join()
        asked = len(made.world.webhooks)
        print(
            f"{CALLS} calls at once: an hour of theirs in {seconds:.1f} seconds, "
            f"{asked} requests, {asked / seconds:.0f} a second"
        )
        print(
            f"the page meanwhile: {median(looks):.1f} ms to make, "
            f"{max(looks):.0f} ms at worst ({len(looks)} looks)"
        )


if __name__ == "__main__":
    calls()
