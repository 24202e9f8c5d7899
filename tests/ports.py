"""Ports for servers of the tests: each is one test's, of all that run on a machine."""

import socket

# Below those that outgoing connections are given, which come and go all the time.
# Every other one, for `python -m ivr try` puts its page on the port after its own.
PORTS = range(20_000, 32_000, 2)
_held: list[socket.socket] = []


def free_port() -> int:
    """A port that nobody has, and that stays this process's until it ends.

    A server on it may be killed and started again: the UDP port of the same number
    is held meanwhile, so that no other run of the tests takes it for free.
    """
    for port in PORTS:
        claim = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            claim.bind(("127.0.0.1", port))
            with socket.create_server(("127.0.0.1", port)):
                pass
        except OSError:
            claim.close()
            continue
        _held.append(claim)
        return port
    raise RuntimeError("No port is free.")
