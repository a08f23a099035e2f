"""How findings are handled under another version: default terms, close-out steps, lights; and the settings.

What the office has set itself stays. Close-out steps stay as well while findings are between two of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.findings import KIND_NAMES
from domain.library.casework_words import only_text
from domain.library.comparing import CHANGE_NAMES, ChangeKind, Difference
from domain.library.decimals import short
from domain.library.models.scheme import Scheme
from domain.self_inspection import REPORT_STATE_NAMES, ReportState
from domain.terms import Unit
from domain.visits import OPEN_STATES
from domain.workflow import Step
from models.campaign import Campaign
from models.finding import Finding
from models.self_inspection import SelfInspection
from models.verification import Visit
from services.campaign_terms import close_out_of, default_terms_of, lights_of
from services.close_out_steps import between_steps
from services.default_terms import TERMS, DefaultTerm, read_terms
from services.rebase_ground import Ground, three_way
from services.rebase_lines import NOT_THERE, Line

_LOCAL = "已在行动设置中另行规定，保留"
_LIGHTS = "期限预警"


@dataclass(frozen=True, slots=True)
class Handling:
    """The campaign's columns afterwards, and what is different about them."""

    terms: Mapping[str, object]
    close_out_steps: list[dict[str, object]]
    light_bounds: Mapping[str, object]
    lines: tuple[Line, ...]


def handling_of(ground: Ground, differences: Iterable[Difference], *, session: Session) -> Handling:
    """What becomes of terms, steps and lights. One statement."""
    campaign, old, new = ground.campaign, ground.old.scheme, ground.new.scheme
    terms = default_terms_of(new, campaign.year, ground.calendar, ground.new.version)
    steps, step_lines = _steps(campaign, old, new, session)
    lights = three_way(campaign.light_bounds, lights_of(old), lights_of(new))
    kinds = {**old.finding_kinds, **new.finding_kinds}
    names = {key: kind.name for key, kind in kinds.items()} | dict(KIND_NAMES)
    lines = (
        *_term_lines(read_terms(campaign.parameters.get(TERMS)), read_terms(terms), names),
        *step_lines,
        *_light_lines(campaign.light_bounds, lights, lights_of(old), lights_of(new)),
        *_other_lines(differences),
    )
    return Handling(terms, steps, lights, lines)


def _term_lines(
    old: Mapping[str, DefaultTerm], new: Mapping[str, DefaultTerm], names: Mapping[str, str]
) -> Iterator[Line]:
    for kind in dict.fromkeys([*KIND_NAMES, *old, *new]):
        before, after = old.get(kind), new.get(kind)
        words = [_term_words(term) for term in (before, after)]
        if words[0] != words[1]:
            yield Line(f"{names.get(kind, kind)}的期限", *words)


def _term_words(term: DefaultTerm | None) -> str:
    """The term, those of natures that have one of their own, and those of problems that came back."""
    if term is None:
        return NOT_THERE
    words = dict.fromkeys([*term.natures, *term.relapses])
    again = [
        f"复发的，{_relapse_words(one)}"
        for one in (term, *map(term.of_nature, words))
        if one.relapse is not None
    ]
    return "；".join(
        [term.text, *(term.of_nature(word).text for word in term.natures), *dict.fromkeys(again)]
    )


def _relapse_words(term: DefaultTerm) -> str:
    if isinstance(term.relapse, Fraction):
        return f"首次期限的{short(term.relapse * 100)}%"
    return replace(term, length=term.relapse or term.length).text


def _steps(
    campaign: Campaign, old: Scheme, new: Scheme, session: Session
) -> tuple[list[dict[str, object]], list[Line]]:
    stands, was, fresh = (
        _read(one) for one in (campaign.close_out_steps, close_out_of(old), close_out_of(new))
    )
    kept = [step.to_json() for step in stands]
    before, after, now = _step_names(stands, old), _step_names(fresh, new), _step_names(stands, new)
    if stands == fresh or was == fresh:  # what its conditions say may read differently all the same
        return kept, [Line("销号程序", before, now)] if before != now else []
    if stands != was:
        return kept, [Line("销号程序", before, now, f"新版为“{after}”；{_LOCAL}")]
    between = select(sql.func.count()).select_from(Finding).where(between_steps(campaign))
    if count := session.exec(between).one():
        note = f"新版为“{after}”；有{count}个问题正在办理销号，本次保留原程序，办完后可在行动设置中修改"
        return kept, [Line("销号程序", before, now, note)]
    return [step.to_json() for step in fresh], [Line("销号程序", before, after)]


def _read(stored: Iterable[Mapping[str, object]]) -> list[Step]:
    return [Step.from_json(one) for one in stored]


