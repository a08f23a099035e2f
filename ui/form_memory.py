"""What a tab keeps of its forms from run to run, and by which of their buttons they were sent."""

from dataclasses import dataclass

import streamlit as st

from ui.links import Param
from ui.state import kept


@dataclass(slots=True)
class Memory:
    """What is kept of a form between runs.

    initial and version: as it was opened, None when that is to be read anew; restored: fields were filled from a
    draft; stale: somebody else has changed the row; row: which one it is about; sent: how often it was sent;
    emptied: what was typed before the last sending is gone from its fields; said, going: where that led.
    """

    initial: dict[str, object] | None = None
    version: int | str | None = None
    restored: bool = False
    stale: bool = False
    row: str = ""
    sent: int = 0
    emptied: bool = True
    said: tuple[str, str] = ("", "")
    going: tuple[str, dict[str, Param]] | None = None


def memories() -> dict[str, Memory]:
    """The forms of this tab by their keys."""
    found: dict[str, Memory] = kept().setdefault("forms", {})
    return found


def button_key(form: str, sent: int, *, danger: bool = False) -> str:
    """Key of the button that sends a form which was sent so often before."""
    return f"{form}:submit" + ("-danger" if danger else "") + (f"-{sent}" if sent else "")


def pressed_late(form: str, memory: Memory) -> bool:
    """Whether the button that sent it was pressed once more, by somebody who did not see yet what it did."""
    before = memory.sent - 1
    keys = [button_key(form, before, danger=danger) for danger in (False, True)]
    return before >= 0 and any(st.session_state.get(key) for key in keys)


def any_pressed_late() -> bool:
    """The same of any form of this tab; what was sent may have no form any more."""
    return any(pressed_late(form, memory) for form, memory in memories().items())
