"""What people made of the verdicts, case by case: every way in which a case can go."""

from datetime import timedelta
from functools import partial

from sqlmodel import Session, col, select

from domain.periods import PeriodKind
from models.decision import Decision, Verdict
from models.measurement import Measurement
from seed.cases import CHAPTER, Case
from seed.diary import Act
from seed.figures import (
    CHUNHUI,
    FUSHOU,
    HEYUE,
    KANGYI,
    LELING,
    NUANLIN,
    QINGSONG,
    XIAOAN,
    YINXING,
    latest,
    reported,
)
from seed.place import Place
from services.cases import alternatives_of
from services.decision_force import fulfil, issue_order, revoke
from services.decision_steps import reject, waive
from services.measurements import correct_measurement

BELOW_90, BELOW_85, NOT_RECTIFIED = "S4-1-19a", "S4-1-20", "S4-1-19b"
STREAK, SUBSTANDARD = "S4-1-25", "S4-1-22"
CASHING, GOODS, BELOW_80, STILL_BELOW = "S4-4-14.1", "S4-4-14.2", "S4-4-12b", "S4-4-12b.2"


def write_cases(place: Place) -> None:
    """Everything that was done about the verdicts."""
    _rights(place)
    _orders(place)
    _bans(place)
    _corrected(place)
    _swept(place)


def _rights(place: Place) -> None:
    """满意率不足 85%: terminated, refused, waived for the lighter rule, waiting for a signature."""
    days = timedelta
    first = reported(place, 2)
    Case(place, LELING, BELOW_85).proposed(first + days(3), "满意率明显低于 85%，长期没有改善，拟解除合同并扣减") \
        .told(first + days(6)).heard(first + days(11), "承认问题，请求给予一次整改机会。") \
        .approved(first + days(18), "事实清楚，程序完备，同意") .served(first + days(20))  # fmt: skip
    first = reported(place, 3)
    Case(place, HEYUE, BELOW_85).proposed(first + days(3), "满意率低于 85%，拟要求解除合同并扣减当年经费") \
        .told(first + days(5)).heard(first + days(9), "样本集中在新接手的两个社区，申请复核。") \
        .on(first + days(15), lambda session, row: reject(
            place.leader, row.key, row.version, "样本集中，先行复核，暂不同意解除合同", session=session))  # fmt: skip
    first = reported(place, 1)
    Case(place, XIAOAN, BELOW_85).on(first + days(8), lambda session, row: _waive(place, row, session))
    Case(place, XIAOAN, BELOW_90).ordered(first + days(10), "三十日内提高上门准时率，逐户回访不满意的老人") \
        .obeyed(first + days(41))  # fmt: skip
    first = reported(place, 0)
    Case(place, FUSHOU, BELOW_85).proposed(first + days(3), "满意率 84%，且发生伤害老人事件，拟解除合同并扣减") \
        .told(first + days(6)).heard(first + days(10), "已辞退涉事服务员，请求从轻处理。")  # fmt: skip
    Case(place, XIAOAN, STREAK).proposed(place.diary.ago(20), "连续两个月有效投诉率超过 5%，拟解除合同")


def _waive(place: Place, row: Decision, session: Session) -> None:
    verdict = session.get_one(Verdict, row.verdict_id)
    lighter = next(iter(alternatives_of(verdict, session=session)), None)
    reason = "差距很小且整改意愿强，先按限期整改处理"
    instead = lighter.key if lighter is not None else None
    waive(place.leader, row.key, row.version, reason, instead=instead, session=session)


