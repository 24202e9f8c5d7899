"""What a process starts once: its own threads, after it has been forked."""

import os
import threading
from collections.abc import Callable


class Once:
    """Begins something once in each process. Safe to make before a fork."""

    def __init__(
        self, begin: Callable[[], None], forked: Callable[[], None] = lambda: None
    ) -> None:
        """``begin`` leaves nothing running if it raises: it is tried again then.

        ``forked`` comes before it where all there is was inherited from another
        process, whose threads and locks are not here.
        """
        self._begin, self._forked = begin, forked
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
                self._forked()
                self._of = os.getpid()
            self._begin()
            self._pid = os.getpid()

    def end(self) -> None:
        """It has ended, and may be begun anew."""
        self._pid = 0
