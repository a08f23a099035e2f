"""/healthz for a supervisor."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services import health


def show_health(_request: Request) -> Response:
    """200 when the system works, 503 with the same facts when it does not."""
    state = health.check()
    facts = {
        "status": "ok" if state.well else "failing",
        "database": "reachable" if state.database else "unreachable",
        "migrations": "current" if state.migrations else "behind",
        "version": health.version(),
    }
    return JSONResponse(facts, 200 if state.well else 503)


ROUTES = [Route("/healthz", show_health, methods=["GET"])]
