"""To whom a whole scheme, or parts of it, does not apply."""

from domain.library.models.base import Entry, EntryId, Kinds
from domain.library.models.conditions import Condition
from domain.several_kinds import meet


class Exemption(Entry):
    """Those of a kind to whom rules, duties, time limits, targets and entries of balances do not apply.

    They do not while its condition holds: all entries on that kind, or `entries` of them, or all `besides` some
    (只执行第四、六部分).
    """

    of: Kinds
    when: Condition
    entries: tuple[EntryId, ...] = ()
    besides: tuple[EntryId, ...] = ()

    def speaks_of(self, kind: str, entry: str) -> bool:
        """Whether it speaks of an entry on subjects of a kind, or of one of its kinds."""
        named = not self.entries or entry in self.entries
        return meet(kind, self.of) and named and entry not in self.besides
