"""What stands behind a form: keys of its fields, draft, the version that was seen, and how mistakes are told."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import Any, Self

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.errors import Conflict, Invalid, Told
from services.actor import Actor
from ui.draft import Draft
from ui.form_memory import Memory, button_key, memories, pressed_late
from ui.guard import show
from ui.links import LEAVING, open_page
from ui.page import flash
from ui.state import kept, show_notes_again

NARROW = 640  # pixels


class FormState:
    """A group of fields under one key; use it as a context manager to draw inside its frame."""

    def __init__(
        self,
        key: str,
        *,
        draft_of: Actor | None = None,
        initial: Mapping[str, object] | None = None,
        version: int | str = 0,
        row: str = "",
        border: bool = False,
        narrow: bool = False,
    ) -> None:
        """Begin a form.

        draft_of: keep each change in the database for this person; initial: fills fields that nobody has
        touched, a draft wins over it; version: of the row that the form changes, see `version`; row: which row
        that is, on a page whose forms change several; narrow: a short form that stands alone on a wide page.
        """
        self.key = key
        self.memory = memories().setdefault(key, Memory())
        if pressed_late(self.key, self.memory):
            self._answer_again(draft_of)
        self._empty()
        self.draft = Draft(key, draft_of)
        self.slots: dict[str, DeltaGenerator] = {}
        self.box = st.container(border=border, width=NARROW if narrow else "stretch", key=f"form-{key}")
        self.top = self.box.empty()
        self.foot: DeltaGenerator | None = None  # below the button that was pressed
        self.initial: dict[str, object] = {**(initial or {}), **self.draft.values}
        if self.draft.trouble:
            self.top.warning(self.draft.trouble)
        self._remember(dict(initial or {}), version, row)

    def _remember(self, initial: dict[str, object], version: int | str, row: str) -> None:
        """Keep what the form was opened with, until that is out of date."""
        if self._just_opened():
            self.memory.initial = self.memory.version = None
            self.memory.stale = False
            self.memory.restored = bool(self.draft.values)
        if self.memory.stale:
            self._refresh_untouched()
        if self.memory.initial is None:
            self.memory.initial = initial
        if self.memory.version is None:
            self.memory.version = version
        self.memory.row = row

    def __enter__(self) -> Self:
        self.box.__enter__()
        return self

    def __exit__(self, *error: Any) -> None:
        self.box.__exit__(*error)

    @property
    def version(self) -> int:
        """The version that this person saw when the form was opened: what the command must be given.

        After somebody else's change the person is told, and the next attempt counts as having seen it.
        """
        return int(self.token)

    @property
    def token(self) -> str:
        """As `version`, for what marks its states with words."""
        return str(self.memory.version)

    @property
    def shown(self) -> Mapping[str, object]:
        """The values that the form was opened with, before anybody typed."""
        return dict(self.memory.initial or {})

    @property
    def has_draft(self) -> bool:
        """Whether fields were filled from a draft when the form was opened."""
        return self.memory.restored

    def widget_key(self, name: str) -> str:
        """Key of a field's widget, as tests address it."""
        return f"{self.key}.{name}"

    def submit_key(self, *, danger: bool = False) -> str:
        """Key of the button that sends it for the next time: a second click on the first one is none on that."""
        return button_key(self.key, self.memory.sent, danger=danger)

    def _answer_again(self, draft_of: Actor | None) -> None:
        """The second click shows what the first one did; what came with it had been sent."""
        self.memory.emptied = False
        Draft(self.key, draft_of).drop()
        show_notes_again()
        if any(self.memory.said):
            flash(*self.memory.said)
        if self.memory.going:
            stem, params = self.memory.going
            open_page(stem, **params)
        st.rerun()

    def _empty(self) -> None:
        """Take out of the fields what was sent."""
        if not self.memory.emptied:
            forget(*(key for key in st.session_state if str(key).startswith(f"{self.key}.")))
            self.memory.emptied = True

    def _just_opened(self) -> bool:
        """Whether the page was opened anew: leaving a page makes Streamlit forget its widgets."""
        drawn = (f"{self.key}.", self.submit_key(), self.submit_key(danger=True))
        return not any(str(key).startswith(drawn) for key in st.session_state)

    def _refresh_untouched(self) -> None:
        """Fields that nobody has touched show what the other person made of them."""
        before = self.memory.initial or {}
        for name, old in before.items():
            if st.session_state.get(self.widget_key(name)) == old and name in self.initial:
                st.session_state[self.widget_key(name)] = self.initial[name]
        self.memory.initial, self.memory.stale = None, False

    def _start(self, name: str, default: object) -> dict[str, Any]:
        key = self.widget_key(name)
        if key not in st.session_state:
            st.session_state[key] = self.initial.get(name, default)
        if self.draft.author is None:
            return {"key": key}
        return {"key": key, "on_change": self.draft.save, "args": (name, key)}

    def filled(self, **sentences: str) -> bool:
        """Whether these fields are filled in; tells the sentence at each one that is not."""
        missing = {
            name: text for name, text in sentences.items() if not st.session_state.get(self.widget_key(name))
        }
        if missing:
            self._tell_fields(Invalid(missing))
        return not missing

    @contextmanager
    def told(self) -> Iterator[None]:
        """Catch what services say: at the fields it names, else below the button that was pressed."""
        try:
            yield
        except Invalid as mistake:
            self._tell_fields(mistake)
        except Told as message:
            if isinstance(message, Conflict):
                self.memory.version, self.memory.stale = None, True
            with self._place():
                show(message)

    def _place(self) -> DeltaGenerator:
        """Where the eyes are: a tall form has its top out of sight when its button is pressed."""
        return (self.top if self.foot is None else self.foot).container()

    def _tell_fields(self, mistake: Invalid) -> None:
        rest = {name: text for name, text in mistake.fields.items() if name not in self.slots}
        for name, sentence in mistake.fields.items():
            if name in self.slots:
                self.slots[name].html(f'<p class="xh-problem" role="alert">⚠ {escape(sentence)}</p>')
        with self._place():
            if rest:
                show(Invalid(rest))
            elif len(mistake.fields) > 1:
                st.error(f"有 {len(mistake.fields)} 处需要修改，见各项下方的提示。")

    def done(self, sentence: str = "", doubt: str = "") -> None:
        """The form was sent: forget its draft and what its fields hold; say these on the next page (see `flash`).

        Nothing in here is a place where the run may end: what was done must not be forgotten, or done again.
        """
        self.draft.drop()
        mine = self.memory
        # What other forms saw of the same row is out of date by one's own hand.
        for other in memories().values():
            if other.row == mine.row:
                other.version, other.stale = None, True
        mine.initial, mine.stale, mine.emptied = None, False, False
        mine.sent += 1
        mine.said, mine.going = (sentence, doubt), None
        kept()[LEAVING] = mine
        if sentence:
            flash(sentence, doubt)


def forget(*keys: str | int) -> None:
    """Drop keys from the session, also such as are not there."""
    for key in keys:
        st.session_state.pop(key, None)
