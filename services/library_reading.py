"""The library as people read it: which versions there are and who uses them, one version in full, and its files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.errors import NotFound
from domain.library.articles import Section, sections_of
from domain.library.models.scheme import Identity
from domain.permissions import Action, ruling
from models.account import Account
from models.campaign import Campaign
from models.library import LibraryVersion
from models.provider import ProviderRegime
from services.actor import Actor
from services.audit import TimelineEntry, timeline
from services.campaign_plan import library_version
from services.campaigns import visible_campaigns
from services.library_archive import pack
from services.use_case import INJECTED, query

SOURCE_NAMES = {"built_in": "随系统提供", "uploaded": "上传"}


@dataclass(frozen=True, slots=True)
class Use:
    """A campaign or a regime that pins a version; `running` while it may still change."""

    id: int
    name: str
    running: bool


Uses = Mapping[int, tuple[Use, ...]]  # by library version


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with who uses it, as far as the reader may know of them."""

    id: int
    scheme: str
    name: str
    version: str
    checksum: str
    source: str
    added_at: datetime
    added_by: str
    newest: bool
    campaigns: tuple[Use, ...]
    regimes: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One version in full. warnings: what a person should weigh; cases: how many stand beside it."""

    row: VersionRow
    others: tuple[VersionRow, ...]
    identity: Identity
    sections: tuple[Section, ...]
    warnings: tuple[str, ...]
    cases: tuple[str, ...]
    history: tuple[TimelineEntry, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """A version as a file to take away."""

    file_name: str
    data: bytes


@query(Action.LIBRARY_READ)
def list_versions(actor: Actor, *, session: Session = INJECTED) -> list[VersionRow]:
    """All versions, newest first within each scheme. Three statements."""
    return _rows(actor, sql.true(), session)


@query(Action.LIBRARY_READ)
def read_version(actor: Actor, library_id: int, *, session: Session = INJECTED) -> Reading:
    """One version as its reader wants it, with the other versions of the scheme."""
    library, _ = library_version(library_id, session=session)
    rows = _rows(actor, col(LibraryVersion.scheme) == library.id, session)
    scheme = library.scheme
    return Reading(
        next(row for row in rows if row.id == library_id),
        tuple(row for row in rows if row.id != library_id),
        scheme.scheme,
        sections_of(scheme),
        tuple(str(problem) for problem in library.warnings),
        tuple(case.name for case in scheme.cases),
        tuple(timeline("library", library_id, session=session, reader=actor.role)),
    )


@query(Action.LIBRARY_READ)
def version_archive(actor: Actor, library_id: int, *, session: Session = INJECTED) -> Archive:
    """The files of a version as a zip, as they were installed or uploaded."""
    row = session.get(LibraryVersion, library_id)
    if row is None:
        raise NotFound("找不到这个制度库版本。")
    version = "".join(sign if sign.isalnum() or sign in "-._" else "-" for sign in row.version_name)
    return Archive(f"{row.scheme}-{version}.zip", pack(row.scheme, row.files))


def _rows(actor: Actor, which: sql.ColumnElement[bool], session: Session) -> list[VersionRow]:
    table = LibraryVersion
    columns: tuple[Any, ...] = (
        col(table.id), col(table.scheme), col(table.name), col(table.version_name), col(table.checksum),
        col(table.source), col(table.added_at), col(Account.name).label("adder"),
    )  # fmt: skip
    found = session.execute(
        sql.select(*columns)
        .outerjoin(Account, col(Account.id) == col(table.added_by))
        .where(which)
        .order_by(col(table.scheme), col(table.id).desc())
    ).all()
    campaigns, regimes = _campaigns(actor, session), _regimes(actor, session)
    newest = {row.scheme: row.id for row in reversed(found)}
    return [_row(row, newest, campaigns, regimes) for row in found]


def _row(row: Any, newest: Mapping[str, int], campaigns: Uses, regimes: Uses) -> VersionRow:
    return VersionRow(
        row.id,
        row.scheme,
        row.name,
        row.version_name,
        row.checksum,
        row.source,
        row.added_at,
        row.adder or "系统",
        newest[row.scheme] == row.id,
        campaigns.get(row.id, ()),
        regimes.get(row.id, ()),
    )


def _campaigns(actor: Actor, session: Session) -> Uses:
    rows = session.exec(select(Campaign).where(visible_campaigns(actor)).order_by(col(Campaign.id).desc()))
    return _grouped((row.library_id, Use(row.key, row.name, row.state == "running")) for row in rows)


def _regimes(actor: Actor, session: Session) -> Uses:
    if not ruling(actor.role, Action.REGIME_READ).allowed:
        return {}
    rows = session.exec(select(ProviderRegime).order_by(col(ProviderRegime.id).desc()))
    return _grouped((row.library_id, Use(row.key, row.name, row.ended_on is None)) for row in rows)


def _grouped(uses: Iterable[tuple[int, Use]]) -> Uses:
    by_library: dict[int, list[Use]] = defaultdict(list)
    for library_id, use in uses:
        by_library[library_id].append(use)
    return {key: tuple(many) for key, many in by_library.items()}
