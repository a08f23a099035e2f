"""The head of every page: where I am, what this is, and one primary action on the right."""

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui.badges import Badge, badge_html
from ui.links import open_page
from ui.plain import plain
from ui.state import leave, read_note

Step = str | tuple[str, str]  # a word, or (word, address from ui.links.page_url)


def page_head(title: str, where: Sequence[Step] = (), badges: Sequence[Badge] = ()) -> DeltaGenerator:
    """Draw the head and return the place for the primary action: `with page_head("…"): st.button(…)`."""
    line = st.container(
        horizontal=True, wrap=False, vertical_alignment="bottom", horizontal_alignment="distribute"
    )
    trail = " › ".join(_step(step) for step in where)
    marks = " ".join(badge_html(badge) for badge in badges)
    line.html(
        (f'<nav class="xh-where" aria-label="所在位置">{trail}</nav>' if trail else "")
        + f'<h1 class="xh-title">{escape(title)} {marks}</h1>'
    )
    return line.container(horizontal=True, wrap=False, horizontal_alignment="right", width="content")


def _step(step: Step) -> str:
    if isinstance(step, str):
        return escape(step)
    word, address = step
    return f'<a href="{escape(address)}" target="_self">{escape(word)}</a>'


def facts(pairs: Mapping[str, str | Badge]) -> None:
    """Facts of one object: label above value, several in a line; "" is shown as a dash."""
    items = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{_value(value)}</dd></div>" for label, value in pairs.items()
    )
    st.html(f'<dl class="xh-facts">{items}</dl>')


def _value(value: str | Badge) -> str:
    return badge_html(value) if isinstance(value, Badge) else escape(value or "—").replace("\n", "<br>")


def next_step(sentence: str) -> None:
    """What can be done now and by whom, in one line: "等待 镇街 提交整改结果，剩3个工作日"."""
    st.html(f'<p class="xh-next">{escape(sentence)}</p>')


def section(title: str, note: str = "") -> None:
    """A heading inside the page, with a quiet note beside it."""
    quiet = f" <small>{escape(note)}</small>" if note else ""
    st.html(f'<h2 class="xh-section">{escape(title)}{quiet}</h2>')


def empty(what: str, why: str, first: str = "", *, stem: str = "", label: str = "") -> None:
    """An empty state: what will be here, why it is empty, what to do first (and a button that leads there)."""
    st.html(
        f'<div class="xh-empty"><p><b>{escape(what)}</b></p><p>{escape(why)}</p>'
        + (f"<p>{escape(first)}</p>" if first else "")
        + "</div>"
    )
    if stem and st.button(label, key=f"empty-{stem}"):
        open_page(stem)


def flash(sentence: str, doubt: str = "") -> None:
    """Say on the next page, once, what has just happened; call it before `open_page` or `st.rerun`.

    doubt: what somebody should look at again, though it was done.
    """
    leave("flash", (sentence, doubt))


def show_flash() -> None:
    """Show what the page before left to say; the shell calls it above every page.

    Its place is always there: else the page would move up in the next rerun, and what stands further down would be
    drawn anew, boxes folded and without what is being typed.
    """
    with st.container(key="flash"):
        sentence, doubt = read_note("flash") or ("", "")
        if sentence:
            st.success(plain(sentence))
        if doubt:
            st.warning(plain(doubt))


def figures(values: Mapping[str, tuple[str, str]], on_open: Callable[[str], None] | None = None) -> None:
    """Large figures side by side: label → (value, note). With `on_open` each has a button to its rows."""
    with st.container(key=f"figures-{next(iter(values))}"):
        columns = st.columns(len(values))
    for column, (label, (value, note)) in zip(columns, values.items(), strict=True):
        column.html(
            f'<div class="xh-figure"><span>{escape(label)}</span><b>{escape(value)}</b>'
            f"<small>{escape(note)}</small></div>"
        )
        if on_open and column.button("查看明细", key=f"figure-{label}", type="tertiary"):
            on_open(label)
