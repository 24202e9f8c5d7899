"""Alive, able to serve, and how much: for whoever watches the machine."""

from flask import Blueprint, Response, jsonify

from ivr.web.parts import Parts

# prometheus.io/docs/instrumenting/exposition_formats
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def health_routes(parts: Parts) -> Blueprint:
    """``/healthz``, ``/readyz`` and ``/metrics``; none of them names a person."""
    routes = Blueprint("health", __name__)

    @routes.get("/healthz")
    def healthz() -> Response:
        return Response("alive\n", mimetype="text/plain")

    @routes.get("/readyz")
    def readyz() -> Response:
        # Degraded is still ready: steps and lines do not wait for a database.
        degraded = dict(parts.health())
        return jsonify(ready=True, degraded=degraded)

    @routes.get("/metrics")
    def metrics() -> Response:
        return Response(parts.counts(), content_type=CONTENT_TYPE)

    return routes
