"""Values that the program gives to widgets, and what it keeps for a tab between two runs.

Streamlit sends what was assigned once, with the run that assigned it, and drops that message when a next run
begins before it left: somebody who types at once into the first field would find the fields below it empty. So a
widget also names what stands in it as its default (`held`, `position`), which a browser takes when it knows
no better.

A run ends wherever it touches `st.session_state` or draws something while the browser has sent a next message,
in the middle of a callback too, and a change whose callback was ended is never told again. So callbacks read what
was typed with `typed`, and what has to follow a command is written with `kept`: neither is such a place.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

_KEPT = "kept"


@dataclass(slots=True)
class _Notes:
    """What one page leaves for the next one, what of it has been read in this run, and what was shown by the last."""

    left: dict[str, Any] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    shown: dict[str, Any] = field(default_factory=dict)


def there() -> dict[str, Any]:
    """What stands in all widgets, by their keys, for callbacks."""
    return st.session_state.to_dict()


def typed(key: str) -> Any:
    """What stands in the widget `key`, for callbacks; None when it is not there."""
    return there().get(key)


def kept() -> dict[str, Any]:
    """What the program keeps for this tab; change it in place."""
    found: dict[str, Any] | None = there().get(_KEPT)
    return st.session_state.setdefault(_KEPT, {}) if found is None else found


def latest(what: str, version: int, values: dict[str, object]) -> tuple[int, dict[str, object]]:
    """Version and values of something that was drawn so, or as this tab has stored it since; for callbacks.

    What one stored oneself, faster than the page is drawn, is not somebody else's change.
    """
    own = _stored().get(what)
    return own if own is not None and own[0] > version else (version, values)


def stored(what: str, version: int, values: dict[str, object]) -> None:
    """This tab has just stored these values, which are this version now."""
    _stored()[what] = version, values


def _stored() -> dict[str, tuple[int, dict[str, object]]]:
    found: dict[str, tuple[int, dict[str, object]]] = kept().setdefault("stored", {})
    return found


def leave(name: str, note: object) -> None:
    """Leave something to be shown once, by this page or the next one."""
    notes = _notes()
    notes.left[name] = note
    notes.read.discard(name)


def read_note(name: str) -> Any:
    """What was left under this name, or None. A page that was drawn to its end has shown it for the last time."""
    notes = _notes()
    notes.read.add(name)
    return notes.left.get(name)


@contextmanager
def showing_notes() -> Iterator[None]:
    """Inside a page is drawn; when the next message or a lost connection ends that, its notes are shown again."""
    notes = _notes()
    notes.read.clear()
    try:
        yield
    except RerunException:
        notes.read.clear()
        raise
    except StopException:
        read, notes.read = notes.read, set()
        _ = (
            _KEPT in st.session_state
        )  # a page may end itself; where the connection is lost, this ends it once more
        notes.read = read
        raise
    finally:
        if notes.read:
            notes.shown = {name: notes.left.pop(name) for name in notes.read & notes.left.keys()}


def show_notes_again() -> None:
    """Leave what the last page has shown once more, for somebody who cannot have seen it."""
    notes = _notes()
    notes.left = {**notes.shown, **notes.left}


def _notes() -> _Notes:
    found: _Notes = kept().setdefault("notes", _Notes())
    return found


def assign(key: str, value: object) -> None:
    """Set the widget `key` from the program, only when that changes it.

    An assignment goes back to the browser and replaces what somebody has chosen or typed there since; blanks at
    the ends, which services cut off, are not worth that.
    """
    if key not in st.session_state or not _same(st.session_state[key], value):
        st.session_state[key] = value


def held(key: str) -> Any:
    """What stands in the widget `key` before it is drawn: its `value`, or the `default` of one with several."""
    return st.session_state[key]


def position(key: str, options: Sequence[object]) -> int | None:
    """The `index` of what stands in the widget `key`; None while nothing is chosen."""
    chosen = st.session_state[key]
    return options.index(chosen) if chosen in options else None


def _same(shown: object, value: object) -> bool:
    if isinstance(shown, str) and isinstance(value, str):
        return shown.strip() == value.strip()
    return shown == value