def _orders(place: Place) -> None:
    """限期整改: obeyed, not obeyed with the deduction that follows, revoked, still running."""
    days = timedelta
    first = reported(place, 0)
    Case(place, NUANLIN, BELOW_90).ordered(first + days(4), "三十日内针对不满意的服务项目逐项整改")
    first = reported(place, 1)
    Case(place, QINGSONG, BELOW_90).ordered(first + days(4), "三十日内整改上门服务时长和项目不符问题") \
        .failed(first + days(48))  # fmt: skip
    Case(place, QINGSONG, NOT_RECTIFIED).proposed(first + days(50), "逾期未整改到位，按比例扣减本季度项目经费") \
        .told(first + days(52)).approved(first + days(66), "同意按最低比例扣减").served(first + days(68))  # fmt: skip
    first = reported(place, 2)
    Case(place, FUSHOU, BELOW_90).ordered(first + days(4), "三十日内整改服务态度问题") \
        .on(first + days(12), lambda session, row: revoke(
            place.leader, row.key, row.version, "测评名单有重复，结果不宜作为依据", session=session))  # fmt: skip
    Case(place, FUSHOU, SUBSTANDARD).ordered(place.diary.ago(94), "三日内补做服务并回访").obeyed(
        place.diary.ago(90)
    )
    Case(place, NUANLIN, SUBSTANDARD).ordered(place.diary.ago(31), "三日内重新服务并回访").obeyed(
        place.diary.ago(27)
    )


def _swept(place: Place) -> None:
    """Whatever was left open is ordered in batches and found obeyed, except what is recent."""
    for days in (205, 130, 58):
        place.diary.write(place.diary.ago(days), CHAPTER, partial(_sweep, place, days))


def _sweep(place: Place, days: int, session: Session) -> None:
    found = select(Decision).where(
        Decision.state == "open", Decision.track == "order", Decision.opened_on < place.diary.ago(days + 7)
    )
    for row in session.exec(found.order_by(col(Decision.id))).all():
        provider = next(name for name, key in place.providers.items() if key == row.provider_id)
        key, served_on = row.key, place.diary.ago(days)
        values = {
            "served_on": served_on, "receipt": "邮寄送达，已签收", "due": served_on + timedelta(days=15),
            "requirement": f"{provider}限期查明原因并整改到位，报送书面报告",
        }  # fmt: skip
        issue_order(place.office, key, row.version, values, session=session)
        place.diary.write(place.diary.ago(days - 20), CHAPTER, partial(_obeyed, place, key))


def _obeyed(place: Place, key: int, session: Session) -> None:
    version = session.get_one(Decision, key).version
    fulfil(place.office, key, version, "书面报告和现场核实均证明已经整改", session=session)


def _bans(place: Place) -> None:
    """五种行为: barred for years, told of it, and ended after a second bad survey."""
    ago = place.diary.ago
    Case(place, CHUNHUI, CASHING).proposed(ago(146), "查实以实物套取补贴，依规取消服务资格并禁入") \
        .told(ago(143)).heard(ago(139), "对事实没有异议。") \
        .approved(ago(130), "事实清楚，证据确凿，同意").served(ago(127))  # fmt: skip
    Case(place, YINXING, GOODS).proposed(ago(22), "查实推销假冒老年产品，拟取消服务资格并禁入").told(ago(2))
    first = reported(place, 1)
    Case(place, YINXING, BELOW_80).ordered(first + timedelta(days=4), "二十日内整改到位", days=20) \
        .failed(first + timedelta(days=30))  # fmt: skip
    Case(place, YINXING, STILL_BELOW).proposed(ago(24), "限时整改不到位，拟终止服务资格").told(ago(18)) \
        .approved(ago(3), "同意终止服务资格")  # fmt: skip


def _corrected(place: Place) -> None:
    """A survey that was typed wrong: its case is dropped by itself when the figure is corrected."""
    quarter = str(latest(place, PeriodKind.QUARTER).shift(-1))
    day = place.diary.workday(reported(place, 1) + timedelta(days=6))
    place.diary.write(day, "更正测评数据", _correct(place, quarter))


def _correct(place: Place, quarter: str) -> Act:
    def act(session: Session) -> None:
        row = session.exec(select(Measurement).where(
            Measurement.provider_id == place.providers[KANGYI], Measurement.metric == "survey",
            Measurement.period == quarter,
        )).one()  # fmt: skip
        values = {
            "frame": 800, "drawn": 208, "counts": {"满意": 150, "基本满意": 43, "不满意": 7, "拒访": 5, "无效": 3},
        }  # fmt: skip
        reason = "录入时把满意人数少写一位，已核对原始问卷"
        correct_measurement(place.people["assessor1"], row.key, row.version, values, reason, session=session)

    return act
