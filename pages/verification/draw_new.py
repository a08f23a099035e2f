"""新的抽取: out of which places, how many of each township, who stays away, who witnesses it?"""

import streamlit as st

from domain.draws import Measure
from domain.permissions import Action
from services import clock
from services.draws import Place, draw, places
from services.kind_names import kind_names
from services.visit_lists import campaign_word
from services.visits import inspectors
from ui.campaigns import chosen_campaign
from ui.forms import Form
from ui.guard import guard, required
from ui.links import open_page, page_url
from ui.page import page_head, section
from ui.visits import quiet

MEASURES = {Measure.COUNT.value: "每个镇街抽若干个", Measure.SHARE.value: "每个镇街按比例抽（%，进位取整）"}
AMOUNTS = {Measure.COUNT.value: "每个镇街抽取数量", Measure.SHARE.value: "抽取比例（%）"}


def scope_fields(form: Form, known: list[Place]) -> dict[str, object]:
    """Out of which places."""
    section("抽取范围")
    names = kind_names(actor, campaign.id)
    kinds = {place.kind.value: names[place.kind] for place in known}
    towns = {str(place.township_id): place.township for place in known if place.township_id}
    chosen = form.choices("kinds", "单位类型", kinds, required=True)
    townships = form.choices("townships", "镇街（不选为全部）", towns)
    skip = form.tick("skip_visited", f"本行动中已经安排过{check}的单位不再抽取", True)
    measure = form.choice("measure", "抽取办法", MEASURES, Measure.COUNT.value, required=True, radio=True)
    amount = form.text("amount", AMOUNTS.get(measure, "数量"), "1", required=True)
    in_scope = [place for place in known if place.kind.value in chosen]
    quiet(f"范围内现有 {len(in_scope)} 个单位。")
    return {
        "kinds": chosen,
        "townships": [int(one) for one in townships],
        "skip_visited": skip,
        "measure": measure or None,
        "amount": amount,
    }


def avoidance_fields(form: Form, known: list[Place], people: dict[str, str]) -> dict[str, object]:
    """Who keeps away from whom."""
    section("回避", f"来自被抽中单位的{check}人员自动回避")
    units = {str(place.unit_id): place.name for place in known}
    avoided = form.choices("avoided", "不参加抽取的单位", units)
    reason = form.text("avoid_reason", "不参加抽取的原因", max_chars=200) if avoided else ""
    pairs: list[tuple[int, int]] = []
    for person, name in people.items():
        if form.tick(f"avoids-{person}", f"{name} 有需要回避的单位"):
            away = form.choices(f"away-{person}", f"{name} 回避的单位", units)
            pairs += [(int(person), int(unit)) for unit in away]
    return {"avoided": {int(unit): reason for unit in avoided}, "pairs": pairs}


actor = guard(Action.VISIT_PLAN)
top = st.container()
campaign = chosen_campaign(actor, "新的抽取")
check = campaign_word(actor, campaign.id)
with top:
    page_head("新的抽取", where=[check, ("随机抽取", page_url("draws", campaign=campaign.id))])
with required():
    known = places(actor, campaign.id)
people = {str(key): name for key, name in inspectors(actor).items()}
if not known:
    st.info(f"本专项行动范围内没有可以{check}的单位。")
    st.stop()
with Form(f"draw-{campaign.id}", draft_of=actor, narrow=True) as form:
    title = form.text("title", "抽取名称", required=True, max_chars=120, placeholder="例如：6月第一次抽查")
    order = scope_fields(form, known)
    section(f"{check}人员")
    team = form.choices("inspectors", f"参加选派的{check}人员", people, list(people), required=True)
    planned = form.day("planned_on", f"{check}日期", clock.today(), required=True)
    order |= avoidance_fields(form, known, {key: people[key] for key in team})
    section("抽取")
    seed = form.text("seed", "种子", max_chars=64, help="由在场人当场报出数字；不填则由系统生成并留存")
    witnesses = form.text("witnesses", "在场人", required=True, max_chars=300)
    if form.submit("开始抽取"):
        with form.told():
            order |= {
                "title": title,
                "inspectors": [int(one) for one in team],
                "planned_on": planned,
                "seed": seed,
                "witnesses": witnesses,
            }
            draw_id = draw(actor, campaign.id, order)
            form.done(f"抽取完成，{check}任务已经生成。")
            open_page("draw", id=draw_id)
