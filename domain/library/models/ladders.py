"""A ladder of measures that several rules share: each comes out on one of its rungs, steps move all of them."""

from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from domain.library.models.base import Strict, Text
from domain.library.models.conditions import Happened
from domain.library.models.consequences import Consequences
from domain.library.models.rules import Rule, Tier
from domain.library.models.tier_steps import TierSteps
from domain.library.models.windows import WordWindow

if TYPE_CHECKING:
    from domain.library.models.scheme import Scheme


class Rung(Strict):
    """One measure of a ladder."""

    name: Text
    then: Consequences = ()
    note: Text | None = None


class Ladder(Strict):
    """Measures from light to heavy, with what makes any of them heavier or lighter."""

    name: Text
    rungs: Annotated[tuple[Rung, ...], Field(min_length=2)]
    raise_: TierSteps = Field(default=(), alias="raise")
    lower: TierSteps = ()
    clause: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _named_once(self) -> "Ladder":
        names = [rung.name for rung in self.rungs]
        if len(set(names)) < len(names):
            raise ValueError("同一个阶梯里，各档的名称（name）不能相同")
        return self


def on_ladders(scheme: "Scheme") -> "Scheme":
    """The rules that name a rung of a ladder with its rungs as their tiers."""
    if not scheme.ladders:
        return scheme
    return scheme.model_copy(update={"rules": tuple(_climbed(scheme, rule) for rule in scheme.rules)})


def _climbed(scheme: "Scheme", rule: Rule) -> Rule:
    ladder = scheme.ladders.get(rule.ladder or "")
    names = [rung.name for rung in ladder.rungs] if ladder is not None else []
    if ladder is None or rule.rung not in names:
        return rule  # told by the lint
    when = rule.when if rule.when is not None else every_one(str(rule.on))
    tiers = tuple(
        Tier.model_construct(name=rung.name, when=when if rung.name == rule.rung else None, then=rung.then)
        for rung in ladder.rungs
    )
    steps = {"raise_": (*ladder.raise_, *rule.raise_), "lower": (*ladder.lower, *rule.lower)}
    order = tuple(names)
    return rule.model_copy(update={"when": None, "tiers": tiers, "light_to_heavy": order, **steps})


def every_one(record: str) -> Happened:
    """What holds for each record of a kind."""
    return Happened.model_construct(happened=record, within=WordWindow.model_construct(word="day"))
