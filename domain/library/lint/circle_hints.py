"""What to write instead of something that is computed from itself."""

HINTS = {
    "cap": "；上限的数额（at_most）不能看它所管的数额",
    "deeds": "",
    "balance": "；要看这一笔以前的分，写 {as_of: {before: row_date, count: 1, unit: calendar_day}, of: 这个分}；"
    "结转的条件（carries_when）里看期末的分，before 写 judged_on（重新起算那天）",
    "measure": "；要看自己上一期的，写 {previous: 这个指标}",
    "rule": (
        "；要看上一期的结果，把它写成一个指标，再写 {previous: 那个指标}；逐条判断的，问自己以前触发过几次，"
        "写 {triggered_times: [这条规则], within: earlier}，要限定多久以内的，写 "
        "{as_of: {before: row_date, count: 1, unit: calendar_day}, of: {triggered_times: [这条规则], within: …}}"
    ),
    "list": (
        "；本条（本期）以前已在名单上的（也看别家的，都可以这样问），写 {on_list: 这个名单, already: true}；"
        "同一天、同一期才列入的也要看的，分两个名单：由它自己列入的另设一个，这里只看因别的原因列入的那一个；在名单上满多久可以移出的，"
        "条件写在这个名单的 leaves_when 里，那里可以看 {listed_since: 这个名单}；"
        "移出的规则里看 {listed_since: 这个名单, already: true}"
    ),
    "sheet": (
        "；评分表不能看自己的得分、等次。按得分另定等次的，在表外设一个指标："
        "{if: 条件, then: 良好, otherwise: {grade: 这张表}}；"
        "要看上年得分的，指标写 value: {score: 这张表}、every 和 initially，表里写 {previous: 那个指标}"
    ),
    "field": "；要看此前登记的，写 {take: latest, of: 这一项, rows: 这种登记, within: earlier}",
}
TOTALS = (
    "；合计（amounts）里不能有看这个合计的规则，与它同在一个上限（caps）里的也不行：合计、上限都用 rules 写明是哪几条；"
    "看以前的合计，写 within: earlier，或者把合计写成指标，再写 {previous: 那个指标}"
)
