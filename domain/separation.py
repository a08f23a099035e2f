"""Separation of duties in the close-out: who took one step of a round does not take another one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.errors import Refused
from domain.permissions import ROLE_NAMES, Role
from domain.workflow import Step, StepKind


@dataclass(frozen=True, slots=True)
class Taken:
    """A step already passed in this round: of what kind and by whom."""

    kind: StepKind
    account_ids: frozenset[int]


def require_step(
    step: Step, role: Role, people: Iterable[int], *, rectifiers: frozenset[int], taken: Sequence[Taken]
) -> None:
    """Separation of duties: who rectified does not check, who reviewed does not verify on site.

    people: the account that takes the step and, for a visit, the second one. Posting and striking off may be
    done by somebody who reviewed; striking off never by somebody who verified on site.
    """
    if role not in step.roles:
        who = "、".join(ROLE_NAMES[allowed] for allowed in step.roles)
        raise Refused(f"“{step.name}”由{who}办理，{ROLE_NAMES[role]}不能办理。")
    acting = frozenset(people)
    if step.two_people and len(acting) < 2:  # as the law of inspections has it
        raise Refused(f"“{step.name}”须由两人以上共同办理，请补选一名同行人员。")
    if acting & rectifiers:
        raise Refused(f"整改责任人不能办理自己整改问题的“{step.name}”。")
    barred = {earlier.kind for earlier in taken if acting & earlier.account_ids} & BARS[step.kind]
    if barred:
        done = "、".join(_KIND_NAMES[kind] for kind in StepKind if kind in barred)
        raise Refused(f"已经办理过“{done}”的人员不能再办理“{step.name}”，请换人办理。")


BARS = {
    StepKind.REVIEW: frozenset({StepKind.REVIEW, StepKind.VERIFY}),
    StepKind.VERIFY: frozenset({StepKind.REVIEW, StepKind.VERIFY}),
    StepKind.PUBLICITY: frozenset[StepKind](),
    StepKind.STRIKE: frozenset({StepKind.VERIFY}),
}
_KIND_NAMES = dict(zip(StepKind, ("审核", "验收", "公示", "销号"), strict=True))
