"""The command `explain`: what an entry means, in plain Chinese."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from domain.library import LibraryError, load_folder
from domain.library.articles import articles_of, sections_of
from domain.library.library import Library
from domain.library.models.base import Entry
from domain.library.scopes import Path as Place
from domain.library.scopes import visits
from domain.library.sentences import entry_sentence


def explain(path: str, entry: str | None, out: TextIO | None = None) -> int:
    """Print every entry with this id, or that answers for it, or all there is; 1 when there is none."""
    out = out or sys.stdout
    try:
        library = load_folder(Path(path))
    except LibraryError as error:
        out.write("".join(f"{path}/{problem}\n" for problem in error.problems))
        return 1
    if entry is None:
        out.write("\n".join(_whole(library)) + "\n")
        return 0
    found = list(_entries(library, entry))
    for place, one in found:
        out.write("\n".join(_lines(library, place, one)) + "\n\n")
    told = [] if found else list(_articles(library, entry))
    for article in told:
        out.write("\n".join(article) + "\n\n")
    if not found and not told:
        known = "、".join(sorted({visit.id for _, visit in _all(library)})[:60])
        out.write(f"没有编号“{entry}”。有：{known}\n")
    return 0 if found or told else 1


def _whole(library: Library) -> Iterator[str]:
    """The scheme section by section, to be read against its document."""
    for section in sections_of(library.scheme):
        yield f"【{section.title}】"
        for article in section.articles:
            yield f"{article.id}  {article.title}{f'（{article.clause}）' if article.clause else ''}"
            yield from (f"    {line}" for line in (article.text, *article.notes) if line)
        yield ""


def _articles(library: Library, wanted: str) -> Iterator[list[str]]:
    """What goes by a key instead of a number: data, figures, accounts, lists, sheets, steps."""
    for article in articles_of(library.scheme):
        below = article.section in {"balances", "scoring"} and article.id.startswith(f"{wanted}-")
        if below or wanted in (article.id, article.id.rpartition("-")[2], article.key):
            cited = [f"依据：{article.document}{article.clause}"] if article.clause else []
            notes = [f"说明：{note}" for note in article.notes]
            yield [f"{article.id}  {article.title}", *cited, f"含义：{article.text}", *notes]


def _all(library: Library) -> Iterator[tuple[Place, Entry]]:
    for visit in visits(library.scheme):
        if isinstance(visit.node, Entry):
            yield visit.path, visit.node


def _entries(library: Library, wanted: str) -> Iterator[tuple[Place, Entry]]:
    for place, one in _all(library):
        if one.id == wanted or wanted in one.covers:
            yield place, one
    for at, phase in enumerate(library.scheme.phases):
        if wanted in (phase.key, *phase.covers):
            note = "；".join(phase.does) or None
            entry = Entry(id=wanted, title=f"阶段：{phase.name}", clause=phase.clause, note=note)
            yield ("phases", at), entry


def _lines(library: Library, place: Place, one: Entry) -> Iterator[str]:
    scheme = library.scheme
    document = scheme.documents[one.source or scheme.main_document]
    mark = library.place_of(place)
    yield f"{one.id}  {one.title}"
    yield f"依据：《{document.title}》{one.clause}（{document.number or '文号原文未载'}，{document.issuer}）"
    effective = one.effective or document.effective
    yield f"施行：{effective or '未载'}；与原文核对：{one.compared or document.compared}"
    if sentence := entry_sentence(scheme, one):
        yield f"含义：{sentence}"
    for name, group in scheme.groups.items():
        if one.id in group.order:
            yield f"择重：{group.name}（{name}），从重到轻 {' > '.join(group.order)}，取最前一条，其余备选"
    if one.note:
        yield f"说明：{one.note}"
    yield f"位置：{mark.file}:{mark.line}"
