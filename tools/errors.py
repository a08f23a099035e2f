"""What can go wrong before the application exists."""

from __future__ import annotations


class SetupFailed(Exception):
    """The machine lacks something that we cannot put there; the message says what to do."""
