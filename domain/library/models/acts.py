"""The acts that may follow, and their names."""

from typing import Literal

Act = Literal[
    "rectify", "deduct", "recover", "withhold", "pay", "reward", "compensate", "deposit", "terminate", "suspend",
    "disqualify", "ban", "permit", "exclude", "renew", "recommend", "bar_award", "notify", "warn",
    "interview", "list", "delist", "grade", "points", "transfer", "hold_accountable", "reassign", "void",
    "redo", "mitigate", "aggravate", "inspect", "report", "settle", "assess", "other",
]  # fmt: skip
MoneyAct = Literal[
    "deduct", "withhold", "recover", "pay", "reward", "compensate", "deposit"
]  # that may be added up

ACT_NAMES: dict[str, str] = {
    "rectify": "责令整改",
    "deduct": "扣减",
    "recover": "追回",
    "withhold": "停发（暂缓拨付）",
    "pay": "支付（补助）",
    "reward": "奖励",
    "compensate": "赔偿",
    "deposit": "缴存（补足保证金）",
    "terminate": "解除合同",
    "suspend": "暂停",
    "disqualify": "取消资格",
    "ban": "禁止参与",
    "permit": "准予",
    "exclude": "不予（不得）",
    "renew": "续签",
    "recommend": "推荐评先",
    "bar_award": "不得评优评先",
    "notify": "书面通报（告知）",
    "warn": "警示",
    "interview": "约谈",
    "list": "列入名单",
    "delist": "移出名单",
    "grade": "定级（降级）",
    "points": "计分",
    "transfer": "移交",
    "hold_accountable": "追责问责",
    "reassign": "调整岗位",
    "void": "作废",
    "redo": "重新办理",
    "mitigate": "从轻或减轻",
    "aggravate": "从重",
    "inspect": "加密检查",
    "report": "上报",
    "settle": "据实结算",
    "assess": "纳入考核",
    "other": "其他处理",
}
