"""安排核查: which place, which day, which two or more inspectors?"""

import streamlit as st

from domain.permissions import Action
from services import clock
from services.draws import places
from services.kind_names import kind_names
from services.visit_lists import campaign_word
from services.visits import inspectors, plan_visit
from ui.campaigns import chosen_campaign
from ui.forms import Form
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.page import page_head
from ui.visits import quiet

actor = guard(Action.VISIT_PLAN)
top = st.container()
campaign = chosen_campaign(actor, "安排核查")
check = campaign_word(actor, campaign.id)
with top:
    page_head(f"安排{check}", where=[check, (f"{check}任务", page_url("visits", campaign=campaign.id))])
with required():
    known = places(actor, campaign.id)
kinds = kind_names(actor, campaign.id)
people = {str(key): name for key, name in inspectors(actor).items()}
units = {
    str(place.unit_id): f"{place.name}（{kinds[place.kind]}，本行动已安排 {place.visits} 次）"
    for place in known
}
with Form(f"visit-plan-{campaign.id}", draft_of=actor, narrow=True) as form:
    unit = form.choice("unit_id", f"被{check}单位", units, required=True)
    day = form.day("planned_on", f"{check}日期", clock.today(), required=True)
    team = form.choices("inspectors", f"{check}人员（两人以上）", people, required=True)
    leader = form.choice("leader", "组长", {key: people[key] for key in team})
    quiet(f"来自被{check}单位的人员应当回避；不选组长时由第一位{check}人员任组长。")
    if form.submit("保存安排") and form.filled(
        unit_id=f"请选择被{check}单位。", planned_on=f"请填写{check}日期。"
    ):
        with form.told():
            values: dict[str, object] = {
                "unit_id": int(unit),
                "planned_on": day,
                "inspectors": tuple(int(one) for one in team),
                "leader": int(leader) if leader else None,
            }
            visit_id = plan_visit(actor, campaign.id, values)
            form.done(f"{check}已安排。")
            open_page("visit", id=visit_id)
