"""A table of figures in which each figure is a link to the rows behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, the address of its rows ("" when there is nothing to open), and whether it is bad news."""

    text: str
    address: str = ""
    bad: bool = False


def figure_table(
    heads: Sequence[str], rows: Sequence[Sequence[Figure | str]], *, caption: str, words: bool = False
) -> None:
    """First column names the row; the others are figures, aligned to the right, or `words`, which wrap."""
    head = "".join(f'<th scope="col">{escape(title)}</th>' for title in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    st.html(
        f'<div class="xh-grid-box"><table class="xh-grid{" words" if words else ""}" aria-label="{escape(caption)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def count(number: int, address: str, *, bad: bool = False) -> Figure:
    """A count; nothing to open behind zero, and zero is never bad news."""
    return Figure(str(number), address if number else "", bad and number > 0)


def _cell(value: Figure | str) -> str:
    if isinstance(value, str):
        return f'<th scope="row">{escape(value)}</th>'
    shown = escape(value.text)
    if value.address:
        shown = f'<a href="{escape(value.address)}" target="_self">{shown}</a>'
    return f'<td class="{"bad" if value.bad else ""}">{shown}</td>'
