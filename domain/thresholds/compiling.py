"""Values and conditions compiled into functions of a place; the forms register themselves.

Compiling happens once for an evaluation, so that judging thousands of subjects is only calls.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from domain.library.calendar_dates import Almanac
from domain.library.models.scheme import Scheme
from domain.library.scopes import Scope
from domain.thresholds.context import Place
from domain.thresholds.data import Known
from domain.thresholds.evidence import Evidence

if TYPE_CHECKING:
    from domain.library.models.conditions import Condition
    from domain.library.models.values import Value

ValueOf = Callable[[Place], Known]
TestOf = Callable[[Place], Evidence]

_VALUE_FORMS: dict[type, Callable[["Compiler", Any, Scope], ValueOf]] = {}
_CONDITION_FORMS: dict[type, Callable[["Compiler", Any, Scope], TestOf]] = {}


def value_form(*kinds: type) -> Callable[[Callable[["Compiler", Any, Scope], ValueOf]], Any]:
    """Register how a form of value is compiled."""

    def register(build: Callable[["Compiler", Any, Scope], ValueOf]) -> Any:
        _VALUE_FORMS.update(dict.fromkeys(kinds, build))
        return build

    return register


def condition_form(*kinds: type) -> Callable[[Callable[["Compiler", Any, Scope], TestOf]], Any]:
    """Register how a form of condition is compiled."""

    def register(build: Callable[["Compiler", Any, Scope], TestOf]) -> Any:
        _CONDITION_FORMS.update(dict.fromkeys(kinds, build))
        return build

    return register


@dataclass(eq=False)
class Compiler:
    """Compiles one scheme; what other parts of the engine compute is reached through `extern`."""

    scheme: Scheme
    almanac: Almanac
    given: Mapping[str, Known] = field(default_factory=dict)
    extern: dict[str, Callable[[str, Place], Any]] = field(default_factory=dict)
    _measures: dict[str, ValueOf] = field(default_factory=dict)
    _fields: dict[tuple[str, str], ValueOf] = field(default_factory=dict)

    def value(self, node: "Value", scope: Scope) -> ValueOf:
        """A value as a function of a place."""
        return _VALUE_FORMS[type(node)](self, node, scope)

    def condition(self, node: "Condition", scope: Scope) -> TestOf:
        """A condition as a function of a place."""
        return _CONDITION_FORMS[type(node)](self, node, scope)

    def optional_value(self, node: "Value | None", scope: Scope) -> ValueOf | None:
        """A value that may be left out."""
        return None if node is None else self.value(node, scope)

    def optional(self, node: "Condition | None", scope: Scope) -> TestOf | None:
        """A condition that may be left out."""
        return None if node is None else self.condition(node, scope)

    def measure(self, key: str) -> ValueOf:
        """A measure, compiled at its first use."""
        if key not in self._measures:
            from domain.thresholds.measures import measure_value

            self._measures[key] = lambda place: self._measures[key](place)  # for one that asks for itself
            self._measures[key] = measure_value(self, key)
        return self._measures[key]

    def field(self, record: str, name: str) -> ValueOf:
        """A computed field of a record, compiled at its first use."""
        if (record, name) not in self._fields:
            from domain.thresholds.fields import computed_field

            self._fields[record, name] = computed_field(self, record, name)
        return self._fields[record, name]

    def ask(self, what: str, key: str, place: Place) -> Any:
        """A result of another part of the engine: balance, score, rule, duty, list."""
        return self.extern[what](key, place)
