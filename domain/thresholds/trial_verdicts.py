"""Verdicts compared with what a case expects."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor

from domain.library import wording
from domain.library.models import cases as k
from domain.thresholds import spans
from domain.thresholds.book import Asked
from domain.thresholds.data import show_number
from domain.thresholds.trial_ground import Finding, Ground
from domain.thresholds.verdicts import Following, Outcome, Verdict

_NONE = "none"


def asked_periods(ground: Ground) -> Asked:
    """The periods that a case expects a verdict of, though nothing may be known of them."""
    found: dict[tuple[str, str], set[tuple[str, int]]] = {}
    for one in ground.case.expect.verdicts:
        if one.period is None or one.outcome == _NONE:
            continue
        span = spans.parse(one.period, ground.book.scheme.grains)
        subject = ground.subject(one.subject, _kind_of(ground, one.id))
        found.setdefault((one.id, subject), set()).add((span.grain, span.index))
    return {key: frozenset(spans_of) for key, spans_of in found.items()}


def check_verdict(ground: Ground, one: k.ExpectedVerdict) -> Iterator[Finding]:
    """One expected verdict; without a period or date all verdicts of the subject have to agree."""
    if one.outcome not in {None, *Outcome, _NONE}:
        words = "、".join([*Outcome, _NONE])
        yield Finding(False, one.id, "", f"outcome 只能写 {words}")
        return
    subject = ground.subject(one.subject, _kind_of(ground, one.id))
    found = [
        verdict for verdict in ground.verdicts if _meant(one, subject, verdict, ground.book.scheme.grains)
    ]
    if one.nth is not None:
        found = found[one.nth - 1 : one.nth]
    if not found:
        yield Finding(one.outcome == _NONE, one.id, "", _no_verdict(ground, one))
        return
    wrong = [why for verdict in found for why in _differences(ground, one, verdict)]
    shown = found[-1]
    text = f"{shown.outcome.label}：{shown.arithmetic}"
    where = f"{shown.subject} {shown.period or shown.day or ''}"
    yield Finding(not wrong, one.id, shown.clause, "；".join([*wrong, *([where] if wrong else []), text]))


def _kind_of(ground: Ground, entry: str) -> str | None:
    """The kind of subject that an entry judges."""
    scheme = ground.engine.scheme
    kinds = {one.id: one.subject for one in scheme.rules} | {one.id: one.subject for one in scheme.duties}
    kinds |= {one.id: one.of for one in scheme.all_targets}
    kinds |= {one.id: scheme.facts[one.record].of for one in scheme.time_limits}
    return kinds.get(entry)


def _meant(one: k.ExpectedVerdict, subject: str, verdict: Verdict, grains: tuple[str, ...]) -> bool:
    if verdict.id != one.id or verdict.subject != subject:
        return False
    if one.unit is not None and verdict.unit != one.unit:
        return False
    if one.period is not None and verdict.period != str(spans.parse(one.period, grains)):
        return False
    return one.date is None or verdict.day == one.date


def _no_verdict(ground: Ground, one: k.ExpectedVerdict) -> str:
    known = {verdict.id for verdict in ground.verdicts}
    if one.id not in known:
        kind = str(_kind_of(ground, one.id))
        if not ground.book.of_kind(kind):
            listed = f"没有数据的也写进 subjects：{{id: 名称, kind: {kind}}}"
            return f"案例里没有“{one.id}”的对象（{wording.party(ground.engine.scheme, kind)}）：{listed}"
        why = f"到今日（{ground.today}）这一期没有结束，或早于施行日，或晚于有效期（until）"
        return f"“{one.id}”还没有可判断的时段：{why}"
    others = sorted(
        {f"{one_.subject} {one_.period or one_.day}" for one_ in ground.verdicts if one_.id == one.id}
    )
    why = "（没有结束的、早于施行日、晚于有效期（until）的时段不判断）" if one.period else ""
    why = (
        "（那天没有登记，或登记在施行日以前、有效期（until）以后，不判断）"
        if one.date and not one.period
        else why
    )
    return f"没有这一对象和时段的判定{why}；有：{'、'.join(others[:6])}"


def _differences(ground: Ground, one: k.ExpectedVerdict, verdict: Verdict) -> Iterator[str]:
    if one.outcome is not None and verdict.outcome != one.outcome:
        yield f"应为{_label(one.outcome)}，实为{verdict.outcome.label}"
    if one.standing is not None and verdict.standing != one.standing:
        yield f"standing 应为 {one.standing}，实为 {verdict.standing}"
    if one.tier is not None and verdict.tier != one.tier:
        have = f"实为“{verdict.tier}”" if verdict.tier else "实际没有落在哪一档"
        yield f"应在“{one.tier}”一档，{have}"
    if one.says is not None and one.says not in verdict.arithmetic:
        yield f"算式中应有“{one.says}”"
    if one.consequences is not None:
        yield from _consequences_differ(ground, one.consequences, verdict)


def _label(outcome: str) -> str:
    return "没有判定" if outcome == _NONE else Outcome(outcome).label


def _flat(many: tuple[Following, ...], choice: bool = False) -> Iterator[tuple[Following, bool]]:
    for one in many:
        if one.alternatives:
            yield from _flat(one.alternatives, True)
        else:
            yield one, choice


def _consequences_differ(
    ground: Ground, wanted: tuple[k.ExpectedAct, ...], verdict: Verdict
) -> Iterator[str]:
    left = list(_flat(verdict.consequences))
    for act in wanted:
        match = next((pair for pair in left if not _act_differs(ground, act, *pair)), None)
        if match is None:
            near = next((pair for pair in left if pair[0].do == act.do), None)
            why = "，".join(_act_differs(ground, act, *near)) if near else "没有这一后果"
            yield f"后果 {act.do}：{why}"
        else:
            left.remove(match)
    if left and len(list(_flat(verdict.consequences))) > len(wanted):
        yield f"还有未列出的后果：{'、'.join(_called(one) for one, _ in left)}"


def _called(one: Following) -> str:
    """A consequence by its name; one whose own condition is not known yet is not certain."""
    return one.label + (f"（条件待核：{one.condition}）" if one.condition else "")


def _act_differs(ground: Ground, act: k.ExpectedAct, found: Following, choice: bool) -> list[str]:
    wrong = []
    if act.do != found.do:
        return [f"实为 {found.do}"]
    if act.nature is not None and act.nature != found.nature:
        wrong.append(f"nature 应为 {act.nature}，实为 {found.nature}")
    if act.on is not None and found.on not in {act.on, wording.party(ground.engine.scheme, act.on)}:
        wrong.append(f"on 应为 {act.on}，实为 {found.on or '本对象'}")
    if act.choice is not choice:
        wrong.append("是择一的后果" if choice else "不是择一的后果")
    texts = (("lasts", act.lasts, found.lasts), ("within", act.within, found.within))
    wrong += [
        f"{name} 中应有“{want}”，实为“{have}”" for name, want, have in texts if want and want not in have
    ]
    days = (("until", act.until, found.until), ("due", act.due, found.due))
    wrong += [f"{name} 应为 {want}，实为 {have}" for name, want, have in days if want not in (None, have)]
    if act.balance is not None and act.balance not in _accounts(ground, found):
        wrong.append(f"balance 应为 {act.balance}，实为 {found.balance or '没有记入信用分'}")
    return wrong + _amount_differs(act, found) + _points_differ(act, found)


def _accounts(ground: Ground, found: Following) -> set[str]:
    """The name and the key of the balance that a consequence moves."""
    balances = ground.engine.scheme.balances
    keys = {key for key, balance in balances.items() if found.balance and balance.name == found.balance}
    return keys | {found.balance}


def _points_differ(act: k.ExpectedAct, found: Following) -> list[str]:
    ends = (
        ("points", act.points, found.points_low),
        ("points", act.points, found.points_high),
        ("points_from", act.points_from, found.points_low),
        ("points_to", act.points_to, found.points_high),
    )
    wrong = [f"{name} 应为 {show_number(want)}，实为 {found.points or '没有写几分'}"
             for name, want, have in ends if want is not None and want != have]  # fmt: skip
    return list(dict.fromkeys(wrong))


def _amount_differs(act: k.ExpectedAct, found: Following) -> list[str]:
    wanted = {"amount_from": act.amount_from, "amount_to": act.amount_to, "base": act.base}
    amount = found.amount
    have = {
        "amount_from": amount.low if amount else None,
        "amount_to": amount.high if amount else None,
        "base": amount.base if amount else None,
    }
    return [
        f"{name} 应为 {show_number(want)}，实为 {_shown(have[name], amount.text if amount else '')}"
        for name, want in wanted.items()
        if want is not None and not _is(want, have[name])
    ]


def _is(want: Fraction, have: Fraction | None) -> bool:
    """The same sum; one that lies between two fen may also be written to the fen."""
    return have is not None and want in (have, Fraction(floor(have * 100 + Fraction(1, 2)), 100))


def _shown(have: Fraction | None, why: str) -> str:
    if have is None:
        return why if "待核" in why else "由人确定"
    return show_number(have)
