"""Which amounts are added up: acts of one kind that fall on one kind of subject, of some entries or of all."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.library import wording
from domain.library.models.scheme import Scheme
from domain.several_kinds import includes, kinds_in
from domain.thresholds.book import Book
from domain.thresholds.verdicts import Following, Outcome, Verdict

OPEN = frozenset({Outcome.PENDING_DATA, Outcome.NEEDS_JUDGEMENT})


@dataclass(frozen=True, slots=True)
class Charge:
    """What is added up. `names` are what the kinds of subject are called; `taking` the entries that may take of it."""

    do: str
    of: str
    names: frozenset[str]
    taking: frozenset[str]

    def among(self, found: Iterable[Verdict], book: Book) -> list[Verdict]:
        """The verdicts that take something, or may take something once they are settled."""
        return [one for one in found if self._covers(one, book) and self._touches(one, book)]

    def _covers(self, verdict: Verdict, book: Book) -> bool:
        ours = verdict.id in self.taking and verdict.standing == "main"
        return ours and self.payer(verdict, book) is not None

    def _touches(self, verdict: Verdict, book: Book) -> bool:
        if verdict.outcome in OPEN:
            return True
        kind = book.subjects[verdict.subject].kind
        return any(self.takes(each, kind) for each in verdict.consequences)

    def counts(self, following: Following, kind: str) -> bool:
        """Whether an act is one of those added up; `kind` is whom the verdict is about."""
        mine = following.on in self.names if following.on else includes(self.of, kind)
        amount = following.amount
        return mine and following.do == self.do and amount is not None and not amount.unit

    def takes(self, following: Following, kind: str) -> bool:
        """Whether an act, or any of those that a person chooses among, is one of those added up."""
        return self.counts(following, kind) or any(self.takes(one, kind) for one in following.alternatives)

    def payer(self, verdict: Verdict, book: Book) -> str | None:
        """Whose amounts are added up: the subject, or the one above it on whom they fall."""
        subject = book.subjects.get(verdict.subject)
        if subject is None or includes(self.of, subject.kind):
            return verdict.subject if subject is not None else None
        return book.above(verdict.subject, self.of)


def charge_on(scheme: Scheme, do: str, of: str, taking: Iterable[str]) -> Charge:
    """What acts of one kind come to that fall on one kind of subject, or on several."""
    names = frozenset(wording.party(scheme, one) for one in kinds_in(of))
    return Charge(do, of, names, frozenset(taking))