def _step_names(steps: Iterable[Step], scheme: Scheme) -> str:
    """审核 → 区领导签批（只办理重大的问题） → 销号; a condition that the scheme does not have holds of all."""
    written = scheme.close_out.steps if scheme.close_out else ()
    only = {one.key[:24]: f"（只办理{only_text(scheme, one)}）" for one in written if one.when is not None}
    days = {step.code: f"（{step.posting.text}）" for step in steps if step.posting is not None}
    terms = {step.code: f"（{step.term.text}内）" for step in steps if step.term is not None}
    told = (
        f"{step.name}{terms.get(step.code, '')}{days.get(step.code, '')}{only.get(step.only, '')}"
        for step in steps
    )
    return " → ".join(told) or NOT_THERE


def _light_lines(
    stands: Mapping[str, object],
    becomes: Mapping[str, object],
    old: Mapping[str, object],
    new: Mapping[str, object],
) -> Iterator[Line]:
    if stands != becomes:
        yield Line(_LIGHTS, _light_words(stands), _light_words(becomes))
    elif old != new and stands != new:
        words = _light_words(stands)
        yield Line(_LIGHTS, words, words, f"新版为“{_light_words(new)}”；{_LOCAL}")


def _light_words(bounds: Mapping[str, object]) -> str:
    if not bounds:
        return "系统默认"
    unit = "个工作日" if bounds.get("unit") == Unit.WORKING_DAY.value else "日"
    return f"到期前{bounds['yellow_days']}{unit}提示临近"


_TOLD_ABOVE = ("kind-", "step-", "light-")


def _other_lines(differences: Iterable[Difference]) -> Iterator[Line]:
    """Escalation, natures of leads, changes of kind: the scheme's own words, read from the version in force."""
    for one in differences:
        if one.article.section == "casework" and not one.article.id.startswith(_TOLD_ABOVE):
            yield difference_line(one)


def difference_line(one: Difference) -> Line:
    """An entry that differs, with both of its sentences."""
    words = [side.text if side else NOT_THERE for side in (one.old, one.new)]
    name = f"{one.article.number} {one.article.title}".strip()
    note = CHANGE_NAMES[one.kind]
    if one.kind is ChangeKind.CHANGED and words[0] == words[1]:
        note = "条款、适用范围或说明有变化"
    return Line(name, words[0], words[1], note)


def setting_lines(ground: Ground) -> tuple[Line, ...]:
    """Settings and open places that read differently afterwards."""
    old, new = ground.old, ground.new
    names = {key: one.name for scheme in (old.scheme, new.scheme) for key, one in scheme.settings.items()}
    names |= {key: one.name for scheme in (old.scheme, new.scheme) for key, one in scheme.open.items()}
    lines = (
        Line(name, _chosen(old.scheme, old.parameters, key), _chosen(new.scheme, new.parameters, key))
        for key, name in names.items()
    )
    return tuple(line for line in lines if line.before != line.after)


def _chosen(scheme: Scheme, parameters: Mapping[str, object], key: str) -> str:
    if key in scheme.settings:
        setting = scheme.settings[key]
        return setting.options[str(parameters.get(key, setting.default))]
    if key in scheme.open:
        return str(parameters.get(key) or "未填写")
    return NOT_THERE


def checklist_remarks(ground: Ground, *, session: Session) -> tuple[str, ...]:
    """Which reports and visits a changed checklist meets. Two statements."""
    reports = session.execute(
        sql.select(col(SelfInspection.state), sql.func.count())
        .where(col(SelfInspection.campaign_id) == ground.campaign.key)
        .group_by(col(SelfInspection.state))
    )
    counts = {ReportState(state): number for state, number in reports.all()}
    visits = session.exec(
        select(sql.func.count()).where(
            Visit.campaign_id == ground.campaign.key, col(Visit.state).in_(sorted(OPEN_STATES))
        )
    ).one()
    return tuple(_report_remarks(counts)) + (
        (f"{visits}次尚未签字的核查按新版要点继续，已填的答案保留",) if visits else ()
    )


def _report_remarks(counts: Mapping[ReportState, int]) -> Iterator[str]:
    editable = (ReportState.DRAFT, ReportState.RETURNED)
    at_work = sum(counts.get(state, 0) for state in editable)
    if at_work:
        yield f"{at_work}份正在填报的自查报告按新版要点补齐后才能提交，已填的答案保留"
    done = [
        f"{REPORT_STATE_NAMES[state]}{number}份"
        for state, number in sorted(counts.items())
        if state not in editable
    ]
    if done:
        yield f"已提交的自查报告不重新填报（{'、'.join(done)}）"
