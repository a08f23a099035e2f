"""The session behind a request: what routes outside the pages ask."""

from starlette.requests import HTTPConnection

from services import sessions
from services.actor import Actor
from services.sessions import SignedIn


def token_of(connection: HTTPConnection) -> str:
    """The token of the cookie; "" when there is none."""
    return connection.cookies.get(sessions.COOKIE, "")


def signed_in(connection: HTTPConnection) -> SignedIn | None:
    """The valid session behind a request. Asks the database: call it from a plain (threaded) route."""
    return sessions.find(token_of(connection))


def actor_of(connection: HTTPConnection) -> Actor | None:
    """Who makes this request; None without a valid session or while the first password must be changed."""
    found = signed_in(connection)
    return found.actor if found and not found.must_change else None


def is_https(connection: HTTPConnection) -> bool:
    """Whether the browser speaks https to us or to the proxy before us."""
    return "https" in (connection.url.scheme, connection.headers.get("x-forwarded-proto", ""))
