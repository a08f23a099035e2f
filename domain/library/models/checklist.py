"""The checklist: categories, items, and to whom each applies."""

from typing import Annotated

from pydantic import Field

from domain.library.models.base import Entry, EntryId, Key, Strict, Text


class Item(Entry):
    """One question of an inspection; `title` is its short name, `practice` marks one without a clause.

    `rules` cites the rules behind it (they may be of another scheme); `method` is how it is checked,
    `evidence` what proves it, `fails_when` what counts as 不符合.
    """

    question: Text
    method: Text
    evidence: tuple[Text, ...] = ()
    fails_when: Text
    rules: tuple[EntryId, ...] = ()
    applies_to: Annotated[tuple[Key, ...], Field(min_length=1)]
    rectify_as: Key
    also: tuple[Text, ...] = ()
    computed: bool = False
    practice: bool = False
    on: bool = True


class Category(Strict):
    """A category of risk with its items."""

    key: Key
    name: Text
    clause: Text
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    declared_items: int | None = None


class Checklist(Strict):
    """All categories; answers are the words an inspector may give."""

    answers: tuple[Text, ...] = ("符合", "基本符合", "不符合", "不适用")
    categories: tuple[Category, ...] = ()
    declared_items: int | None = None
    inspectors: Annotated[int, Field(ge=1)] = 2
