"""The classification of problems as articles: its words, and how many of one weigh as much as a heavier one."""

from collections.abc import Iterator

from domain.library.article_parts import Article, cited
from domain.library.models.natures import FindingNature, NatureRaise
from domain.library.models.scheme import Scheme


def nature_articles(scheme: Scheme) -> Iterator[Article]:
    """The classification, and each of its raises."""
    nature = scheme.finding_nature
    if nature is None:
        return
    how = "由轻到重分为" if nature.light_to_heavy else "分为"
    text = f"问题按{nature.name}{how}{'、'.join(nature.options)}；登记时可以先不定，交办时要定。"
    yield cited(scheme, "casework", "nature", f"问题性质：{nature.name}", text, nature)
    for one in nature.raises:
        yield cited(scheme, "casework", f"raise-{one.key}", "提级管理", raise_text(nature, one), one)


def raise_text(nature: FindingNature, one: NatureRaise) -> str:
    """同一被检查单位未销号的“较大”问题达到3个的，未销号的各个按“重大”管理，由专项办确认。"""
    if one.relapsed:
        which = f"“{one.from_}”（{nature.name}，按初定的算）问题销号后复发、重新立账的"
        return f"{which}，按“{one.becomes}”管理，由专项办确认。"
    whose = "被检查单位" if one.of == "unit" else "服务单位"
    which = "未销号的" if one.counts == "open" else "在本次行动中查出的"
    return (
        f"同一{whose}{which}“{one.from_}”（{nature.name}，按初定的算）问题达到{one.at_least}个的，"
        f"其中未销号的各个按“{one.becomes}”管理，由专项办确认。"
    )
