"""By what nature or weight a scheme tells problems apart (一般、较大、重大), and when several weigh more."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from domain.library.models.base import Cited, Key, Text


class NatureRaise(Cited):
    """So many problems of one nature with the same unit are treated as heavier ones, once a person confirms it.

    counts: those that are not struck off yet, or all that were found in the campaign. of: the unit that was inspected,
    or the provider concerned. `relapsed` in place of a number: each problem that came back after it was struck off.
    """

    key: Key
    from_: Text = Field(alias="from")
    becomes: Text
    at_least: Annotated[int, Field(ge=2)] | None = None
    relapsed: Literal[True] | None = None
    of: Literal["unit", "provider"] = "unit"
    counts: Literal["open", "all"] = "open"

    @model_validator(mode="after")
    def _one_reason(self) -> "NatureRaise":
        if (self.at_least is None) == (self.relapsed is None):
            raise ValueError("at_least（达到几个）与 relapsed: true（销号后复发的）必须写一个，且只写一个")
        if self.relapsed and self.model_fields_set & {"of", "counts"}:
            raise ValueError("relapsed（销号后复发的）逐个提级，不数同一单位的，不写 of、counts")
        return self


class FindingNature(Cited):
    """The one classification of problems: its words, light to heavy or without an order."""

    name: Text
    words: tuple[Text, ...] = ()
    light_to_heavy: tuple[Text, ...] = ()
    raises: tuple[NatureRaise, ...] = ()

    @model_validator(mode="after")
    def _one_list(self) -> "FindingNature":
        if bool(self.words) == bool(self.light_to_heavy):
            raise ValueError("不分轻重的写 words，分轻重的写 light_to_heavy（由轻到重），两样写一样")
        if len(set(self.options)) != len(self.options) or len(self.options) < 2:
            raise ValueError("至少写两个词，各不相同")
        if long := [word for word in self.options if len(word) > 40]:
            raise ValueError(f"“{long[0]}”太长，一个词最多40字")
        return self

    @model_validator(mode="after")
    def _upwards(self) -> "FindingNature":
        if self.raises and not self.light_to_heavy:
            raise ValueError("raises（累计几个按更重的管理）要分轻重，写 light_to_heavy")
        for one in self.raises:
            if strange := [word for word in (one.from_, one.becomes) if word not in self.light_to_heavy]:
                raise ValueError(f"raises 里的“{strange[0]}”没有列在 light_to_heavy 里")
            if not self.heavier(one.becomes, one.from_):
                raise ValueError(f"raises 是按更重的管理：“{one.becomes}”不比“{one.from_}”重")
        return self

    @property
    def options(self) -> tuple[str, ...]:
        """All words, as the scheme lists them."""
        return self.light_to_heavy or self.words

    def heavier(self, one: str, other: str) -> bool:
        """Whether a word is heavier than another one; no where one of them is not known or nothing is heavier."""
        order = self.light_to_heavy
        return one in order and other in order and order.index(one) > order.index(other)
