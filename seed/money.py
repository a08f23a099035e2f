"""Settlements of two quarters and two vendor pools: what is paid, what is deducted, what has to wait."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from domain.periods import PeriodKind, StatPeriod
from models.provider import Contract
from models.settlement import PoolMember
from seed.diary import Act
from seed.figures import CHUNHUI, FUSHOU, KANGYI, LELING, NUANLIN, QINGSONG, YINXING, latest
from seed.place import Place
from seed.supply import TENDER
from services.contract_days import last_day
from services.pool_draws import draw_from_pool
from services.settlements import approve_settlement, prepare_settlement, read_settlement
from services.vendor_pools import create_pool, enter_pool, evaluate_member, remove_member

CHAPTER, POOL = "编制和批准季度结算", "供应商库"
SETTLED = 34  # days after a quarter in which its settlement is prepared: the decisions on it have been served by then
_CONDITIONS = ("依法登记，有独立法人资格", "近三年无重大违法记录", "有专职服务人员")
_DESPITE = "所列处置正在办理，为保障服务不中断先行结算，应扣款项在下一季度扣回"
_MEALS = ("老年助餐服务供应商库", "区民政局老年助餐服务供应商管理办法", "助餐")
_CARE = ("居家养老上门服务供应商库", "区政府购买居家养老服务招标文件", "上门服务")


def write_money(place: Place) -> None:
    """Settlements after each of the last two quarters, pools from the day of the tender on."""
    for back in (1, 0):
        quarter = latest(place, PeriodKind.QUARTER).shift(-back)
        day = place.diary.workday(quarter.end + timedelta(days=SETTLED))
        place.diary.write(day, CHAPTER, _settle(place, quarter, despite=bool(back)))
    place.diary.write(place.diary.ago(TENDER - 3), POOL, lambda session: _pools(place, session))


def _settle(place: Place, quarter: StatPeriod, *, despite: bool) -> Act:
    """All contracts that ran; what stands in the way of the older quarter is said, the newer one waits."""

    def act(session: Session) -> None:
        for contract in _contracts(quarter, session):
            values = {
                "contract_id": contract.key,
                "period": str(quarter),
                **_voided(place, contract, quarter),
            }
            key = prepare_settlement(place.office, values, session=session)
            obstacles = read_settlement(place.office, key, session=session).obstacles
            pressing = despite or contract.provider_id == place.providers[QINGSONG]  # its deduction is taken
            if any(one.kind == "ban" for one in obstacles) or (obstacles and not pressing):
                continue
            reason = _DESPITE if obstacles else ""
            approve_settlement(place.leader, key, 1, "同意支付", despite=reason, session=session)

    return act


def _contracts(quarter: StatPeriod, session: Session) -> list[Contract]:
    found = session.exec(select(Contract).order_by(col(Contract.id))).all()
    return [row for row in found if row.start <= quarter.start and last_day(row) >= quarter.end]


def _voided(place: Place, contract: Contract, quarter: StatPeriod) -> dict[str, str]:
    """One provider had visits that were too short."""
    if contract.provider_id != place.providers[NUANLIN]:
        return {}
    return {"voided": "1860.50", "voided_note": f"{quarter.label}有 31 单时长不足一小时，作废单处理"}


def _pools(place: Place, session: Session) -> None:
    """A pool for meals with a member that left it, and one for care from which somebody is drawn."""
    meals = _pool(place, _MEALS, (KANGYI, LELING, CHUNHUI), session)
    care = _pool(place, _CARE, (KANGYI, QINGSONG, NUANLIN, YINXING, FUSHOU), session)
    chapter, diary = POOL, place.diary
    diary.write(diary.ago(120), chapter, lambda now: _evaluate(place, meals[LELING], now))
    order = {"title": "高龄老人助浴服务试点", "count": 1, "witnesses": "区民政局计财科、派驻纪检监察组各一人"}
    pool_id = _pool_of(care[KANGYI], session)
    diary.write(diary.ago(40), chapter, lambda now: _drawn(place, pool_id, order, now))


def _pool(
    place: Place, about: tuple[str, str, str], names: tuple[str, ...], session: Session
) -> dict[str, int]:
    name, basis, service = about
    values = {"name": name, "basis": basis, "service": service, "conditions": _CONDITIONS}
    pool = create_pool(place.office, values, session=session)
    met = dict.fromkeys(_CONDITIONS, True)
    return {one: enter_pool(place.office, pool, place.providers[one], met, session=session) for one in names}


def _pool_of(member: int, session: Session) -> int:
    return session.get_one(PoolMember, member).pool_id


def _evaluate(place: Place, member: int, session: Session) -> None:
    """Evaluated badly, then removed."""
    opinion = "餐食抽检两次不合格，群众满意率 71%"
    evaluate_member(place.office, member, 1, "不合格", opinion, session=session)
    remove_member(place.office, member, 2, "年度评价不合格，按管理办法淘汰出库", session=session)


def _drawn(place: Place, pool_id: int, order: dict[str, object], session: Session) -> None:
    seed = f"{_today(place):%Y%m%d}-6-1-8"
    draw_from_pool(place.office, pool_id, order | {"seed": seed}, session=session)


def _today(place: Place) -> date:
    return place.diary.ago(40)
