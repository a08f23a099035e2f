"""Rules of which only one counts where several are met."""

from typing import Annotated

from pydantic import Field

from domain.library.models.base import EntryId, Strict, Text


class ExclusiveGroup(Strict):
    """Rules of which only the first met one counts, the heavier before the lighter.

    The others stay as alternatives that a person may pick instead. With `waits` a lighter one waits for data, or a
    person's word, as long as a heavier one does.
    """

    name: Text
    order: Annotated[tuple[EntryId, ...], Field(min_length=2)]
    waits: bool = False
    clause: Text | None = None
    note: Text | None = None
