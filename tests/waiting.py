"""Waits for what comes by itself: threads, other processes, a clock."""

import time
from collections.abc import Callable


def until(so: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something is so; AssertionError if it never comes to be."""
    end = time.monotonic() + seconds
    while not so():
        assert time.monotonic() < end, "it never came to be so"
        time.sleep(0.02)
