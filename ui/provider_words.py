"""How figures, verdicts, decisions, bans and contracts are shown: one word, one sign, one colour each."""

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from domain.amounts import AmountRange
from domain.decisions import STATE_NAMES, DecisionState, Track
from domain.library.models.acts import ACT_NAMES
from domain.library.models.facts import Fact as FactSpec
from domain.surveys import DRAWN, FRAME, REQUIRED
from domain.thresholds.data import show_number
from domain.thresholds.verdicts import Outcome
from services.contract_list import ContractRow
from services.measurement_values import PERCENT
from services.provider_list import Figure
from services.verdict_list import VerdictRow
from ui.badges import Badge, Tone
from ui.wording import percent, yuan, yuan_cell

SIGNS = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<", "equals": "="}
_GOOD = frozenset({"renew", "recommend", "reward", "pay", "permit", "delist", "mitigate"})
NATURES = {"must": "应当", "may": "有权", "": "—"}
_OUTCOMES: Mapping[Outcome, tuple[str, Tone]] = {
    Outcome.TRIGGERED: ("■", "late"),
    Outcome.NOT_TRIGGERED: ("✓", "good"),
    Outcome.PENDING_DATA: ("○", "plain"),
    Outcome.NEEDS_JUDGEMENT: ("▲", "soon"),
    Outcome.NOT_APPLICABLE: ("—", "ended"),
    Outcome.MET: ("✓", "good"),
    Outcome.NOT_MET: ("■", "late"),
    Outcome.AWAITING_MAKE_UP: ("▲", "soon"),
    Outcome.IN_PROGRESS: ("○", "plain"),
}
_DECISIONS: Mapping[DecisionState, tuple[str, Tone]] = {
    DecisionState.OPEN: ("○", "soon"),
    DecisionState.PROPOSED: ("◔", "active"),
    DecisionState.NOTICE_SERVED: ("◑", "active"),
    DecisionState.HEARD: ("◕", "active"),
    DecisionState.APPROVED: ("◕", "active"),
    DecisionState.REJECTED: ("▲", "soon"),
    DecisionState.SERVED: ("◕", "active"),
    DecisionState.IN_FORCE: ("●", "good"),
    DecisionState.FULFILLED: ("✓", "ended"),
    DecisionState.UNFULFILLED: ("■", "late"),
    DecisionState.REVOKED: ("×", "ended"),
    DecisionState.WAIVED: ("×", "ended"),
    DecisionState.DROPPED: ("×", "ended"),
    DecisionState.EXPIRED: ("✓", "ended"),
    DecisionState.LAPSED: ("×", "ended"),
}
_BANS: Mapping[str, tuple[str, str, Tone]] = {
    "in_force": ("禁入中", "■", "late"),
    "coming": ("未开始", "○", "plain"),
    "over": ("已期满", "✓", "ended"),
    "released": ("已提前解除", "✓", "ended"),
    "revoked": ("决定已撤销", "×", "ended"),
}


def outcome_badge(
    outcome: Outcome,
    track: str = Track.SANCTION.value,
    standing: str = "main",
    acts: Collection[str] = (),
) -> Badge:
    """What a rule says; a good consequence (续签, 推荐), one to be noted only (上报, 计分) and one that gives way are
    no alarm."""
    sign, tone = _OUTCOMES[outcome]
    if outcome is Outcome.TRIGGERED and standing == "alternative":
        return Badge("让位", "◇", "plain")
    if outcome is Outcome.TRIGGERED and track in {Track.NOTE.value, ""}:
        return _noted([act for act in acts if act not in _GOOD], good=bool(_GOOD.intersection(acts)))
    return Badge(outcome.label, sign, tone)


def _noted(others: Sequence[str], *, good: bool) -> Badge:
    """A rule from which nothing follows that anybody decides: a favour, or what is to be done without a case."""
    if others:
        return Badge(f"触发：{ACT_NAMES[others[0]].partition('（')[0]}", "●", "active")
    return Badge("符合条件", "✓", "good") if good else Badge("触发", "●", "active")


def verdict_badge(row: VerdictRow) -> Badge:
    """Badge of a verdict in a list."""
    return outcome_badge(row.outcome, row.track, row.standing, row.acts)


def decision_badge(state: DecisionState) -> Badge:
    """Badge of a decision's state."""
    sign, tone = _DECISIONS[state]
    return Badge(STATE_NAMES[state], sign, tone)


def ban_badge(state: str, kind: str = "ban") -> Badge:
    """Badge of a ban or suspension on a day."""
    word, sign, tone = _BANS[state]
    return Badge("暂停中" if (state, kind) == ("in_force", "suspend") else word, sign, tone)


def contract_badge(row: ContractRow) -> Badge:
    """Badge of a contract; one that ran out without being ended says so."""
    if row.run_out:
        return Badge("已到期", "▲", "soon")
    known: Mapping[str, tuple[str, str, Tone]] = {
        "running": ("履行中", "●", "good"),
        "ended": ("已终止", "✓", "ended"),
        "terminated": ("已解除", "×", "late"),
    }
    return Badge(*known[row.state])


