"""A filled sample of the notice of assessment results: seven items, twelve townships, reasons of every length."""

from reports import score_results
from reports.issuing import Contact
from reports.score_results import Assessed, Reason, ScoreResults
from tests.reports.samples import RED

_ITEMS = ("组织推进", "台账报送", "自查质量", "整改销号", "资金监管", "群众满意度", "创新做法")
_TOLD = "考核组 王某评-5分：二季度台账迟报两次，四月迟三日，五月迟一日，经催办后报送。"
_NAMES = tuple(f"第{number}街道" for number in range(1, 13))

RESULTS = ScoreResults(
    issue=RED,
    sheet="镇街季度考核",
    period="2026年第二季度",
    addressee="各镇人民政府、街道办事处",
    basis="《居家养老服务专项治理考核办法》（第三十条）",
    who="镇街",
    out_of="100",
    items=_ITEMS,
    assessed=(
        *(
            Assessed(at, name, ("20", "15", "15", "20", "10", "17.5", "2"), str(100 - at), "优秀" if at < 5 else "合格")
            for at, name in enumerate(_NAMES, start=1)
        ),
        Assessed(None, "第13街道", ("20", "", "15", "20", "10", "", "0"), "", "", "有项目待评，等次还可能更低"),
    ),
    grades=(("优秀", _NAMES[:4]), ("合格", _NAMES[4:])),
    reasons=tuple(
        Reason(name, "台账报送", "20", "15", "-5分", _TOLD * (1 + at % 3))
        for at, name in enumerate(_NAMES)
    ),
    exempt=("新区街道（不适用：当年新设）",),
    open=("第13街道",),
    overview="评出总分12个，最高99分，最低88分，平均93.5分。",
    problems=("台账报送：12个扣分。多为迟报。",),
    requirements=("认真整改。各单位对照扣分原因逐项整改，下一季度考核时复查。", "运用结果。考核结果纳入年终考核。"),
    review="对结果有异议的，自结果告知次日起3个工作日内向专项办申请复核。",
    contact=Contact("陈晓燕", "0951-6000000"),
)  # fmt: skip


def render() -> bytes:
    """The sample as .docx."""
    return score_results.render(RESULTS)
