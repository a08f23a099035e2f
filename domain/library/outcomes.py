"""The words that a value can come out as, whatever way it takes."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from domain.library.kinds import alternatives, scale_of
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NameValue, TextValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope

Excluded = Mapping[str, frozenset[str]]
_NO_WORDS: frozenset[str] = frozenset()
_NONE: Excluded = {}


def outside_scale(scheme: Scheme, values: Iterable[Any], scale: Collection[str], scope: Scope) -> list[str]:
    """The words of some values that have no place among the grades: neither better nor worse than any."""
    words = [word for value in values for word in outcomes(scheme, value, scope)]
    return [word for word in dict.fromkeys(words) if word not in scale]


def unplaced_words(outside: Collection[str], scale: Collection[str]) -> str:
    """What to write where words are compared that are neither better nor worse."""
    return (
        f"“{'、'.join(outside)}”不在高低次序（{'、'.join(scale)}）里，比不出高低："
        "改写 one_of 列出算在内的词；分高低的，在指标里由好到差写全 grades"
    )


def outcomes(scheme: Scheme, node: Any, scope: Scope, ruled_out: Excluded = _NONE) -> Iterator[str]:
    """Every word that may come out, as far as the scheme says; nothing for what is not a word.

    Words of a name are `ruled_out` where another way was taken for them: 不参评的按 B 级，其余照年度等级.
    """
    match node:
        case TextValue():
            yield node.text
        case NameValue():
            gone = ruled_out.get(node.name, ())
            yield from (word for word in _of_name(scheme, node.name, scope) if word not in gone)
        case v.If() | v.Table() | v.ByBands() | v.LargerOf() | v.SmallerOf():
            for path, one in alternatives(node):
                yield from outcomes(scheme, one, scope, _left(node, path, ruled_out))
        case v.Take():
            inside = (
                scope
                if node.rows is None
                else Scope(record=node.rows, kind=scope.kind, telling=scope.telling)
            )
            yield from outcomes(scheme, node.of, inside)
        case v.Stepped():
            yield from scale_of(scheme, node, scope)
        case v.Previous():
            yield from outcomes(scheme, node.previous, scope)
        case v.Upper() | v.AsOf() | v.InPart():
            yield from outcomes(scheme, node.of, scope)
        case v.ScoreGrade() if node.grade in scheme.scoring:
            sheet = scheme.scoring[node.grade]
            yield from (grade.grade for grade in sheet.grades)
            yield from (veto.grade for veto in sheet.vetoes if veto.grade is not None)


def _left(node: Any, path: tuple[str | int, ...], ruled_out: Excluded) -> Excluded:
    """What is ruled out on one of several ways: on the other one of two also what the first was taken for."""
    if not isinstance(node, v.If) or path != ("otherwise",):
        return ruled_out
    name, words = _words_asked(node.if_)
    return {**ruled_out, name: ruled_out.get(name, _NO_WORDS) | words}


def _words_asked(condition: Any) -> tuple[str, frozenset[str]]:
    """The name that a condition asks for some words and for nothing else, with these words."""
    if not isinstance(condition, c.Compare) or not isinstance(condition.value, NameValue) or condition.limits:
        return "", _NO_WORDS
    words = set(condition.one_of or ())
    if isinstance(condition.is_, str):
        words = words & {condition.is_} if words else {condition.is_}
    return condition.value.name, frozenset(words)


def _of_name(scheme: Scheme, name: str, scope: Scope) -> Iterator[str]:
    for record in (scope.record, scope.outer):
        fact = scheme.facts.get(record or "")
        if fact is not None and name in fact.fields:
            yield from fact.fields[name].options
            return
    if name in scheme.facts:
        yield from scheme.facts[name].grades or scheme.facts[name].options
    measure = scheme.measures.get(name)
    if measure is None or name in scope.telling:
        return
    if measure.bands:
        yield from (band.grade for band in measure.bands)
    else:
        yield from outcomes(scheme, measure.value, scope.inside(name, measure))
