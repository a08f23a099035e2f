"""What a year is in a scheme whose years do not begin in January, told wherever a year is spoken of."""

import re
from dataclasses import replace

from domain.library import wording
from domain.library.article_parts import Article
from domain.library.models.scheme import Scheme, YearStart
from domain.several_kinds import kinds_in

_YEARS = re.compile(r"每年|全年|当年|上年|(?:连续|最近|前)\d+年|逐年|的年数")
_PLANNED = frozenset({"documents", "phases", "tasks", "facts"})


def with_own_year(scheme: Scheme, article: Article) -> Article:
    """An article that speaks of years, with a note of when they begin."""
    start = scheme.scheme.year_start
    if start is None or article.section in _PLANNED or not _YEARS.search(article.text):
        return article
    if article.section == "deliverables" and (start.from_ is not None or "每年" not in article.text):
        return article  # reports of each year follow a day of the calendar alone
    if _of_others(scheme, article):
        return article
    return replace(article, notes=(*article.notes, _year(scheme)))


def _of_others(scheme: Scheme, article: Article) -> bool:
    """Whether an article is about a kind whose years are those of the calendar, and speaks of no other."""
    start = scheme.scheme.year_start
    fact = scheme.facts.get(start.from_ or "") if start is not None else None
    kind = _kind(scheme, article)
    if fact is None or not kind or set(kinds_in(kind)) & set(kinds_in(fact.of)):
        return False
    return not any(wording.party(scheme, one) in article.text for one in kinds_in(fact.of))


def _kind(scheme: Scheme, article: Article) -> str:
    """Whom an article of the rules, the duties, the balances, the sheets or the measures is about."""
    if article.section in ("rules", "duties"):
        about = {one.id: one.subject for one in scheme.rules} | {one.id: one.subject for one in scheme.duties}
        return about.get(article.id, "")
    if article.section not in ("scoring", "balances", "measures", "lists"):
        return ""
    named = getattr(scheme, article.section)
    found = [key for key in named if article.id == key or article.id.startswith(f"{key}-")]
    return named[max(found, key=len)].of if found else ""


def _year(scheme: Scheme) -> str:
    start = scheme.scheme.year_start
    if start is None or start.from_ is None:
        return f"年：{_calendar(start)}" if start is not None else ""
    fact = scheme.facts.get(start.from_)
    if fact is None:
        return f"年：自“{start.from_}”起算"
    return f"年：{wording.party(scheme, fact.of)}的自其“{fact.name}”起每满一年；没有填的、其他对象的按自然年"


def _calendar(start: YearStart) -> str:
    if start.year == "same":
        return f"自{start.month}月{start.day}日起算"
    return f"自上年{start.month}月{start.day}日起算，按结束那年称呼"
