"""A scheme with some of its lines moved, for trying out what would be hit; nothing here is stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from domain.errors import Invalid
from domain.library.library import Library
from domain.library.models.conditions import Bounds
from domain.library.models.literals import NumberValue
from domain.library.models.scheme import Scheme
from domain.library.scopes import Path, visits
from domain.library.sentences import Sentences
from domain.several_kinds import includes
from domain.thresholds.data import show_number

SIGNS = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<", "equals": "="}


@dataclass(frozen=True, slots=True)
class MovableLine:
    """A number in a rule that a figure is held against; `key` is its place."""

    key: str
    rule: str
    title: str
    clause: str
    figure: str
    sign: str
    value: Fraction
    percent: bool

    @property
    def shown(self) -> str:
        """90%."""
        return show_number(self.value, percent=self.percent)


def lines_of(scheme: Scheme, subject: str) -> list[MovableLine]:
    """Every literal line in the rules for a kind of subject."""
    tell, found = Sentences(scheme), list[MovableLine]()
    for visit in visits(scheme):
        if visit.path[0] != "rules" or not isinstance(visit.node, Bounds) or len(visit.path) < 3:
            continue
        rule = scheme.rules[int(visit.path[1])]
        if not includes(rule.subject, subject) or "then" in visit.path:
            continue
        name = tell.value(getattr(visit.node, "value", None) or rule.of, visit.scope)
        for sign, bound in visit.node.limits:
            if isinstance(bound, NumberValue):
                key = ".".join(map(str, (*visit.path, sign)))
                found.append(
                    MovableLine(
                        key, rule.id, rule.title, rule.clause, name, SIGNS[sign], bound.number, bound.percent
                    )
                )
    return found


@dataclass(frozen=True, eq=False)
class Moved(Library):
    """A library whose scheme always reads as tried out, whatever settings are asked for."""

    tried: Scheme = field(kw_only=True)

    def with_settings(self, settings: Mapping[str, Any] | None = None) -> Scheme:
        """The scheme as tried out."""
        return self.tried


def moved(library: Library, scheme: Scheme, moves: Mapping[str, Fraction]) -> Library:
    """The library with some lines of the scheme moved; keys are those of `lines_of`."""
    for key, value in moves.items():
        path: Path = tuple(int(part) if part.isdigit() else part for part in key.split("."))
        scheme = _put(scheme, path, value)
    return Moved(library.files, library.tree, scheme, library.checksum, library.warnings, tried=scheme)


def _put(node: Any, path: Sequence[str | int], value: Fraction) -> Any:
    """A copy of a frozen tree with one number changed."""
    if not path:
        if not isinstance(node, NumberValue):
            raise Invalid({"": "只能移动制度中的数字界线"})
        return node.model_copy(update={"number": value})
    step, rest = path[0], path[1:]
    if isinstance(node, BaseModel):
        name = next((own for own, spec in type(node).model_fields.items() if step in (spec.alias, own)), None)
        if name is None:
            raise Invalid({"": "制度中没有这条界线"})
        return node.model_copy(update={name: _put(getattr(node, name), rest, value)})
    if isinstance(node, tuple) and isinstance(step, int) and step < len(node):
        return (*node[:step], _put(node[step], rest, value), *node[step + 1 :])
    raise Invalid({"": "制度中没有这条界线"})
