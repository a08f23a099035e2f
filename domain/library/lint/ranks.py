"""Grades that are ordered by weight where they are compared as better and worse, and those that have no rank."""

from collections.abc import Iterator
from difflib import get_close_matches

from domain.library.kinds import scale_of
from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import TextValue
from domain.library.models.ranked import Ranked
from domain.library.models.scheme import Scheme
from domain.library.models.scoring import Sheet
from domain.library.ranks import heavy_scales, sounds_heavy
from domain.library.scopes import Visit, Visits

_UNPLACED = (
    "不作",
    "不予",
    "不评",
    "不参",
    "不定",
    "不确定",
    "暂不",
    "未评",
    "未参",
    "免评",
    "不适用",
    "待定",
)
_SIGNS = {"at_least": "以上", "above": "以上（不含）", "at_most": "以下", "below": "以下（不含）"}


def check_ranks(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Every comparison of grades, and every list of them."""
    heavy = heavy_scales(scheme)
    for visit in visited:
        match visit.node:
            case c.Compare() as node:
                yield from _turned_round(scheme, visit, node, heavy)
            case Ranked() as node:
                yield from _without_rank(visit, node)
            case Sheet() as sheet:
                yield from _misspelt(visit, sheet)


def _turned_round(
    scheme: Scheme, visit: Visit, node: c.Compare, heavy: frozenset[tuple[str, ...]]
) -> Iterator[Doubt]:
    """较大以上: with the grades best first, at_least takes in the lighter ones."""
    scale = scale_of(scheme, node.value, visit.scope)
    if not scale or scale in heavy or not sounds_heavy(scale):
        return
    for name, bound in node.limits:
        if name not in _SIGNS or not isinstance(bound, TextValue) or bound.text not in scale:
            continue
        taken = "、".join(_taken(name, scale, scale.index(bound.text)))
        of_tiers = isinstance(node.value, v.TierOf)
        instead = "用 one_of 列出各档" if of_tiers else "各词改列在 light_to_heavy（由轻到重）里"
        yield doubtful(
            visit.path,
            f"{name}: {bound.text} 算在内的是“{taken}”（次序是由好到差，轻的算好）；"
            f"原文的“{bound.text}{_SIGNS[name]}”按轻重说的，{instead}",
        )


def _taken(name: str, scale: tuple[str, ...], at: int) -> tuple[str, ...]:
    match name:
        case "at_least":
            return scale[: at + 1]
        case "above":
            return scale[:at]
        case "at_most":
            return scale[at:]
    return scale[at + 1 :]


def _misspelt(visit: Visit, sheet: Sheet) -> Iterator[Doubt]:
    """A veto may give a grade that the sheet has not (不参评), but hardly one that looks like one of them."""
    known = [one.grade for one in sheet.grades]
    for at, veto in enumerate(sheet.vetoes):
        near = get_close_matches(veto.grade or "", known, n=1)
        if near and veto.grade not in known:
            said = f"“{veto.grade}”不在 grades 里，不与别的等次比高低，是不是“{near[0]}”？"
            yield doubtful((*visit.path, "vetoes", at, "grade"), said)


def _without_rank(visit: Visit, node: Ranked) -> Iterator[Doubt]:
    """不作评价 at the end of a list is worse than the worst."""
    for word in node.order:
        if word.startswith(_UNPLACED):
            yield doubtful(
                (*visit.path, node.WORDS),
                f"“{word}”排在次序里，就和别的等次比高低（排在最后的比最差的还差）；不分高低的再写上 besides: [{word}]",
            )
