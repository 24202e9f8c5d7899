"""A phone in a process of its own learns from the API which texts have come."""

import threading
import time

import requests

from ivr.simulator.world import World

LOOK_SECONDS = 0.5


def watch(world: World, api_url: str) -> None:
    """Let texts sent through the account at ``api_url`` arrive in this world."""
    seen = {message["sid"] for message in _messages(world, api_url)}

    def look() -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            for message in _messages(world, api_url):
                if message["sid"] in seen or message["status"] == "queued":
                    continue
                seen.add(message["sid"])
                if message["status"] == "delivered":
                    world.arrive(message["to"], message["body"])

    threading.Thread(target=look, name="watch", daemon=True).start()


def _messages(world: World, api_url: str) -> list[dict[str, str]]:
    url = f"{api_url}/2010-04-01/Accounts/{world.account_sid}/Messages.json"
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(
                url,
                params={"PageSize": "1000"},
                auth=(world.account_sid, world.auth_token),
                timeout=5,
            )
        found: list[dict[str, str]] = answer.json()["messages"]
    except (requests.RequestException, ValueError, KeyError):
        return []
    return found
