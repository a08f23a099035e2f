"""新建专项行动: from which scheme, for which year, with what filled in, over whom?"""

import streamlit as st

from domain.errors import Told
from domain.permissions import Action
from domain.units import UNIT_KIND_NAMES
from services import clock
from services.campaign_creation import AUTHORITY, create_campaign, scope_candidates
from services.campaign_plan import Plan, plan_campaign
from services.libraries import list_libraries
from ui.forms import Form
from ui.guard import guard, show
from ui.links import open_page, page_url
from ui.listing import simple_table
from ui.page import empty, facts, page_head, section
from ui.plain import plain
from ui.table import Column
from ui.wording import day_cell

PHASE_COLUMNS = (
    Column("name", "阶段"),
    Column("start", "开始"),
    Column("end", "截止"),
    Column("clause", "依据"),
    Column("notes", "提示", wrap=True, width="46%"),
)
DUTY_COLUMNS = (
    Column("name", "报送事项"),
    Column("due", "截止"),
    Column("who", "报送单位"),
    Column("clause", "依据"),
)
GROUP = {"head": "组长", "deputy": "副组长", "members": "成员单位", "office": "办公室设在"}


def show_plan(plan: Plan) -> None:
    """Phases and duties with their days, and what is remarkable about them."""
    section("阶段", "日期按方案计算，遇休息日只提示、不自动顺延，创建后可以调整")
    warned = {
        phase.name: "；".join(
            ("⚠ " if note.warns else "") + note.sentence for note in plan.notes if note.phase == phase.name
        )
        for phase in plan.phases
    }
    rows = [
        {
            "name": phase.name,
            "start": day_cell(phase.start),
            "end": day_cell(phase.end),
            "clause": phase.clause,
            "notes": "；".join(part for part in (phase.words, warned[phase.name]) if part),
        }
        for phase in plan.phases
    ]
    simple_table(rows, PHASE_COLUMNS, key="plan-phases", caption="阶段")
    section("报送事项")
    duties = [
        {
            "name": duty.name,
            "due": day_cell(duty.due) if duty.due else duty.words,
            "who": "、".join(UNIT_KIND_NAMES[kind] for kind in UNIT_KIND_NAMES if kind in duty.unit_kinds),
            "clause": duty.clause,
        }
        for duty in plan.duties
    ]
    simple_table(duties, DUTY_COLUMNS, key="plan-duties", caption="报送事项")


def ask_parameters(form: Form, plan: Plan) -> dict[str, object]:
    """What the scheme leaves open, and its ambiguities with their alternatives."""
    given: dict[str, object] = {}
    for key, parameter in plan.open_parameters.items():
        if parameter.kind == "year" or key == AUTHORITY:
            continue
        note = plain(parameter.note or "") or None
        given[key] = form.text(key, plain(parameter.name), required=parameter.required, help=note)
    if plan.settings:
        section("方案没有写明的口径", "先按默认口径，可以改选；选定后随本次行动固定")
    for key, setting in plan.settings.items():
        given[key] = form.choice(
            key,
            plain(setting.question),
            {value: plain(words) for value, words in setting.options.items()},
            setting.default,
            required=True,
            radio=True,
            help=plain(setting.note or "") or None,
        )
    return given


def ask_units(form: Form, plan: Plan) -> tuple[int, ...]:
    """Units in scope: all of a kind, or some."""
    chosen: list[int] = []
    known = [one for one in scope_candidates(actor) if one.kind in plan.unit_kinds or not plan.unit_kinds]
    for kind in dict.fromkeys(one.kind for one in known):
        options = {str(one.id): one.name for one in known if one.kind is kind}
        name = UNIT_KIND_NAMES[kind]
        if form.tick(f"all_{kind.value}", f"全部{name}（{len(options)}个）", True):
            chosen += [int(key) for key in options]
        else:
            chosen += [int(key) for key in form.choices(f"some_{kind.value}", f"选择{name}", options)]
    return tuple(chosen)


actor = guard(Action.CAMPAIGN_EDIT)
page_head("新建专项行动", where=["专项行动", ("行动列表", page_url("campaigns"))])
libraries = {str(row.id): f"{row.name}（版本 {row.version}）" for row in list_libraries(actor)}
if not libraries:
    empty("这里从方案创建专项行动", "制度库里还没有方案。", "请系统管理员先安装制度库。")
    st.stop()

form = Form("campaign-new", draft_of=actor)
with form:
    left, right = st.columns([3, 1])
    with left:
        library = form.choice("library_id", "方案", libraries, required=True)
    with right:
        year = form.number("year", "年份", clock.today().year, required=True, min_value=1990, max_value=2100)
    if not library:
        st.caption("选择方案后显示阶段、报送事项和需要补充的内容。")
        st.stop()
    try:
        plan = plan_campaign(actor, int(library), year, {})
    except Told as message:
        show(message)
        st.stop()
    facts({"方案": plan.scheme_name, "版本": plan.version, "校验值": plan.checksum[:12]})
    show_plan(plan)

    section("基本信息")
    left, right = st.columns([3, 1])
    with left:
        name = form.text("name", "名称", f"{year}年{plan.scheme_name}"[:120], required=True)
    with right:
        prefix = form.text("number_prefix", "问题编号前缀", "WT", required=True, max_chars=20)
    authority = form.text(
        "authority",
        "授权依据",
        placeholder="例如：区政府办〔2026〕5号",
        help="部门未经本级政府指定不得开展政府督查。不填写时，文书和页面一律使用“核查”。",
        max_chars=200,
    )
    columns = st.columns(len(GROUP))
    group = {}
    for column, (key, label) in zip(columns, GROUP.items(), strict=True):
        with column:
            group[key] = form.text(f"group_{key}", label, max_chars=500)
    parameters = ask_parameters(form, plan)
    section("单位范围")
    units = ask_units(form, plan)
    st.caption(f"共 {len(units)} 个单位。")
    if form.submit("创建专项行动"):
        with form.told():
            campaign_id = create_campaign(
                actor,
                {
                    "library_id": int(library),
                    "name": name,
                    "year": year,
                    "number_prefix": prefix,
                    "authority": authority,
                    "leading_group": {key: text for key, text in group.items() if text},
                    "parameters": {key: value for key, value in parameters.items() if value},
                    "unit_ids": units,
                },
            )
            form.done(f"已创建“{name}”。")
            open_page("phases", campaign=campaign_id)
