"""All that is written in a protocol and in the words around it."""

from collections.abc import Iterator

from pydantic import BaseModel

from ivr.protocol.model import Called, Resource

# The fields of a protocol that are said or texted to people.
SAID = frozenset({"source", "points", "say", "text", "short", "heading", "full"})


def sayings(value: object, name: str = "") -> Iterator[str]:
    """What a protocol says to people, of all that it holds."""
    if isinstance(value, str) and name in SAID:
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from sayings(one, key)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from sayings(one, name)


def full_names(called: Called) -> tuple[str, ...]:
    """What a resource is called in full."""
    if not isinstance(called, Resource):
        return ()
    return tuple(filter(None, (called.name, called.full, called.say)))


def strings(value: object) -> Iterator[str]:
    """All strings in a value of pydantic's, but not the names of its fields, and none
    of a field that is excluded."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            if not field.exclude:
                yield from strings(getattr(value, name))
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from strings(key)
            yield from strings(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from strings(one)
