"""Natures of problems that are nowhere declared, and close-out steps that leave a problem without a check."""

from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from domain.library.lint.doubts import Doubt, doubtful, unknown, wrong
from domain.library.models import conditions as c
from domain.library.models import values as v
from domain.library.models.casework import FindingKind
from domain.library.models.handled import READ, READ_EXTENDING
from domain.library.models.ledger import NATURES
from domain.library.models.literals import (
    ClockValue,
    DayValue,
    FlagValue,
    NameValue,
    NumberValue,
    TextValue,
)
from domain.library.models.scheme import Scheme
from domain.library.parts import below
from domain.library.scopes import Path, Visits
from domain.library.striking import strikes_at

_ASKED = (
    c.Compare, c.All, c.AnyOf, c.Not, c.Some, c.Quorum, c.Reported, NameValue, NumberValue, TextValue, FlagValue,
    DayValue, ClockValue, v.Sum, v.Difference, v.Product, v.Ratio,
)  # fmt: skip
_DECLARE = "先在 finding_nature 里写这个分类（名称、各个词）"


def check_natures(scheme: Scheme, _: Visits) -> Iterator[Doubt]:
    """Terms by nature name words of the classification; steps and levels ask for it only where there is one."""
    words = scheme.finding_nature.options if scheme.finding_nature else ()
    for key, kind in scheme.finding_kinds.items():
        for name, word in _by_nature(kind):
            path = ("finding_kinds", key, name)
            if not words:
                yield wrong(path, f"{name} 按问题的性质分：{_DECLARE}")
                break
            if word not in words:
                yield unknown((*path, word), "词（finding_nature）", word, words)
    keys = [one.key for one in scheme.finding_nature.raises] if scheme.finding_nature else []
    if len(set(keys)) < len(keys):
        yield wrong(("finding_nature", "raises"), "raises 各条的 key 不能重复")


def _by_nature(kind: FindingKind) -> list[tuple[str, str]]:
    by = {"within_of": kind.within_of, "relapse_within_of": kind.relapse_within_of}
    return [(name, word) for name, terms in by.items() for word in terms]


def check_steps(scheme: Scheme, _: Visits) -> Iterator[Doubt]:
    """What a step asks is known of the problem itself; everything is checked by somebody, and struck off."""
    if scheme.close_out is None:
        return
    steps = scheme.close_out.steps
    for at, step in enumerate(steps):
        path: Path = ("close_out", "steps", at, "when")
        if step.when is not None:
            yield from _asked(scheme, path, step.when)
            if step is strikes_at(steps):
                yield wrong(path, "销号那一步对所有问题都要办，不写 when；只有某类才要的另写一步，放在它前面")
    checks = [one for one in steps if one.role != "responsible" and one.lasts is None]
    checks = [one for one in checks if one is not strikes_at(steps)]
    if checks and all(one.when is not None for one in checks):
        said = "审核、验收各步都写了 when：几步合起来要覆盖所有问题，一步也不适用的，系统不让销号"
        yield doubtful(("close_out", "steps"), said)


def check_extending(scheme: Scheme, _: Visits) -> Iterator[Doubt]:
    """Limits of extensions ask of the problem alone, and those for all others come last."""
    for at, one in enumerate(scheme.extending):
        path: Path = ("extending", at) if len(scheme.extending) > 1 else ("extending",)
        if one.when is not None:
            yield from _asked(scheme, path, one.when, "延期（extending）", READ_EXTENDING)
        elif at < len(scheme.extending) - 1:
            yield wrong(path, "没有写 when 的对所有问题都适用，写在最后：它后面的永远用不上")


def _asked(
    scheme: Scheme, path: Path, when: object, whose: str = "销号步骤", known: Sequence[str] = READ
) -> Iterator[Doubt]:
    for node in below(when):
        if isinstance(node, NameValue) and node.name in NATURES and scheme.finding_nature is None:
            yield wrong(path, f"问了“{node.name}”：{_DECLARE}")
        elif isinstance(node, NameValue) and node.name not in known:
            yield unknown(path, "问题的登记项", node.name, known)
        elif isinstance(node, BaseModel) and not isinstance(node, _ASKED):
            yield wrong(path, f"{whose}的 when 只看问题本身：可以问 {'、'.join(known)}，不问别的登记和规则")
            return
