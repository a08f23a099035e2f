"""The close-out steps of a campaign as its settings type them, read and checked."""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from domain.errors import Invalid
from domain.forms import Form, Text
from domain.permissions import ROLE_NAMES, Action, Role, ruling
from domain.terms import Unit
from domain.workflow import Step, StepKind

MOST_STEPS = 12


class StepInput(Form):
    """One close-out step as it is typed; `only` as in `domain.workflow.Step`."""

    name: Annotated[Text, StringConstraints(min_length=1, max_length=30)]
    kind: StepKind
    roles: Annotated[tuple[Role, ...], Field(min_length=1)]
    publicity_days: Annotated[int, Field(ge=0, le=365)] = 0
    publicity_unit: Literal[Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.WEEK, Unit.MONTH] = Unit.WORKING_DAY
    two_people: bool = False
    only: Annotated[Text, StringConstraints(max_length=24)] = ""
    anew: bool = False
    within: Annotated[int, Field(ge=0, le=365)] = 0
    within_unit: Literal[Unit.WORKING_DAY, Unit.CALENDAR_DAY] = Unit.WORKING_DAY


def read_steps(values: Sequence[Mapping[str, Any]], old: Sequence[Step] = ()) -> list[Step]:
    """Steps as typed, or `Invalid` under the key of the step's position; those that keep their name keep their code."""
    if not 1 <= len(values) <= MOST_STEPS:
        raise Invalid({"steps": f"销号程序须有1至{MOST_STEPS}个步骤"})
    typed = [StepInput.read(value) for value in values]
    kinds = [step.kind for step in typed]
    if kinds.count(StepKind.STRIKE) != 1:
        raise Invalid({"steps": "销号程序须有且只有一个“销号”步骤"})
    if not {StepKind.REVIEW, StepKind.VERIFY} & set(kinds[: kinds.index(StepKind.STRIKE)]):
        raise Invalid({"steps": "销号前须有审核或验收，整改的人不能自己销号"})
    for number, step in enumerate(typed, start=1):
        if barred := [role for role in step.roles if not ruling(role, Action.FINDING_CHECK).allowed]:
            who = "、".join(ROLE_NAMES[role] for role in barred)
            raise Invalid({"steps": f"第{number}步“{step.name}”：{who}没有审核验收销号的权限，请改选办理人"})
        if (step.kind is StepKind.PUBLICITY) != (step.publicity_days > 0):
            raise Invalid({"steps": f"第{number}步“{step.name}”：公示步骤须填写公示多久，其他步骤不填"})
    known = {step.name: step.code for step in old}
    used = set(known.values())
    return [_step(_code(number, step, known, used), step) for number, step in enumerate(typed, start=1)]


def _code(number: int, step: StepInput, known: dict[str, str], used: set[str]) -> str:
    """The code that a step of this name had, else one that no other step has."""
    code = known.pop(step.name, "") or next(
        one for at in count(number) if (one := f"{step.kind.value}-{at}") not in used
    )
    used.add(code)
    return code


def _step(code: str, step: StepInput) -> Step:
    anew = step.anew and step.kind is StepKind.PUBLICITY
    return Step(
        code, step.name, step.kind, step.roles, step.publicity_days, step.two_people, step.only, anew,
        step.within, step.within_unit, step.publicity_unit,
    )  # fmt: skip
