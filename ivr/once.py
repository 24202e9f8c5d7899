"""What a process starts once: its own threads, after it has been forked."""

import os
import threading
import weakref
from collections.abc import Callable
from inspect import ismethod


class Once:
    """Begins something once in each process. Safe to make before a fork."""

    def __init__(
        self, begin: Callable[[], None], forked: Callable[[], None] = lambda: None
    ) -> None:
        """``begin`` leaves nothing running if it raises: it is tried again then.

        ``forked`` comes before it where all there is was inherited from another
        process, whose threads and locks are not here. Of whom a method belongs to
        no more is held than a weak reference: it may go while this is its own.
        """
        self._begin, self._forked = _weakly(begin), _weakly(forked)
        self._turn = threading.Lock()
        self._of, self._pid = os.getpid(), 0

    @property
    def begun(self) -> bool:
        """Whether it has begun in this process."""
        return self._pid == os.getpid()

    def start(self) -> None:
        """Begin, unless it has begun here. Raises what beginning raises.

        That is RuntimeError where the machine gives no thread; the next one to
        start tries again.
        """
        if self.begun:
            return
        with self._turn:
            if self.begun:
                return
            if self._of != os.getpid():
                self._called(self._forked)
                self._of = os.getpid()
            self._called(self._begin)
            self._pid = os.getpid()

    def end(self) -> None:
        """It has ended, and may be begun anew."""
        self._pid = 0

    @staticmethod
    def _called(get: Callable[[], Callable[[], None] | None]) -> None:
        call = get()
        if call is not None:
            call()


def _weakly(call: Callable[[], None]) -> Callable[[], Callable[[], None] | None]:
    return weakref.WeakMethod(call) if ismethod(call) else lambda: call