def figure_text(figure: Figure) -> str:
    """满意率 89.9497…%（179/199）2026Q1."""
    shown = show_number(figure.value, percent=figure.percent)
    parts = f"（{figure.num}/{figure.den}）" if figure.percent and figure.den != 1 else ""
    return f"{figure.name} {shown}{parts} {figure.period}".strip()


def line_text(sign: str, value: str) -> str:
    """< 90%."""
    return f"{SIGNS.get(sign, sign)} {value}"


def range_text(held: AmountRange | None, words: str = "") -> str:
    """5,000元至7,000元 with its arithmetic."""
    if held is None:
        return words
    if held.unit:
        repeats = held.arithmetic in {"", held.words()}
        return held.words() if repeats else f"{held.words()}（{held.arithmetic}）"
    plain = held.words().replace(",", "").removesuffix("元")
    repeats = held.arithmetic.removesuffix("元") in {"", plain}  # a fixed sum has no arithmetic of its own
    return held.words() if repeats else f"{held.words()}（{_grouped(held.arithmetic)}）"


def _grouped(arithmetic: str) -> str:
    """The base of an amount as sums of money are written: 5%—7% × 当年项目经费1,800,000元."""
    told = re.sub(r"(?<![\d.])\d{5,}", lambda found: f"{int(found[0]):,}", arithmetic)
    return f"{told}元" if told[-1:].isdigit() and "元 ×" not in told else told


class Valued(Protocol):
    """A datum with its value in the columns of a measurement."""

    @property
    def kind(self) -> str: ...
    @property
    def numerator(self) -> int: ...
    @property
    def denominator(self) -> int: ...
    @property
    def word(self) -> str: ...
    @property
    def parts(self) -> Mapping[str, int]: ...


def value_text(row: Valued, spec: FactSpec | None = None) -> str:
    """A datum as people read it."""
    if row.kind == "ratio" and row.word == PERCENT:
        return show_number(_fraction(row), percent=True)
    if row.kind == "rank":
        return f"第{row.numerator}（共{row.denominator}）" if row.denominator else f"第{row.numerator}"
    if row.kind == "ratio":
        if not row.denominator:
            return f"{row.numerator}/{row.denominator}，待核"
        shown = show_number(_fraction(row), percent=True)
        return f"{shown}（{row.numerator}/{row.denominator}）"
    if row.kind == "tally":
        return "，".join(f"{word}{count}" for word, count in answers_of(row.parts).items() if count)
    if row.kind == "amount":
        return yuan(row.numerator)
    if row.kind == "flag":
        return "是" if row.numerator else "否"
    if row.kind in {"grade", "choice", "date", "text"}:
        return row.word
    unit = spec.unit if spec is not None and spec.unit else ""
    return f"{show_number(_fraction(row))}{unit}"


def known_values(row: Valued) -> dict[str, Any]:
    """A datum as it is typed into its fields again."""
    known = {
        "numerator": row.numerator, "denominator": row.denominator, "word": row.word,
        "counts": answers_of(row.parts), "frame": row.parts.get("frame", 0), "drawn": row.parts.get("drawn", 0),
        "amount": yuan_cell(row.numerator) if row.kind == "amount" else "",
    }  # fmt: skip
    if row.kind == "number":
        return known | {"figure": _typed(row.numerator, row.denominator)}
    if row.kind == "ratio" and row.word == PERCENT:
        return known | {
            "percent": _typed(100 * row.numerator, row.denominator),
            "numerator": 0,
            "denominator": 0,
        }
    return known


def _typed(top: int, bottom: int) -> str:
    """Exact: what was typed had few decimals."""
    return f"{(Decimal(top) / Decimal(bottom)).normalize():f}"


def told_words(spec: FactSpec | None, values: Mapping[str, Any], *, happened: bool = True) -> str:
    """What a record or a row of a register says, by the names that the scheme gives its fields."""
    if spec is not None and spec.kind == "record":
        told = {one.name: values[key] for key, one in spec.fields.items() if key in values}
        return (
            "，".join(f"{name}：{_plain(value)}" for name, value in told.items()) if happened else "当期没有"
        )
    if "numerator" in values:
        top, bottom = values["numerator"], values["denominator"]
        return f"{percent(top, bottom)}（{top}/{bottom}）"
    return f"{_plain(values.get('value'))}{spec.unit if spec is not None and spec.unit else ''}"


def _plain(value: Any) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def _fraction(row: Valued) -> Fraction:
    return Fraction(row.numerator, row.denominator)


def answers_of(parts: Mapping[str, int]) -> dict[str, int]:
    """Only the answers of a survey."""
    return {word: count for word, count in parts.items() if word not in {FRAME, DRAWN, REQUIRED}}


def sample_text(parts: Mapping[str, int]) -> str:
    """服务对象500人，应抽100人，实抽120人."""
    if FRAME not in parts:
        return ""
    required = f"，应抽{parts[REQUIRED]}人" if REQUIRED in parts else ""
    return f"服务对象{parts[FRAME]}人{required}，实抽{parts.get(DRAWN, 0)}人"


def missing_text(missing: Sequence[str]) -> str:
    """What a verdict waits for."""
    return "；".join(missing)
