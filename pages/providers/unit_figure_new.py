"""登记单位数据: one figure of a unit or person for one period, with its source; what changed is told at once."""

import streamlit as st

from domain.permissions import Action, ruling
from services.regimes import regime_choices
from services.subjects import SubjectRow, kinds_to_report, read_subject, subjects_to_report
from services.targets import FigureRow, figures_asked, read_figure, years_to_report
from services.unit_figures import FigureReceipt, correct_figure, record_figure
from ui.forms import Form
from ui.guard import guard, required
from ui.links import id_param, open_page, page_url
from ui.measurement_form import late_field, period_field
from ui.page import Step, empty, page_head
from ui.provider_words import known_values, value_text
from ui.starting import no_regime
from ui.unit_figures import reported_by, value_and_source

MOST_TOLD = 3  # changes that the message above the page names; the page itself has all
NEW = "unit:"  # marks a unit that is not judged yet: it enters the regime with its first figure


def finish(form: Form, receipt: FigureReceipt, word: str) -> None:
    """Back to the unit, with what changed."""
    told = [change.sentence for change in receipt.changes if change.now != "pending_data"]
    if ruling(actor.role, Action.TARGET_READ).allowed:
        more = f"另有{len(told) - MOST_TOLD}项判定有变化，见下表。" if len(told) > MOST_TOLD else ""
        form.done(" ".join(filter(None, [word, *told[:MOST_TOLD], more])))
        open_page("unit_target", id=receipt.subject_id)
    form.done(word)
    st.rerun()


def correct(old: FigureRow, subject: SubjectRow) -> None:
    """A new figure in the place of an old one, with the reason."""
    st.caption(f"现在的数据：{value_text(old, old.spec)}，来源：{old.source or '—'}")
    form = Form(f"figure-{old.id}", version=old.version, narrow=True)
    with form:
        if old.spec is None or old.superseded:
            empty("不能更正", "这条数据已经更正过，或者方案不再统计它。")
            st.stop()
        values = value_and_source(form, old.spec, known_values(old), old.source)
        reason = form.reason("更正的原因和依据")
        if form.submit("更正"):
            with form.told():
                finish(form, correct_figure(actor, old.id, form.version, values, reason), "已更正。")


def whom(form: Form, regime_id: int) -> tuple[str, str]:
    """The kind and the one that the figure is about: a subject's number, or a unit that is not judged yet."""
    kinds = {one.key: one for one in kinds_to_report(actor, regime_id)}
    kind = form.choice("kind", "对象", {key: one.name for key, one in kinds.items()}, required=True)
    if not kind:
        st.stop()
    names = subjects_to_report(actor, regime_id, kind)
    names |= {f"{NEW}{unit_id}": name for unit_id, name in kinds[kind].missing.items()}
    chosen = form.choice("whom", kinds[kind].name, names, required=True)
    if not chosen:
        st.stop()
    return kind, chosen


def record() -> None:
    """Regime, subject, datum, period, value."""
    form = Form("unit-figure-new", narrow=True, initial=start)
    with form:
        regime = form.choice("regime", "监管方案", regimes, required=True)
        if not regime:
            st.stop()
        kind, chosen = whom(form, int(regime))
        asked = figures_asked(actor, int(regime), kind)
        metric = form.choice("metric", "数据", {key: one.name for key, one in asked.items()}, required=True)
        if not metric:
            st.stop()
        reporter = reported_by(form, actor, asked[metric])
        subject_id = None if chosen.startswith(NEW) else int(chosen)
        years = years_to_report(actor, int(regime), subject_id)
        period = period_field(form, asked[metric], years)
        values = {
            **reporter,
            **value_and_source(form, asked[metric]),
            **late_field(form, actor, asked[metric]),
            "kind": kind,
            "metric": metric,
            "period": period,
        }
        fresh = chosen.startswith(NEW)
        values["unit_id" if fresh else "subject_id"] = int(chosen.removeprefix(NEW))
        if form.submit("登记"):
            with form.told():
                finish(form, record_figure(actor, int(regime), values), "已登记。")


actor = guard(Action.MEASUREMENT_RECORD)
where: list[Step] = ["专项行动", ("各单位目标与责任", page_url("unit_targets"))]
regimes = regime_choices(actor)
start: dict[str, object] = {}
with required():
    figure = read_figure(actor, id_param("corrects")) if id_param("corrects") else None
    owner = figure.subject_id if figure else id_param("subject")
    subject = read_subject(actor, owner) if owner else None
if subject is not None:
    where.append((subject.name, page_url("unit_target", id=subject.id)))
    start = {"regime": str(subject.regime_id), "kind": subject.kind, "whom": str(subject.id)}
page_head("更正单位数据" if figure else "登记单位数据", where=where)
if not regimes:
    no_regime(actor, "这里登记各单位的指标数据")
elif figure is not None and subject is not None:
    correct(figure, subject)
else:
    record()
