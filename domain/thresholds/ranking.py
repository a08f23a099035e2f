"""Places computed from values: who is first, who is last."""

from domain.library.models import values as v
from domain.library.scopes import Scope
from domain.thresholds.book import Book
from domain.thresholds.compiling import Compiler, ValueOf, value_form
from domain.thresholds.context import Place
from domain.thresholds.data import Datum, Known, Missing, number
from domain.thresholds.evidence import order

_Slot = tuple[str | None, int, str | None]


@value_form(v.Ranking)
def _ranking(compiler: Compiler, node: v.Ranking, scope: Scope) -> ValueOf:
    inner = compiler.value(node.ranking, scope)
    asker = object()  # this ranking among all that the book remembers

    def value(place: Place) -> Known:
        mine = inner(place)
        if isinstance(mine, Missing):
            return mine
        above = place.book.above(place.subject, node.under) if node.under else None
        index = place.index if place.grain else place.moment.toordinal()
        slot = place.grain, index, above
        ranked = place.book.remembered(asker, dict[_Slot, list[Known]])
        if slot not in ranked:
            ranked[slot] = [
                inner(place.of_subject(rival)) for rival in _rivals(place.book, scope.kind, above)
            ]
        return _place_of(mine, ranked[slot], node)

    return value


def _rivals(book: Book, kind: str | None, above: str | None) -> list[str]:
    subjects = book.by_kind.get(kind or "", ())
    if above is not None:
        subjects = book.members.get((above, kind or ""), [])
    return [subject.id for subject in subjects]


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

    def value(place: Place) -> Known:
        above = place.book.above(place.subject, node.under) if node.under else None
        rivals = _rivals(place.book, scope.kind, above)
        known = sum(1 for rival in rivals if isinstance(inner(place.of_subject(rival)), Datum))
        if known < len(rivals):
            return Missing("参加排名的总数", "（还有单位没有数据）")
        return number(known, name="参加排名的总数")

    return value
