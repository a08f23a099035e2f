"""Places computed from values: who is first, who is last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from domain.library import wording
from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.scopes import Scope
from domain.several_kinds import is_several
from domain.thresholds.comparing import order
from domain.thresholds.compiling import Compiler, TestOf, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, number, show
from domain.thresholds.subjects import present
from domain.thresholds.truth import JUDGE, NO, YES

_Slot = tuple[str | None, int, str]
_Figures = list[Known] | Missing  # the first is known, what tells equals apart need not be
_OUT = Missing("名次", "（不参加排名）", absent=True)
_NAMED = 3


@value_form(v.Ranking)
def _ranking(compiler: Compiler, node: v.Ranking, scope: Scope) -> ValueOf:
    keys = [compiler.value(one, scope) for one in (node.ranking, *node.then_by)]
    takes_part = compiler.optional(node.where, scope)
    rivals_of = _rivals(compiler, node, scope)
    asker = object()  # this ranking among all that the book remembers

    def value(place: Place) -> Known:
        mine = _figures(keys, place, takes_part)
        if isinstance(mine, Missing):
            return mine
        rivals = rivals_of(place)
        if isinstance(rivals, Missing):
            return rivals
        index = place.index if place.grain else place.moment.toordinal()
        slot = place.grain, index, rivals.group
        ranked = place.book.remembered(asker, dict[_Slot, dict[str, _Figures]])
        if slot not in ranked:
            ranked[slot] = {
                rival: _figures(keys, place.of_subject(rival), takes_part) for rival in rivals.subjects
            }
        return _place_of(mine, ranked[slot], node, place, rivals.who)

    return value


def _figures(keys: Sequence[ValueOf], place: Place, takes_part: TestOf | None) -> _Figures:
    """What a subject is ranked by, the most telling first; `_OUT` where it takes no part."""
    if (out := _left_out(takes_part, place)) is not None:
        return out
    found = [_certain(key(place)) for key in keys]
    return found[0] if isinstance(found[0], Missing) else found


def _left_out(takes_part: TestOf | None, place: Place) -> Missing | None:
    """Why a subject is not ranked, or perhaps not; nothing where it is."""
    part = takes_part(place) if takes_part is not None else None
    if part is None or part.truth is YES:
        return None
    if part.truth is NO:
        return _OUT
    return Missing("名次", f"（参不参加排名未定：{part.tell()}）", part.truth is JUDGE)


def _certain(found: Known) -> Known:
    """A figure of which only the ends are known ranks nobody."""
    uncertain = isinstance(found, Datum) and found.high is not None
    return Missing(found.name, "数据不全") if uncertain else found


@dataclass(frozen=True, slots=True)
class Rivals:
    """Those who are compared with each other, and what their group is known by."""

    group: str
    subjects: tuple[str, ...]
    unsure: tuple[str, ...] = ()  # those of whom it is not known to which group they belong
    who: str = ""  # of which kind they are, where an entry is on several


def _rivals(
    compiler: Compiler, node: v.Ranking | v.Entrants, scope: Scope
) -> Callable[[Place], Rivals | Missing]:
    """Whom a subject is ranked with: all of its kind, those under its unit, those of its group."""
    peers = peers_of(compiler, node.by, scope, node.kinds) if node.by is not None else None

    def rivals(place: Place) -> Rivals | Missing:
        above = place.book.above(place.subject, node.under) if node.under else None
        kind = kind_among(place, scope, node.kinds)
        who = wording.party(compiler.scheme, kind) if kind != scope.kind else ""
        found = present(place.book.of_kind(kind), *place.stretch)
        if above is not None:
            found = place.book.members_of(above, kind, *place.stretch)
        everybody = tuple(subject.id for subject in found)
        if peers is None:
            return Rivals(f"{above or ''}\n{kind}", everybody, who=who)
        like = peers(place)
        if isinstance(like, Missing):
            return like
        if node.missing == "pending" and (unsure := [one for one in everybody if one in like.unsure]):
            return Missing("名次", of_no_known_group(unsure, node.by or "", place))
        like_it = tuple(one for one in everybody if one in like.subjects)
        return Rivals(f"{above or ''}\n{kind}\n{like.group}", like_it, who=who)

    return rivals


def kind_among(place: Place, scope: Scope, kinds: str) -> str:
    """Of which kind those are who are compared: the subject's own, unless several go together."""
    kind = scope.kind or ""
    if kinds == "together" or not is_several(kind):
        return kind
    known = place.book.subjects.get(place.subject)
    return known.kind if known is not None else kind


