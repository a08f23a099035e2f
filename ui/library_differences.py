"""Two versions side by side: what went is struck out, what came is underlined; never by colour alone."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape

import streamlit as st

from domain.library.articles import SECTIONS
from domain.library.comparing import CHANGE_NAMES, ChangeKind, Difference, FileDifference
from ui.badges import Badge, Tone, badge_html
from ui.page import section

LONGEST = 4000  # beyond this two texts are shown without marks: comparing them by signs would take seconds
_SIGNS: dict[ChangeKind, tuple[str, Tone]] = {
    ChangeKind.ADDED: ("+", "good"),
    ChangeKind.REMOVED: ("−", "late"),
    ChangeKind.CHANGED: ("≠", "soon"),
}
_TOKEN = re.compile(r"[0-9]+(?:[.-][0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)
_LINES = {"-": "gone", "+": "come", "@": "place"}


def change_badge(kind: ChangeKind) -> Badge:
    """What happened, in a word with a sign."""
    return Badge(CHANGE_NAMES[kind], *_SIGNS[kind])


def show_differences(differences: Sequence[Difference], old: str, new: str) -> None:
    """All entries that differ, by section."""
    for key, title in SECTIONS.items():
        mine = [one for one in differences if one.article.section == key]
        if mine:
            section(title, f"{len(mine)}项不同；左为版本{old}，右为版本{new}")
            st.html("".join(map(_entry, mine)))


def _entry(one: Difference) -> str:
    article = one.article
    before, after = marked(one.old.full if one.old else "", one.new.full if one.new else "")
    return (
        f'<div class="xh-differs"><h3>{badge_html(change_badge(one.kind))} '
        f"{escape(f'{article.number} {article.title}'.strip())}</h3>{_side(before)}{_side(after)}</div>"
    )


def _side(html: str) -> str:
    return f"<div>{html}</div>" if html else '<div class="none">（没有这一项）</div>'


def marked(old: str, new: str) -> tuple[str, str]:
    """Both texts as HTML, with what went and what came marked sign by sign; a number is one sign."""
    if not old or not new or len(old) + len(new) > LONGEST:
        return escape(old), escape(new)
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    before = "".join(_part("del", kind, "".join(was[start:end])) for kind, start, end, _, _ in steps)
    after = "".join(_part("ins", kind, "".join(now[start:end])) for kind, _, _, start, end in steps)
    return before, after


def _part(tag: str, kind: str, text: str) -> str:
    if kind == "equal" or not text:
        return escape(text)
    return f"<{tag}>{escape(text)}</{tag}>"


def show_files(files: Sequence[FileDifference]) -> None:
    """The changed lines of each file, folded."""
    for one in files:
        with st.expander(f"{one.file}（{CHANGE_NAMES[one.kind]}）"):
            st.html(f'<pre class="xh-lines">{"".join(_lines(one.lines))}</pre>')


def _lines(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f'<span class="{_LINES.get(line[:1], "")}">{escape(line) or " "}</span>'
