"""What is counted: exchanges, texts, drops, and how long answers took.

Several processes of one server count together through files in a folder, which
prometheus_client is told of by the environment before it is first imported
(prometheus.github.io/client_python/multiprocess).
"""

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from ivr.web.memory import Health, Note, Notes

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Counts:
    """The hotline's counters. Labels are the program's own words, never a caller's."""

    def __init__(self, together: bool) -> None:
        """``together`` is whether several processes count into one folder."""
        self._together = together
        own = CollectorRegistry()
        self._own = own
        self.exchanges = Counter(
            "hotline_exchanges", "Notes taken.", ["channel", "kind"], registry=own
        )
        self.seconds = Histogram(
            "hotline_answer_seconds",
            "Seconds until an answer was ready.",
            ["channel"],
            buckets=BUCKETS,
            registry=own,
        )
        self.texts = Counter(
            "hotline_texts", "Tries to send a promised text.", ["outcome"], registry=own
        )
        self.lines = Counter(
            "hotline_lines",
            "What lines that were called did.",
            ["outcome"],
            registry=own,
        )
        self.dropped = Counter(
            "hotline_dropped",
            "Notes that could be written nowhere and are lost.",
            registry=own,
        )

    def sent(self, outcome: str) -> None:
        """A text was tried."""
        self.texts.labels(outcome).inc()

    def lost(self, count: int) -> None:
        """Some notes are lost."""
        self.dropped.inc(count)

    def written(self, health: Health) -> bytes:
        """All of it in Prometheus's text form, with what is degraded now."""
        registry = self._own
        if self._together:
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        states = [f'hotline_degraded{{part="{part}"}} 1.0\n' for part in sorted(health)]
        head = "# HELP hotline_degraded What cannot be used now.\n"
        head += "# TYPE hotline_degraded gauge\n"
        return generate_latest(registry) + (head + "".join(states)).encode()


class Counted:
    """A `Notes` that counts what goes through it."""

    def __init__(self, notes: Notes, counts: Counts) -> None:
        self._notes, self._counts = notes, counts

    def note(self, note: Note) -> None:
        """Count an exchange and note it."""
        self._counts.exchanges.labels(note.channel, note.kind).inc()
        if note.kind in ("call", "text"):
            self._counts.seconds.labels(note.channel).observe(note.milliseconds / 1000)
        if note.kind == "line":
            self._counts.lines.labels(note.outcome).inc()
        self._notes.note(note)
