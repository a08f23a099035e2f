"""Rules on so many people whose records are counted: one of them who complains twice makes two."""

from collections.abc import Iterator

from domain.library.lint.doubts import Doubt, doubtful
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.literals import NumberValue
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Visits
from domain.library.title_words import figures_of

_HEADS = frozenset("人名")


def check_heads_counted(scheme: Scheme, visited: Visits) -> Iterator[Doubt]:
    """Each comparison of a number of records with as many people as the title says."""
    for visit in visited:
        rule = visit.node
        said = [one for one in figures_of(rule.title) if one.unit in _HEADS] if isinstance(rule, Rule) else []
        for one in said:
            for node in below(rule):
                person = _person(scheme, node.value) if isinstance(node, c.Compare) else ""
                if person and one.number in _lines(node):
                    yield doubtful(
                        visit.path,
                        f"标题说“{one.words}”，数的是登记的条数，同一个人登记两次算两个：按人数的，"
                        f"写 distinct: {person}；一人只登记一次的不用改",
                    )


def _person(scheme: Scheme, counted: object) -> str:
    """The field that says which person each record is about, where records are counted as they come."""
    if not isinstance(counted, v.Count) or counted.distinct or counted.alike:
        return ""
    fact = scheme.facts.get(counted.count)
    named = [] if fact is None else [name for name, field in fact.fields.items() if field.kind == "person"]
    return named[0] if len(named) == 1 and named[0] not in counted.match else ""


def _lines(node: c.Compare) -> set[object]:
    """The numbers at which a comparison begins to hold."""
    whole = {
        bound.number for name, bound in node.limits if isinstance(bound, NumberValue) and name != "above"
    }
    beyond = {
        bound.number + 1 for name, bound in node.limits if isinstance(bound, NumberValue) and name == "above"
    }
    return whole | beyond
