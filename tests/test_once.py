"""What a process starts once, and tries again where it could not."""

import os

import pytest

from ivr.once import Once


def test_it_is_begun_once_and_again_after_its_end():
    begun: list[int] = []
    once = Once(lambda: begun.append(1))
    once.start()
    once.start()
    once.end()
    once.start()

    assert begun == [1, 1]


def test_what_could_not_be_begun_has_not_begun_and_is_tried_again():
    tries = iter([RuntimeError("can't start new thread"), None])
    once = Once(lambda: _raise(next(tries)))
    with pytest.raises(RuntimeError):
        once.start()
    before = once.begun
    once.start()

    assert (before, once.begun) == (False, True)


def test_a_fork_begins_its_own_and_first_lets_go_of_what_it_inherited():
    happened: list[str] = []
    once = Once(lambda: happened.append("begun"), lambda: happened.append("forked"))
    once.start()
    read, write = os.pipe()
    child = os.fork()
    if not child:
        once.start()
        once.start()
        os.write(write, " ".join(happened).encode())
        os._exit(0)
    os.waitpid(child, 0)
    told = os.read(read, 100)
    os.close(read)
    os.close(write)

    assert told == b"begun forked begun"
    assert happened == ["begun"]


def _raise(error: Exception | None) -> None:
    if error is not None:
        raise error
