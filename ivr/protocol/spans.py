"""Which ages lead to which track: none to two of them, and which to none."""

from collections.abc import Iterator
from itertools import combinations, groupby

from ivr.protocol.faults import Fault
from ivr.protocol.model import OLDEST, Protocol
from ivr.protocol.yamlfile import YamlFile

ALL_AGES = range(OLDEST + 1)


def check_spans(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    """Ages that lead to two tracks, and tracks with a bound that no age can meet."""
    spans = _spans(protocol)
    for id, span in spans.items():
        if not span:
            yield file.fault(
                ("tracks", id, "ages"),
                f"tracks.{id}.ages: no age is from {span.start} on and below "
                f"{span.stop}.",
                "Write the lower of the two under from:, the higher under below:.",
            )
    for (one, span), (other, second) in combinations(spans.items(), 2):
        both = range(max(span.start, second.start), min(span.stop, second.stop))
        if both:
            yield file.fault(
                ("tracks", other, "ages"),
                f"tracks.{other}.ages: {_told(both)} to {one!r} too.",
                "Let one track end where the other begins: an age leads to one.",
            )


def gaps(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    """Ages that lead to no track, where others do; an agency may mean it so."""
    spans = _spans(protocol)
    if not spans:
        return
    led = [any(age in span for span in spans.values()) for age in ALL_AGES]
    for to_one, ages in groupby(ALL_AGES, led.__getitem__):
        if not to_one:
            run = list(ages)
            yield file.fault(
                ("tracks",),
                f"tracks: {_told(range(run[0], run[-1] + 1))} to no track.",
                "If they should, widen the ages: of one.",
            )


def _spans(protocol: Protocol) -> dict[str, range]:
    """From which age on and below which each track is for, of those that say so."""
    return {
        id: range(track.ages.from_ or 0, track.ages.below or OLDEST + 1)
        for id, track in protocol.tracks.items()
        if track.ages
    }


def _told(ages: range) -> str:
    first, last = ages[0], ages[-1]
    if first == last:
        return f"age {first} leads"
    return f"ages {first} to {last} lead"
