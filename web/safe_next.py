"""Where to go after logging in: only ever to a page of this system."""

from urllib.parse import urlsplit

DOORS = ("/login", "/logout", "/start", "/password")


def safe_next(wanted: str) -> str:
    """The wanted address when it is a path of ours, else "/"."""
    if not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return "/"
    if any(ord(character) < 33 or character == "\\" for character in wanted):
        return "/"
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    if parts.scheme or parts.netloc or parts.path.startswith(DOORS):
        return "/"
    return wanted
