"""What a scheme asks, records and derives, as articles: settings, blanks, facts, measures."""

from collections.abc import Iterator

from domain.library import wording
from domain.library.article_parts import Article
from domain.library.early_figures import early_notes
from domain.library.models.facts import Fact, FieldOfRecord, Measure, within_words
from domain.library.models.handled import HANDLED
from domain.library.models.own_periods import OwnPeriod
from domain.library.models.scheme import OpenParameter, Scheme, Setting
from domain.library.scopes import Scope
from domain.library.sentences import Sentences
from domain.terms import chinese_date

_KINDS = {
    "number": "数量",
    "amount": "金额",
    "ratio": "比率",
    "flag": "是或否",
    "grade": "等次",
    "choice": "选项",
    "date": "日期",
    "text": "文字",
    "rank": "名次",
    "tally": "分项计数",
    "record": "逐条登记",
}
_BLANKS = {"year": "年份", "date": "日期", "number": "数字", "percent": "百分比", "text": "文字"}


def data_articles(scheme: Scheme) -> Iterator[Article]:
    """Settings with their alternatives, blanks, recorded data and derived figures."""
    yield from (_setting(key, one) for key, one in scheme.settings.items())
    yield from (_blank(key, one) for key, one in scheme.open.items())
    yield from (_period(key, one) for key, one in scheme.periods.items())
    yield from (_fact(scheme, key, one) for key, one in scheme.facts.items() if key != HANDLED)
    yield from (_measure(scheme, key, one) for key, one in scheme.measures.items())


def _setting(key: str, one: Setting) -> Article:
    options = [f"{words}{'（默认）' if value == one.default else ''}" for value, words in one.options.items()]
    text = f"{one.question}可选：{'；'.join(options)}。"
    return Article("settings", key, one.name, text, notes=_note(one.note))


def _blank(key: str, one: OpenParameter) -> Article:
    needed = "必填" if one.required else "可以不填"
    default = f"，默认{one.default}" if one.default else ""
    return Article("open", key, one.name, f"{_BLANKS[one.kind]}，{needed}{default}。", notes=_note(one.note))


def _period(key: str, one: OwnPeriod) -> Article:
    if one.months is not None:
        text = f"自一月起每{one.months}个月一期。"
    elif one.years is not None:
        text = f"自{one.since}年起每{one.years}年一期。"
    else:
        parts = [
            f"{part.name}{wording.date_text(part.from_)}至{wording.date_text(part.to)}" for part in one.parts
        ]
        parts += [
            f"{exact.period}为{chinese_date(exact.from_)}至{chinese_date(exact.to)}" for exact in one.exact
        ]
        text = "；".join(parts) + "。"
    return Article("periods", key, one.name, f"{text}统计期写成 {one.cycle(key).example} 这样。")


def _fact(scheme: Scheme, key: str, one: Fact) -> Article:
    every = wording.every(one.every) if one.every else ""
    by = f"，由{wording.party(scheme, one.by)}填报" if one.by else ""
    words = one.grades or one.options
    kind = _of_the_ledger(one) if one.of_findings else _KINDS[one.kind]
    if one.of_decisions:
        kind = "生效的处置决定，一项处理算一条，取自处置决定，日期是生效日期，撤销的不算"
    if one.parts:
        kind = f"由{'、'.join(f'“{scheme.facts[key].name}”' for key in one.parts)}合在一起，一条算一条"
    parts = [f"{wording.party(scheme, one.of)}{every}{kind}{by}"]
    parts += [f"单位：{one.unit}"] if one.unit else []
    parts += [held] if (held := within_words(one.at_least, one.at_most, percent=one.kind == "ratio")) else []
    parts += [f"{one.numerator or '分子'} ÷ {one.denominator or '分母'}"] if one.kind == "ratio" else []
    parts += [f"{'由轻到重：' if one.light_to_heavy else ''}{'、'.join(words)}"] if words else []
    parts += [f"“{'、'.join(one.besides)}”不分高低"] if one.besides else []
    parts += [f"登记项：{'、'.join(map(_asked, one.asked.values()))}"] if one.asked else []
    parts += _computed(scheme, key, one)
    if one.ordered_by:
        field = one.fields.get(one.ordered_by)
        parts.append(f"同一天的几条按{field.name if field else '登记次序'}分先后")
    parts += ["没有登记不等于没有发生，须有人查过"] if one.absence == "checked" else []
    return Article("facts", key, one.name, "；".join(parts) + "。", notes=_note(one.note))


def _asked(field: FieldOfRecord) -> str:
    """加分（在1至3之间）."""
    return f"{field.name}（{field.range_words}）" if field.range_words else field.name


def _of_the_ledger(one: Fact) -> str:
    whose = "牵头整改的问题" if one.as_ == "lead" else "被查出的问题"
    return f"{whose}{'，连同下属单位的' if one.below else ''}，取自问题台账，日期是发现日期"


def _computed(scheme: Scheme, key: str, one: Fact) -> list[str]:
    """Fields that nobody fills in, each with its reckoning."""
    tell, scope = Sentences(scheme), Scope(record=key, kind=one.of)
    told = [
        f"{field.name}＝{tell.value(field.value, scope)}"
        for field in one.fields.values()
        if field.value is not None
    ]
    return [f"由系统计算：{'，'.join(told)}"] if told else []


def _measure(scheme: Scheme, key: str, one: Measure) -> Article:
    tell, scope = Sentences(scheme), Scope(kind=one.of, grain=one.every)
    who = wording.party(scheme, one.of)
    every = wording.every(one.every) if one.every else ""
    text = f"{who}{every}：{tell.value(one.value, scope)}。"
    if one.bands:
        bands = "；".join(f"{tell.bounds(band, scope)}的为“{band.grade}”" for band in one.bands)
        text += f"分档：{bands}。"
    if one.initially is not None:
        text += f"最早一期以前视为{tell.value(one.initially, scope)}。"
    notes = (*early_notes(scheme, one.value), *_note(one.note))
    return Article("measures", key, one.name, text, notes=notes)


def _note(note: str | None) -> tuple[str, ...]:
    return (note,) if note else ()