def peers_of(compiler: Compiler, by: str, scope: Scope, kinds: str) -> Callable[[Place], Rivals | Missing]:
    """The subjects of the same kind that agree with the subject in a fact or measure."""
    group_of = compiler.value(NameValue.model_validate(by), Scope(kind=scope.kind, grain=scope.grain))

    def peers(place: Place) -> Rivals | Missing:
        mine = group_of(place)
        if isinstance(mine, Missing):
            return mine
        others = present(place.book.of_kind(kind_among(place, scope, kinds)), *place.stretch)
        found = {one.id: group_of(place.of_subject(one.id)) for one in others}
        like = tuple(one for one, group in found.items() if _alike(group, mine))
        unsure = tuple(one for one, group in found.items() if isinstance(group, Missing))
        return Rivals(mine.text or show(mine), like, unsure)

    return peers


def of_no_known_group(ids: Sequence[str], by: str, place: Place) -> str:
    """Whose group is not recorded, so that it may be that of the subject."""
    kept = place.book.scheme.facts.get(by) or place.book.scheme.measures.get(by)
    return f"（{_named(ids, place)}的“{kept.name if kept is not None else by}”还没有数据）"


def _alike(one: Known, two: Datum) -> bool:
    return isinstance(one, Datum) and one.kind == two.kind and order(one, two) == 0


def _place_of(
    mine: list[Known], all_of: dict[str, _Figures], node: v.Ranking, place: Place, who: str
) -> Known:
    taking_part = {one: found for one, found in all_of.items() if found is not _OUT}
    rivals = {one: found for one, found in taking_part.items() if not isinstance(found, Missing)}
    if len(rivals) < len(taking_part) and node.missing == "pending":
        return Missing("名次", _without(all_of, place))
    sign = 1 if node.best == "highest" else -1
    front = 1 if node.from_ == "top" else -1
    ways = {one: _against(found, mine, sign) for one, found in rivals.items() if one != place.subject}
    tied = [way for way in ways.values() if isinstance(way, Missing)]
    if tied and (node.missing == "pending" or any(isinstance(one, Missing) for one in mine)):
        return Missing("名次", f"（同分的，还要比{tied[0].name}{tied[0].why}）")
    ahead = sum(1 for way in ways.values() if not isinstance(way, Missing) and way * front > 0)
    total, word = len(rivals) - len(tied), "第" if node.from_ == "top" else "倒数第"
    return Datum("number", ahead + 1, name=f"{mine[0].name}名次", how=f"{total}个{who}中{word}{ahead + 1}")


def _against(one: list[Known], two: list[Known], sign: int) -> int | Missing:
    """Positive where the first goes before the second; of what tells equals apart the higher goes before."""
    for at, (left, right) in enumerate(zip(one, two, strict=True)):
        if isinstance(left, Missing):
            return left
        if isinstance(right, Missing):
            return right
        if way := order(left, right) * (1 if at else sign):
            return way
    return 0


def _without(all_of: Mapping[str, object], place: Place) -> str:
    """Who has no figure yet."""
    ids = [subject for subject, found in all_of.items() if isinstance(found, Missing) and found is not _OUT]
    return f"（{_named(ids, place)}还没有数据）"


def _named(ids: Sequence[str], place: Place) -> str:
    names = "、".join(place.book.subjects[one].name or one for one in ids[:_NAMED])
    return f"{names}{f'等{len(ids)}个' if len(ids) > _NAMED else ''}"


@value_form(v.Entrants)
def _entrants(compiler: Compiler, node: v.Entrants, scope: Scope) -> ValueOf:
    inner, takes_part = compiler.value(node.entrants, scope), compiler.optional(node.where, scope)
    rivals_of = _rivals(compiler, node, scope)

    def value(place: Place) -> Known:
        rivals = rivals_of(place)
        if isinstance(rivals, Missing):
            return rivals
        there = {one: place.of_subject(one) for one in rivals.subjects}
        found = {one: _left_out(takes_part, at) or inner(at) for one, at in there.items()}
        found = {one: figure for one, figure in found.items() if figure is not _OUT}
        known = sum(1 for figure in found.values() if isinstance(figure, Datum))
        if known < len(found) and node.missing == "pending":
            return Missing("参加排名的总数", _without(found, place))
        return number(known, name="参加排名的总数")

    return value
