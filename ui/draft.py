"""The draft behind a form: read once from the database, saved at every change, dropped when it was sent."""

from dataclasses import dataclass
from datetime import date

from domain.errors import Told
from services import drafts
from services.actor import Actor
from ui.state import kept, there


@dataclass(slots=True)
class Copy:
    """What this tab knows of a draft, and why the last change could not be kept."""

    values: dict[str, object]
    trouble: str = ""


class Draft:
    """What one person has typed into one form; without an author nothing is kept."""

    def __init__(self, form: str, author: Actor | None) -> None:
        self.form = form
        self.author = author
        self._copies: dict[str, Copy] = kept().setdefault("drafts", {})
        if form not in self._copies:
            self._copies[form] = Copy(drafts.read_draft(author, form) if author else {})

    @property
    def values(self) -> dict[str, object]:
        """Field → what was typed."""
        return dict(self._copies[self.form].values)

    @property
    def trouble(self) -> str:
        """Why the last change could not be kept; "" when it was."""
        return self._copies[self.form].trouble

    def save(self, name: str, widget_key: str) -> None:
        """A field has changed. Runs as a callback, before the page does."""
        copy = self._copies.get(self.form)
        now = there()
        if self.author is None or copy is None or widget_key not in now:
            return  # a change that arrives after the form was sent has nothing to be kept for
        value = now[widget_key]
        copy.values[name] = value.isoformat() if isinstance(value, date) else value
        copy.trouble = ""
        try:
            drafts.save_draft(self.author, self.form, copy.values)
        except Told as message:
            copy.trouble = str(message)

    def drop(self) -> None:
        """The form was sent."""
        self._copies.pop(self.form, None)
        if self.author:
            drafts.drop_draft(self.author, self.form)
