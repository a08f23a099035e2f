"""Acts as an order or a permission, and whom they fall upon: 应当约谈村党组织书记, 不得上岗, 可以解除合同."""

import re

_MAY = "可以（由有权单位决定）"
_SAYS_ITSELF = re.compile(
    r"^(可|只|不|没有)|不得|不予|不再|不作|不计|不能|暂不|视为|可以|必须|部分由|后再|作废|无效|由人|不由"
)
_ACTS = re.compile(
    "^(按|向|将|与|由|从|对|处|给予|予以|准予|先|每[日月季年]|[一二三四五六七八九十两0-9]+(日|天|个工作日|个月)内|择一|"
    "责令|要求|取消|扣|纳入|解除|终止|追究|收回|返还|赔偿|补|存入|缴|及时|限|依法|严肃|提高|停|立即|移|列入|计分|通知|书面|重新|"
    "督促|提请|淘汰|退|更换|核|调整|支付|追|继续|加|调增|存储|签订|提交|提示|提醒|催|公布|通报|约谈|警|罚|诫勉|"
    "作检讨|暂停|暂缓|告知|说明|上报|降|定|注销|吊销|撤销|没收|收缴|增|减|延长|免|根据|抽查|检查|复查|恢复|认定|记|得|"
    "出具|下达|下发|制发|印发|发|兑付|奖励|关闭|清退|拆除|委托|聘请|报|审核|提取|结算|据实|合并|整改|组织|开展|反馈|推荐|续签|禁止|从[轻重]|终身)"
)
_PAPER = re.compile(
    "^(?!.*(出具|提供|制发|下发|下达|印发|签|提交|送达|吊销|注销|收回|领取|补办|发放|换发|不得|使用|代替))(?![发去回致附由向对将以给按])"
    ".{1,12}(函|告知书|通知书|建议书|决定书|意见书|提醒书|警示书|督办书|通知单|督办单|提醒单|警示单|交办单|整改单|令)$"
)

_UPON = {
    "rectify": "责令{}整改",
    "deduct": "对{}扣减",
    "recover": "向{}追回",
    "withhold": "对{}停发（暂缓拨付）",
    "pay": "向{}支付（补助）",
    "reward": "奖励{}",
    "compensate": "由{}赔偿",
    "deposit": "由{}缴存（补足保证金）",
    "terminate": "与{}解除合同",
    "suspend": "暂停{}",
    "disqualify": "取消{}的资格",
    "ban": "禁止{}参与",
    "bar_award": "{}不得评优评先",
    "notify": "书面通报（告知）{}",
    "warn": "警示{}",
    "interview": "约谈{}",
    "transfer": "将{}移交",
    "hold_accountable": "对{}追责问责",
    "reassign": "调整{}的岗位",
    "mitigate": "对{}从轻或减轻",
    "aggravate": "对{}从重",
    "inspect": "对{}加密检查",
    "assess": "将{}纳入考核",
}
_DONE_TO = {"list": "将{}{}", "delist": "将{}{}", "grade": "将{}{}", "points": "对{}{}"}


def upon(do: str, act: str, whom: str) -> str:
    """An act with whom it falls upon: 约谈村党组织书记, 将供应商列入黑名单; empty where it has no such words."""
    return _DONE_TO[do].format(whom, act) if do in _DONE_TO else _UPON.get(do, "").format(whom)


def ordered(act: str, nature: str) -> str:
    """An act with what it takes: what forbids by itself needs no word before it, a bare noun is carried out."""
    act = f"出具{act}" if _PAPER.match(act) else act
    if nature == "may":
        plain = act.removeprefix("可以").removeprefix("可")
        return f"{_MAY}{plain}" if plain != act or _ACTS.match(act) else f"{_MAY}执行：{act}"
    if _SAYS_ITSELF.search(act):
        return act
    return f"应当{act}" if _ACTS.match(act) else f"应当执行：{act}"
