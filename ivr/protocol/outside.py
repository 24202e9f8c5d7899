"""What protocol.yaml names of the world outside: a time zone, pages of the web."""

import re
from collections.abc import Iterator
from zoneinfo import available_timezones

from ivr.protocol.faults import Fault
from ivr.protocol.model import Protocol
from ivr.protocol.templates import nearest
from ivr.protocol.yamlfile import YamlFile

_WEB = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?")


def check_outside(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    """Time zones that there are not, and addresses that are none."""
    yield from _timezone(protocol, file)
    yield from _addresses(protocol, file)


def _timezone(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    there_are = available_timezones()
    if protocol.timezone not in there_are:
        # Abbreviations are near to others that are not meant: CST to EST.
        places = {name for name in there_are if "/" in name}
        close = nearest(protocol.timezone, places) if len(protocol.timezone) > 4 else ""
        hint = f" {close}" if close.startswith("Did you mean") else ""
        yield file.fault(
            ("timezone",),
            f"timezone: there is no time zone {protocol.timezone!r}.",
            "Write the name of the one in which the officers stand, a continent and a "
            f"city, from the list at en.wikipedia.org/wiki/List_of_tz_database_time_"
            f"zones.{hint}",
        )


def _addresses(protocol: Protocol, file: YamlFile) -> Iterator[Fault]:
    for id, resource in protocol.resources.items():
        if resource.web and not _WEB.fullmatch(resource.web):
            yield file.fault(
                ("resources", id, "web"),
                f"resources.{id}.web: this is no address of a web page.",
                "Write it as it stands in the browser: https://example.org/page",
            )
