"""A scheme drawn for its reader: a list of contents, then each article with its clause beside it."""

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from domain.library.article_parts import Article
from domain.library.articles import Section
from ui.page import section

_SHEET = Path(__file__).resolve().parent / "assets" / "library.css"


@cache
def _sheet() -> str:
    return f"<style>{_SHEET.read_text(encoding='utf-8')}</style>"


def library_style() -> None:
    """Send the style sheet of the pages of the library; once a run."""
    st.html(_sheet())


def found_in(sections: Sequence[Section], words: str, only: str = "") -> tuple[Section, ...]:
    """Sections with the articles that hold every one of the words; empty sections are left out."""
    wanted = words.casefold().split()
    kept = (
        Section(one.key, one.title, tuple(article for article in one.articles if _holds(article, wanted)))
        for one in sections
        if only in ("", one.key)
    )
    return tuple(one for one in kept if one.articles)


def _holds(article: Article, wanted: Sequence[str]) -> bool:
    text = f"{article.id} {article.full}".casefold()
    return all(word in text for word in wanted)


def show_contents(sections: Sequence[Section]) -> None:
    """Links to the sections below, with the number of their articles."""
    links = "".join(
        f'<a href="#part-{escape(one.key)}" target="_self">{escape(one.title)} <small>{len(one.articles)}</small></a>'
        for one in sections
    )
    st.html(f'<nav class="xh-toc" aria-label="目录">{links}</nav>')


def show_section(one: Section) -> None:
    """A section: a heading and its articles, by group where they have one."""
    st.html(f'<span id="part-{escape(one.key)}"></span>')
    section(one.title, f"{len(one.articles)}项")
    parts: list[str] = []
    group = ""
    for article in one.articles:
        if article.group and article.group != group:
            parts.append(f'<p class="xh-group">{escape(article.group)}</p>')
        group = article.group
        parts.append(_article(article))
    st.html("".join(parts))


def _article(one: Article) -> str:
    notes = "".join(f"<span>{escape(note)}</span>" for note in one.notes)
    key = escape(one.key)
    number = f'<a href="#{key}" target="_self">{escape(one.number)}</a>' if one.number else ""
    document = f"<small>{escape(one.document)}</small>" if one.document else ""
    beside = f'<div class="xh-clause">{escape(one.clause)}{document}</div>' if one.clause else ""
    return (
        f'<article class="xh-article" id="{key}">'
        f"<h3>{number}{escape(one.title)}</h3>"
        f'<div><p>{escape(one.text)}</p><p class="xh-notes">{notes}</p></div>{beside}</article>'
    )
