"""Alive, able to serve, and how much: for whoever watches the machine."""

from flask import Blueprint, Response, jsonify

from ivr.web.parts import Parts


def health_routes(parts: Parts) -> Blueprint:
    """``/healthz`` and ``/readyz``; neither names a person."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return Response("alive\n", mimetype="text/plain")

    @routes.get("/readyz")
    def readyz() -> Response:
        # Degraded is still ready: steps and lines do not wait for a database.
        degraded = parts.health()
        return jsonify(ready=True, degraded=degraded)

    return routes
