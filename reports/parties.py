"""The party that a notice or decision is about, and the facts established against it."""

from dataclasses import dataclass

from reports.official import OfficialDocument


@dataclass(frozen=True, slots=True)
class Party:
    """Name and unified social credit code, as in the contract."""

    name: str
    credit_code: str = ""
    representative: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """An established fact and what proves it."""

    fact: str
    evidence: tuple[str, ...] = ()


def party_lines(document: OfficialDocument, party: Party) -> None:
    """The party's particulars, one a line under the title."""
    document.blank()
    named = (
        ("当事人", party.name),
        ("统一社会信用代码", party.credit_code),
        ("法定代表人（负责人）", party.representative),
        ("住所", party.address),
    )
    for label, value in named:
        if value.strip():
            document.body(f"{label}：{value}")


def fact_points(document: OfficialDocument, facts: tuple[Fact, ...]) -> None:
    """Each fact as a numbered point with its evidence."""
    for fact in facts:
        document.points((fact.fact,))
        if fact.evidence:
            document.body(f"以上事实有下列证据证明：{'、'.join(fact.evidence)}。")
