"""Saving while people write on site: each change at once, and nothing typed is lost to a second writer.

A callback runs before the page is drawn, so what went wrong is kept until the field is drawn again.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from domain.errors import Conflict, Told
from ui.plain import plain
from ui.state import kept


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be stored: the sentence, and what was typed when somebody else was faster."""

    sentence: str
    mine: object = None
    conflict: bool = False


def attempt(visit_id: int, field: str, mine: object, save: Callable[[], object]) -> None:
    """Store a change, or keep it with the reason why not."""
    troubles = _troubles(visit_id)
    troubles.pop(field, None)
    try:
        save()
    except Conflict as conflict:
        troubles[field] = Trouble(str(conflict), mine, conflict=True)
    except Told as message:
        troubles[field] = Trouble(str(message), mine)


def _troubles(visit_id: int) -> dict[str, Trouble]:
    """Of one visit alone: what was written about one place is never offered for another one."""
    found: dict[str, Trouble] = kept().setdefault(f"visit-troubles-{visit_id}", {})
    return found


def trouble_of(visit_id: int, field: str) -> Trouble | None:
    """What went wrong with a field the last time it was changed."""
    return _troubles(visit_id).get(field)


def show_trouble(visit_id: int, field: str, shown: str, again: Callable[[], object]) -> None:
    """Tell it at the field; after a conflict offer to put one's own words over the other's.

    shown: what one has typed, as text; again: stores it over what stands there now.
    """
    trouble = trouble_of(visit_id, field)
    if trouble is None:
        return
    if not trouble.conflict:
        st.error(plain(trouble.sentence))
        return
    st.warning(plain(f"{trouble.sentence}您填写的是“{shown}”，还没有保存。"))
    with st.container(horizontal=True):
        if st.button("改用我填写的", key=f"mine-{field}"):
            attempt(visit_id, field, trouble.mine, again)
            st.rerun()
        if st.button("保留现有内容", key=f"theirs-{field}"):
            _troubles(visit_id).pop(field, None)
            st.rerun()
