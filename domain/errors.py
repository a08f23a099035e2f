"""What can go wrong, named by the trade.

Each error carries one sentence in plain Chinese that may be shown as it is. They are raised low and
caught once, at the edge (`ui.guard.told` and the routes of `web`).
"""

from collections.abc import Mapping


class Told(Exception):
    """Base of all messages to the user; `str(error)` is the Chinese sentence."""


class Refused(Told):
    """The caller may not do this; the sentence says why and who may."""


class NotFound(Told):
    """There is no such row, or the caller may not know of it."""


class WrongState(Told):
    """The object is not in the state that this step needs."""


class Conflict(Told):
    """Somebody else changed the row after the caller had read it."""


class Invalid(Told):
    """What was typed cannot be taken.

    `fields` maps a form field (its code name) to a sentence; the key "" is for the form as a whole.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__("；".join(self.fields.values()))


class Full(Told):
    """There is no room to store what was sent; nothing was stored."""
