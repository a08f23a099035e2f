"""Widgets of the self-inspection form that save each change at once and follow what the database says.

A widget takes the stored value whenever its version is new to this tab, so a colleague's change shows up.
What somebody typed and could not save is kept: a slip stays in its field with the sentence below it, and words
that a colleague was faster with stand above the form to be copied. Saving another field takes neither away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import streamlit as st

from domain.errors import Invalid, Told
from ui.plain import plain
from ui.state import assign, kept


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a change was not saved, and what had been typed; `slip` when the field is to be put right."""

    sentence: str
    typed: str
    slip: bool


def troubles() -> dict[str, Trouble]:
    """What this tab could not save, by the key of the widget."""
    found: dict[str, Trouble] = kept().setdefault("self-troubles", {})
    return found


def follow(key: str, value: object, version: object) -> str:
    """Let the widget `key` show the stored value when it is newer than what this tab has seen."""
    if key not in st.session_state:  # the section was left meanwhile: what was typed is gone from the field
        _forget_slip(key)
    versions = _versions()
    if key not in st.session_state or versions.get(key) != version:
        assign(key, value)
        versions[key] = version
    return key


def _forget_slip(key: str) -> None:
    if key in troubles() and troubles()[key].slip:
        del troubles()[key]


def seen(key: str) -> object:
    """The version that the widget was drawn with."""
    return _versions().get(key)


def forget_seen(key: str) -> None:
    """Let the widget take the stored value again."""
    _versions().pop(key, None)


def _versions() -> dict[str, object]:
    found: dict[str, object] = kept().setdefault("self-versions", {})
    return found


def attempt(save: Callable[[], object], key: str, *, text: str = "") -> None:
    """Run a save from a callback; a message waits for the page, with the words that were not saved.

    A field that was set back to a colleague's words reports these as a change of its own: that is no reason to
    drop what somebody has not read yet.
    """
    known = troubles()
    for field, trouble in list(known.items()):
        if not trouble.typed or (field == key and (trouble.slip or trouble.typed == text)):
            del known[field]
    try:
        save()
    except Told as message:
        slip = isinstance(message, Invalid) and bool(text)
        known[key] = Trouble(str(message), text, slip)
        if not slip:
            forget_seen(key)


def show_slip(key: str) -> None:
    """Below the field: why what stands in it is not saved."""
    trouble = troubles().get(key)
    if trouble is not None and trouble.slip:
        st.html(f'<p class="xh-problem" role="alert">⚠ {escape(trouble.sentence)}，还没有保存</p>')


def show_troubles() -> None:
    """Above the form: what a colleague was faster with, until it is read."""
    waiting = {key: trouble for key, trouble in troubles().items() if not trouble.slip}
    if not waiting:
        return
    with st.container(key="self-trouble"):
        for key, trouble in waiting.items():
            words = "您刚才写的内容在下面，可以复制。" if trouble.typed else ""
            st.warning(f"{plain(trouble.sentence)} {words}")
            if trouble.typed:
                st.code(trouble.typed, language=None, wrap_lines=True)
                st.button("知道了", key=f"read-{key}", on_click=_read, args=(key,))


def _read(key: str) -> None:
    troubles().pop(key, None)
