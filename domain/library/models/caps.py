"""What several deductions may come to together (各项扣减合计不超过当季经费的百分之二十)."""

from domain.library.models.accounts import Stretch
from domain.library.models.acts import MoneyAct
from domain.library.models.base import Cited, EntryId, Kinds, Text
from domain.library.models.conditions import Condition
from domain.library.models.values import Value


class Cap(Cited):
    """The most that acts of one kind come to for a subject within a stretch of time, over all rules or some.

    A stretch in which `unless` holds has no such end.
    """

    name: Text
    of: Kinds
    at_most: Value
    within: Stretch = "ever"
    do: MoneyAct = "deduct"
    rules: tuple[EntryId, ...] = ()
    unless: Condition | None = None
