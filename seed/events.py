"""Behaviours and events of providers that were found and proven, and what people judged of them."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from seed.diary import Act
from seed.figures import CHUNHUI, FUSHOU, LELING, NUANLIN, YINXING
from seed.place import Place
from services.facts import judge, record_fact

CHAPTER = "登记查实事项"
HARM = 62  # days ago
LAG = 6  # days from what happened to its proof
_PRICE = {"sort": "有偿", "price": "90", "market_price": "100"}
# days ago, provider, event, what was found, further fields of the record
_FACTS: tuple[tuple[int, str, str, str, Mapping[str, Any]], ...] = (
    (150, CHUNHUI, "gift_cashing", "以米面油、鸡蛋等实物折抵服务次数，套取电子代金券补贴，涉及老人46名。", {}),
    (96, FUSHOU, "substandard", "两次上门均未完成约定的助浴项目，仍按完成结算。", {}),
    (HARM, FUSHOU, "harm", "服务员在助行时与老人争执并推搡，老人受轻微伤。", {}),
    (48, LELING, "paid_service", "有偿陪诊服务按市场价的九成收费。", _PRICE),
    (33, NUANLIN, "substandard", "抽查的三户中两户服务时长不足，家庭卫生未达到服务标准。", {}),
    (26, YINXING, "fake_goods", "服务员借上门之机向老人推销所谓“降压贴”，经鉴定为假冒产品。", {}),
    (9, CHUNHUI, "other_offence", "已停止服务的站点仍悬挂政府购买服务标牌收取费用，正在核实。", {}),
)  # fmt: skip


def write_facts(place: Place) -> None:
    """Each fact on the day on which it was proven."""
    write = place.diary.write
    for days, name, event, words, fields in _FACTS:
        write(place.diary.ago(days), CHAPTER, _fact(place, name, event, words, fields, days))
    write(
        place.diary.ago(HARM - 1),
        CHAPTER,
        _judged(place, FUSHOU, "harm_confirmed", "经核实属于危害老年人身心健康的行为"),
    )


def _fact(place: Place, name: str, event: str, words: str, fields: Mapping[str, Any], days: int) -> Act:
    values = {
        "event": event, "happened_on": place.diary.ago(days + LAG), "description": words, "fields": dict(fields),
        "evidence": "询问笔录、服务工单和现场照片", "proven_by": "区民政局养老服务科",
    }  # fmt: skip

    def act(session: Session) -> None:
        record_fact(place.office, place.providers[name], values, session=session)

    return act


def _judged(place: Place, name: str, question: str, reason: str) -> Act:
    values = {
        "question": question, "answer": True, "reason": reason, "day": place.diary.ago(HARM + LAG),
        "evidence": "伤情照片、调解记录",
    }  # fmt: skip

    def act(session: Session) -> None:
        judge(place.office, place.providers[name], values, session=session)

    return act
