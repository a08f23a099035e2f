"""Places computed from values: who is first, who is last."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.library.models import values as v
from domain.library.models.literals import NameValue
from domain.library.scopes import Scope
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, number, show
from domain.thresholds.evidence import order

_Slot = tuple[str | None, int, str]


@value_form(v.Ranking)
def _ranking(compiler: Compiler, node: v.Ranking, scope: Scope) -> ValueOf:
    inner = compiler.value(node.ranking, scope)
    rivals_of = _rivals(compiler, node, scope)
    asker = object()  # this ranking among all that the book remembers

    def value(place: Place) -> Known:
        mine = inner(place)
        if isinstance(mine, Missing):
            return mine
        rivals = rivals_of(place)
        if isinstance(rivals, Missing):
            return rivals
        index = place.index if place.grain else place.moment.toordinal()
        slot = place.grain, index, rivals.group
        ranked = place.book.remembered(asker, dict[_Slot, list[Known]])
        if slot not in ranked:
            ranked[slot] = [inner(place.of_subject(rival)) for rival in rivals.subjects]
        return _place_of(mine, ranked[slot], node)

    return value


@dataclass(frozen=True, slots=True)
class Rivals:
    """Those who are compared with each other, and what their group is known by."""

    group: str
    subjects: tuple[str, ...]


def _rivals(
    compiler: Compiler, node: v.Ranking | v.Entrants, scope: Scope
) -> Callable[[Place], Rivals | Missing]:
    """Whom a subject is ranked with: all of its kind, those under its unit, those of its group."""
    peers = peers_of(compiler, node.by, scope) if node.by is not None else None

    def rivals(place: Place) -> Rivals | Missing:
        above = place.book.above(place.subject, node.under) if node.under else None
        found = place.book.by_kind.get(scope.kind or "", ())
        if above is not None:
            found = place.book.members.get((above, scope.kind or ""), [])
        everybody = tuple(subject.id for subject in found)
        if peers is None:
            return Rivals(above or "", everybody)
        like = peers(place)
        if isinstance(like, Missing):
            return like
        return Rivals(f"{above or ''}\n{like.group}", tuple(one for one in everybody if one in like.subjects))

    return rivals


def peers_of(compiler: Compiler, by: str, scope: Scope) -> Callable[[Place], Rivals | Missing]:
    """The subjects of the same kind that agree with the subject in a fact or measure."""
    group_of = compiler.value(NameValue.model_validate(by), Scope(kind=scope.kind, grain=scope.grain))

    def peers(place: Place) -> Rivals | Missing:
        mine = group_of(place)
        if isinstance(mine, Missing):
            return mine
        others = place.book.by_kind.get(scope.kind or "", ())
        like = [one.id for one in others if _alike(group_of(place.of_subject(one.id)), mine)]
        return Rivals(mine.text or show(mine), tuple(like))

    return peers


def _alike(one: Known, two: Datum) -> bool:
    return isinstance(one, Datum) and one.kind == two.kind and order(one, two) == 0


def _place_of(mine: Datum, all_of: list[Known], node: v.Ranking) -> Known:
    rivals = [one for one in all_of if isinstance(one, Datum)]
    if len(rivals) < len(all_of):
        return Missing("名次", "（还有单位没有数据）")
    sign = 1 if (node.best == "highest") == (node.from_ == "top") else -1
    ahead = sum(1 for rival in rivals if order(rival, mine) * sign > 0)
    word = "第" if node.from_ == "top" else "倒数第"
    return Datum("number", ahead + 1, name=f"{mine.name}名次", how=f"{len(rivals)}个中{word}{ahead + 1}")


@value_form(v.Entrants)
def _entrants(compiler: Compiler, node: v.Entrants, scope: Scope) -> ValueOf:
    inner = compiler.value(node.entrants, scope)
    rivals_of = _rivals(compiler, node, scope)

    def value(place: Place) -> Known:
        rivals = rivals_of(place)
        if isinstance(rivals, Missing):
            return rivals
        known = sum(1 for rival in rivals.subjects if isinstance(inner(place.of_subject(rival)), Datum))
        if known < len(rivals.subjects):
            return Missing("参加排名的总数", "（还有单位没有数据）")
        return number(known, name="参加排名的总数")

    return value
