"""The command `explain`: what an entry means, in plain Chinese."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from pydantic import ValidationError

from domain.library import LibraryError, load_folder
from domain.library.article_parts import NUMBERED, Article
from domain.library.articles import articles_of, sections_of
from domain.library.choosing import choices_at, chosen
from domain.library.library import Library
from domain.library.models.base import Entry
from domain.library.models.scheme import Scheme
from domain.library.own_grains import with_own_grains
from domain.library.scopes import Path as Place
from domain.library.scopes import visits


def explain(path: str, entry: str | None, out: TextIO | None = None) -> int:
    """Print every entry with this id, or that answers for it, or all there is; 1 when there is none."""
    out = out or sys.stdout
    try:
        library = load_folder(Path(path))
    except LibraryError as error:
        out.write("".join(f"{path}/{problem}\n" for problem in error.problems))
        return 1
    scheme = _unfilled(library)
    if entry is None:
        out.write("\n".join(_whole(scheme)) + "\n")
        return 0
    found = list(_entries(library, entry))
    for place, one in found:
        out.write("\n".join(_lines(library, scheme, place, one)) + "\n\n")
    told = [] if found else list(_articles(scheme, entry))
    for article in told:
        out.write("\n".join(article) + "\n\n")
    if not found and not told:
        known = "、".join(sorted({visit.id for _, visit in _all(library)})[:60])
        out.write(f"没有编号“{entry}”。有：{known}\n")
    return 0 if found or told else 1


def _unfilled(library: Library) -> Scheme:
    """The scheme with its blanks left open, so that each sentence shows what the office still fills in."""
    if not any(one.default for one in library.scheme.open.values()):
        return library.scheme
    settled = {
        key: value for key, value in choices_at(library.tree).items() if key in library.scheme.settings
    }
    try:
        return Scheme.model_validate(with_own_grains(chosen(library.tree, settled)))
    except ValidationError:  # a blank where only a number can stand: it is shown with its default
        return library.scheme


def _whole(scheme: Scheme) -> Iterator[str]:
    """The scheme section by section, to be read against its document."""
    for section in sections_of(scheme):
        yield f"【{section.title}】"
        for article in section.articles:
            yield f"{article.id}  {article.title}{f'（{article.clause}）' if article.clause else ''}"
            yield from (f"    {line}" for line in (article.text, *article.notes) if line)
        yield ""


def _articles(scheme: Scheme, wanted: str) -> Iterator[list[str]]:
    """What goes by a key instead of a number: data, figures, accounts, lists, sheets, steps."""
    main = f"《{scheme.documents[scheme.main_document].title}》"
    for article in articles_of(scheme):
        below = article.section in {"balances", "scoring"} and article.id.startswith(f"{wanted}-")
        if below or wanted in (article.id, article.id.rpartition("-")[2], article.key):
            cited = [f"依据：{article.document or main}{article.clause}"] if article.clause else []
            notes = [note if note.startswith("年：") else f"说明：{note}" for note in article.notes]
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
            cited = {
                name: getattr(phase, name)
                for name in ("clause", "source", "effective", "until", "compared", "note")
            }
            yield ("phases", at), Entry(id=phase.key, title=f"阶段：{phase.name}", **cited)


def _lines(library: Library, scheme: Scheme, place: Place, one: Entry) -> Iterator[str]:
    document = scheme.documents[one.source or scheme.main_document]
    mark = library.place_of(place)
    yield f"{one.id}  {one.title}"
    yield f"依据：《{document.title}》{one.clause}（{document.number or '文号原文未载'}，{document.issuer}）"
    until = one.until or document.until
    effective = f"{one.effective or document.effective or '未载'}{f'，至{until}止' if until else ''}"
    yield f"施行：{effective}；与原文核对：{one.compared or document.compared}"
    for article in _told(scheme, one):
        yield f"含义：{article.text}"
        yield from (
            note
            for note in article.notes
            if note not in (f"{one.effective}起施行", f"{one.until}后失效", one.note)
        )
    if one.note:
        yield f"说明：{one.note}"
    yield f"位置：{mark.file}:{mark.line}"


def _told(scheme: Scheme, one: Entry) -> list[Article]:
    """The article of a numbered entry or a phase."""
    sections = {*NUMBERED, "phases"}
    return [each for each in articles_of(scheme) if each.section in sections and each.id == one.id][:1]
