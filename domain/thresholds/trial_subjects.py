"""Whom the data of a case are about where they name nobody, and where in a case something is wrong."""

from collections.abc import Sequence
from typing import Any

from domain.errors import Invalid
from domain.library.models.cases import Case
from domain.library.models.scheme import Scheme
from domain.several_kinds import is_several, kinds_in, meet
from domain.thresholds.facts import Reading, Row


class InCase(Invalid):
    """A mistake in a case, with the path from the case to it."""

    def __init__(self, path: tuple[str | int, ...], said: str) -> None:
        self.path = path
        super().__init__({"facts": said})


class Usual:
    """Whom a datum is about that names nobody: the only one of its kind of whom the case speaks."""

    def __init__(self, case: Case, scheme: Scheme) -> None:
        self.named = case.subject
        self.known: dict[str, list[str]] = {}
        for one in case.subjects:
            self._know(one.kind, one.id)
        for key, items in case.facts.items():
            kind = scheme.facts[key].of if key in scheme.facts else ""
            for raw in items:
                self._know(kind, raw.get("subject"))

    def _know(self, kind: str, name: Any) -> None:
        if name and str(name) not in self.known.setdefault(kind, []):
            self.known[kind].append(str(name))

    def subject(self, named: Any, kind: str, where: str) -> str:
        """The subject meant; raises `Invalid` with a sentence where it cannot be told."""
        if named or self.named:
            return str(named or self.named)
        known = list(
            dict.fromkeys(one for of, names in self.known.items() if meet(of, kind) for one in names)
        )
        if len(known) == 1:
            return known[0]
        said = (
            f"案例里有几个（{'、'.join(known[:6])}），请写明是谁的"
            if known
            else "整个案例只有一个对象的，在案例里写一次 subject"
        )
        raise Invalid({"facts": f"{where}：没有写 subject（对象）：{said}"})


def require_kinds(case: Case, scheme: Scheme, told: Sequence[Reading | Row]) -> None:
    """Of whom there are data of several kinds alone the case has to say which of them he is."""
    of = {key: fact.of for key, fact in scheme.facts.items()}
    known = {one.id for one in case.subjects} | {one.subject for one in told if not is_several(of[one.fact])}
    for one in told:
        if one.subject not in known:
            kinds = kinds_in(of[one.fact])
            raise InCase(
                ("facts", one.fact),
                f"“{one.subject}”是哪一种对象（{'、'.join(kinds)}），要在案例里写明："
                f"subjects: [{{id: {one.subject}, kind: {kinds[-1]}}}]",
            )


class Lone:
    """Whom an answer is about that names nobody: the only subject of the case; refused where there are more."""

    def __init__(self, case: Case, readings: Sequence[Reading], rows: Sequence[Row]) -> None:
        self.usual = case.subject
        named = [one.id for one in case.subjects]
        named += [reading.subject for reading in readings] + [row.subject for row in rows]
        self.known = list(dict.fromkeys(named))

    def subject(self, named: str | None, where: str) -> str:
        """The subject meant; raises `Invalid` with a sentence where it cannot be told."""
        if named or self.usual:
            return named or self.usual or ""
        if len(self.known) == 1:
            return self.known[0]
        said = f"案例里有几个对象（{'、'.join(self.known[:6])}）" if self.known else "案例里没有对象"
        raise Invalid({"facts": f"{where}：没有写 subject（对象），{said}，请写明是谁的"})
