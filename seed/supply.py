"""Providers of the demo district, the rules they stand under, and their contracts year by year."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from domain.periods import corresponding_day
from domain.thresholds.verdicts import Outcome
from domain.units import UnitKind
from models.library import LibraryVersion
from models.provider import Contract, Provider
from seed.names import PROVIDERS
from seed.place import Place
from services.contracts import create_contract, end_contract, renew_contract
from services.entry_rules import entries_of
from services.providers import register_provider
from services.regimes import assign_regime, start_regime
from services.renewals import eligibility_of

VOUCHERS = (
    "银杏助老服务中心",
    "春晖养老服务有限公司",
)  # under the scheme of vouchers; all others under the first
SERVICE, VOUCHER = "s4-1", "s4-4"
STORY = 400  # days from the beginning of the story until today: a full year of figures lies in them
TENDER = 215  # days ago
_ELEMENTS = ("时间", "范围", "内容", "服务要求", "资金支付", "违约责任")
_EXCEPTION = "续签条件未达到，经领导小组集体研究，为保障服务不中断续签一年，会议纪要附后"


@dataclass(frozen=True, slots=True)
class Bond:
    """What a contract is about: whom it serves and what it pays a year, in ten thousand yuan."""

    townships: tuple[str, ...]
    funds: int


def library_id(scheme: str, session: Session) -> int:
    """The newest version of a built-in scheme."""
    found = (
        select(LibraryVersion).where(LibraryVersion.scheme == scheme).order_by(col(LibraryVersion.id).desc())
    )
    row = session.exec(found).first()
    if row is None:
        raise LookupError(f"The scheme {scheme} is not installed")
    return row.key


def register_all(place: Place, session: Session) -> None:
    """Nine providers; some have the same controller."""
    for number, (name, controller) in enumerate(PROVIDERS, start=1):
        provider_id = register_provider(
            place.office,
            {
                "name": name, "credit_code": place.names.credit_code(number), "controller": controller,
                "legal_representative": place.names.person(), "representative_id": place.names.identity(),
                "contact": place.names.person(), "phone": place.names.phone(),
            },
            session=session,
        )  # fmt: skip
        place.providers[name] = provider_id


def start_regimes(place: Place, session: Session) -> None:
    """Each provider stands under one scheme from the beginning of the year."""
    today = place.diary.ago(STORY)
    for scheme, title in ((SERVICE, "购买居家养老服务监管方案"), (VOUCHER, "电子代金券服务商监管方案")):
        values = {
            "name": title, "library_id": library_id(scheme, session), "started_on": today,
            "parameters": {"year": today.year},
        }  # fmt: skip
        regime_id = start_regime(place.office, values, session=session)
        members = [key for name, key in place.providers.items() if (name in VOUCHERS) == (scheme == VOUCHER)]
        assign_regime(place.office, regime_id, members, "服务合同约定的考核办法", session=session)


def sign_contracts(place: Place, year: int, session: Session) -> None:
    """The first contracts, for the year in which the story begins."""
    for number, name in enumerate(place.providers, start=1):
        if name not in VOUCHERS:
            values = _terms(place, number, year)
            create_contract(place.office, place.providers[name], values, session=session)


def sign_vouchers(place: Place, session: Session) -> None:
    """The providers of the second scheme are contracted for one year from the day of their tender."""
    start = place.diary.ago(TENDER)
    about = {"start": start, "end": corresponding_day(start, 12) - timedelta(days=1)}
    for number, name in enumerate(place.providers, start=1):
        if name in VOUCHERS:
            values = _terms(place, number, start.year) | about
            create_contract(place.office, place.providers[name], values, session=session)


def renew_contracts(place: Place, year: int, session: Session) -> None:
    """The contracts of the next year: by the figures of the year before, or with a written exception."""
    for number, (name, provider_id) in enumerate(place.providers.items(), start=1):
        old = _latest(provider_id, session)
        if name in VOUCHERS or old is None or old.state == "terminated":
            continue
        values = _terms(place, number, year)
        proof = eligibility_of(session.get_one(Provider, provider_id), date(year, 1, 1), session=session)
        provider = session.get_one(Provider, provider_id)
        if any(one.outcome is Outcome.NOT_TRIGGERED for one in entries_of(provider, session=session)):
            continue  # an entry rule keeps it out
        exception = "" if proof is None or proof.years else _EXCEPTION
        renew_contract(place.office, old.key, old.version, values, exception=exception, session=session)
        end_contract(place.office, old.key, old.version, old.end, "合同期满", session=session)


def _latest(provider_id: int, session: Session) -> Contract | None:
    found = select(Contract).where(Contract.provider_id == provider_id).order_by(col(Contract.id).desc())
    return session.exec(found).first()


def bond(place: Place, number: int) -> Bond:
    """Which townships the provider of this number serves, and for how much."""
    towns = place.of_kind(UnitKind.TOWNSHIP)
    first = (number - 1) * len(towns) // len(PROVIDERS)
    return Bond((towns[first].name, towns[(first + 1) % len(towns)].name), 90 + 15 * number)


def _terms(place: Place, number: int, year: int) -> dict[str, object]:
    about = bond(place, number)
    return {
        "number": f"QH-YL-{year}-{number:02d}", "title": f"{year}年政府购买居家养老上门服务合同",
        "buyer": f"{place.name}民政局", "start": date(year, 1, 1), "end": date(year, 12, 31),
        "annual": str(about.funds * 10_000), "quarter": str(about.funds * 2_500),
        "area": tuple(place.spots[town].id for town in about.townships),
        "terms": dict.fromkeys(_ELEMENTS, True) | {"违约责任": number != 3},
    }  # fmt: skip
