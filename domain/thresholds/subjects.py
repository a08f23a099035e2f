"""Who is judged: the subjects of each kind, who is under whom, and who was there at a time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property

from domain.library.naming import tidy
from domain.several_kinds import includes, is_several, kinds_in, meet
from domain.thresholds.facts import Subject
from domain.units import UnitKind


class Subjects:
    """The units and persons of an evaluation by their id."""

    def __init__(self, known: Mapping[str, Subject]) -> None:
        self.subjects: dict[str, Subject] = dict(known)
        self._members: dict[tuple[str, str], Sequence[Subject]] = {}
        self._named: dict[str, dict[str, list[str]]] = {}

    def know(self, subject: str, kind: str) -> None:
        """Take in somebody of whom there is only a datum; what is kept of one kind tells more than what of several."""
        known = self.subjects.get(subject)
        if known is None or (is_several(known.kind) and not is_several(kind)):
            self.subjects[subject] = Subject(subject, kind)

    def of_kind(self, kind: str) -> Sequence[Subject]:
        """The subjects of a kind, or of several."""
        if is_several(kind) and kind not in self._by_kind:
            among = (kind, *kinds_in(kind))
            self._by_kind[kind] = [one for one in self.subjects.values() if one.kind in among]
        return self._by_kind.get(kind, ())

    @cached_property
    def _by_kind(self) -> dict[str, list[Subject]]:
        found: dict[str, list[Subject]] = {}
        for subject in self.subjects.values():
            found.setdefault(subject.kind, []).append(subject)
        return found

    def called(self, name: str, kind: str) -> str | None:
        """The subject of a kind that has this name, or this number; None where there is none, or there are several."""
        found = self.all_called(name, kind)
        return found[0] if len(found) == 1 else None

    def all_called(self, name: str, kind: str) -> Sequence[str]:
        """All subjects of a kind that go by a name."""
        if kind not in self._named:
            known: dict[str, list[str]] = defaultdict(list)
            for one in self.of_kind(kind):
                for called in _names(one):
                    known[called].append(one.id)
            self._named[kind] = dict(known)
        return self._named[kind].get(tidy(name), ())

    def know_named(self, kind: str, names: Iterable[str]) -> None:
        """Take in everybody of a kind who is only named."""
        for name in [one for one in dict.fromkeys(names) if not self.all_called(one, kind)]:
            self.know(name, kind)
        self._named.clear()
        self.__dict__.pop("_by_kind", None)

    def members_of(self, owner: str, kind: str, first: date, last: date) -> Sequence[Subject]:
        """Those of a kind under a subject in a stretch of time."""
        asked = (owner, kind)
        if asked not in self._members:
            own = self.subjects[owner].kind if owner in self.subjects else ""
            others = self.of_kind(kind)
            self._members[asked] = tuple(
                one for one in others if owner in one.belongs_to or (own and self.above(one.id, own) == owner)
            )
        return present(self._members[asked], first, last)

    def answering_for(self, owner: str, kind: str, of: str) -> Sequence[Subject]:
        """Those of kind `of` whose doings fall on somebody of another kind: himself, those below him, the one above."""
        known = self.subjects.get(owner) or Subject(owner, kind)
        if kind == of:
            return [known]
        if not includes(kind, known.kind):
            return []  # a village asked about on a list of townships
        if meet(kind, of):
            return [known] if includes(of, known.kind) else []
        named = [self.subjects[one] for one in known.belongs_to if one in self.subjects]
        above = [one for one in named if includes(of, one.kind)]
        return above or self.members_of(owner, of, date.min, date.max)

    def below(self, owner: Subject, kind: str) -> Sequence[Subject]:
        """Its members of a kind; of two kinds of which there is one subject each the district alone is above."""
        if owner.kind != "district" and self.above(owner.id, kind) is not None:
            return [one for one in self.of_kind(kind) if owner.id in one.belongs_to]
        return self.members_of(owner.id, kind, date.min, date.max)

    def above(self, subject: str, kind: str) -> str | None:
        """The unit of a kind to which a subject belongs; a district of which there is one needs no naming."""
        known = self.subjects.get(subject)
        for owner in known.belongs_to if known else ():
            if owner in self.subjects and includes(kind, self.subjects[owner].kind):
                return owner
        only = self.of_kind(kind)
        return only[0].id if len(only) == 1 else None


def _names(one: Subject) -> set[str]:
    """What somebody goes by: a name, or a number; of persons in a register the number, the name, or both together.

    Where there is a name, an id made of figures is no name: it is that of a row.
    """
    name = tidy(one.name)
    number, _, own = ("", "", "") if one.kind in set(UnitKind) else name.partition(" ")
    ids = set() if one.name and one.id.lstrip("ou").isdigit() else {one.id}
    return {called for called in (*ids, name, *((number, own.strip()) if own else ())) if called}


def present(subjects: Sequence[Subject], first: date, last: date) -> Sequence[Subject]:
    """Those who had begun, and had not ended, in a stretch of time."""
    return [
        one
        for one in subjects
        if (one.since is None or one.since <= last) and (one.until is None or one.until >= first)
    ]
