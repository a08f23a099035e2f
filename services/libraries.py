"""Scheme libraries as this installation holds them: installed once a version, read by checksum, never changed.

A parsed library is kept in the process by its checksum and shared: it is immutable, and a campaign always
asks for the version it pins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

import sqlalchemy as sql
from sqlmodel import Session, col, select

from domain.errors import Conflict, NotFound
from domain.library.library import Library, checksum, load_files, read_folder
from domain.library.models.checklist import Category as SchemeCategory
from domain.library.models.checklist import Item as SchemeItem
from domain.library.models.scheme import Scheme
from domain.permissions import Action
from domain.self_completeness import Category, Item
from domain.units import UnitKind
from models import engine
from models.campaign import Campaign
from models.library import LibraryVersion
from models.settings import ROOT
from services import clock
from services.actor import Actor
from services.audit import record
from services.use_case import INJECTED, query

BUILT_IN = ROOT / "checklists"
_parsed: dict[str, Library] = {}
_asked: dict[tuple[int, UnitKind], tuple[Scheme, tuple[Category, ...]]] = {}  # by scheme in this process
_lock = Lock()


@dataclass(frozen=True, slots=True)
class LibraryRow:
    """A version as lists show it; `newest` is the last one added of its scheme."""

    id: int
    scheme: str
    name: str
    version: str
    checksum: str
    source: str
    added_at: datetime
    newest: bool


def install_built_in(folder: Path = BUILT_IN) -> list[int]:
    """Install every scheme folder whose content is not there yet; returns the new ids. Safe to repeat.

    The folders are parsed only when their checksum is new, so a second start costs nothing.
    """
    with engine.transaction() as session:
        known = set(session.exec(select(LibraryVersion.checksum)))
        fresh = [files for files in _folders(folder) if checksum(files) not in known]
        stored = [store_library(load_files(files), "built_in", None, session=session) for files in fresh]
    return [new for new in stored if new is not None]


def _folders(folder: Path) -> list[dict[str, str]]:
    return [read_folder(head.parent) for head in sorted(folder.glob("*/scheme.yaml"))]


def store_library(library: Library, source: str, actor: Actor | None, *, session: Session) -> int | None:
    """Store a checked library as a version; None when the same content is there already.

    A version name that is taken by other content gets the checksum behind it: nothing is overwritten.
    """
    taken = session.exec(
        select(LibraryVersion.version_name, LibraryVersion.checksum).where(
            LibraryVersion.scheme == library.id
        )
    ).all()
    if any(stored == library.checksum for _, stored in taken):
        return None
    name = library.version[:40]
    if any(known == name for known, _ in taken):
        name = f"{name[:30]}+{library.checksum[:8]}"
    row = LibraryVersion(
        scheme=library.id,
        name=library.name[:200],
        version_name=name,
        checksum=library.checksum,
        files=dict(library.files),
        source=source,
        added_at=clock.now(),
        added_by=actor.account_id if actor else None,
    )
    session.add(row)
    session.flush()
    record(
        actor,
        Action.LIBRARY_EDIT,
        "library",
        row.key,
        f"安装制度库“{row.name}”版本{name}",
        after={"checksum": row.checksum, "source": source},
        session=session,
    )
    remember(library)
    return row.key


def known() -> int:
    """How many libraries this process has parsed."""
    return len(_parsed)


def remember(library: Library) -> None:
    """Keep a parsed library for everybody in this process."""
    with _lock:
        _parsed[library.checksum] = library


def read_library(library_id: int, pinned: str, *, session: Session) -> Library:
    """The pinned library. No statement once the process knows it; stored files are checked when read."""
    known = _parsed.get(pinned)
    if known is not None:
        return known
    files = session.exec(select(LibraryVersion.files).where(LibraryVersion.id == library_id)).first()
    if files is None:
        raise NotFound("找不到这个制度库版本。")
    library = load_files(files, stored_as=pinned)
    if library.checksum != pinned:
        raise Conflict("制度库的内容与登记的校验值不一致，请联系系统管理员核查。")
    remember(library)
    return library


def library_of(campaign: Campaign, *, session: Session) -> Library:
    """The library that the campaign pins."""
    return read_library(campaign.library_id, campaign.library_checksum, session=session)


def scheme_of(campaign: Campaign, *, session: Session) -> Scheme:
    """The pinned scheme as it reads with the campaign's settings."""
    library = library_of(campaign, session=session)
    return library.with_settings(known_parameters(library, campaign.parameters))


def known_parameters(library: Library, parameters: Mapping[str, object]) -> dict[str, object]:
    """Only what the scheme asks for and somebody has filled in."""
    asked = {*library.scheme.open, *library.scheme.settings}
    return {key: value for key, value in parameters.items() if key in asked and value not in (None, "")}


def checklist(campaign: Campaign, kind: UnitKind, *, session: Session) -> tuple[Category, ...]:
    """Categories with the items that apply to a kind of unit; categories without one are left out."""
    return checklist_of(scheme_of(campaign, session=session), kind)


def checklist_of(scheme: Scheme, kind: UnitKind) -> tuple[Category, ...]:
    """The same of a scheme."""
    kept = _asked.get((id(scheme), kind))
    if kept is None or kept[0] is not scheme:
        kept = _asked[id(scheme), kind] = (scheme, _asked_of(kind, scheme))
    return kept[1]


def _asked_of(kind: UnitKind, scheme: Scheme) -> tuple[Category, ...]:
    groups = (Category(group.key, group.name, _items(group, kind)) for group in scheme.checklist.categories)
    return tuple(group for group in groups if group.items)


def _items(group: SchemeCategory, kind: UnitKind) -> tuple[Item, ...]:
    return tuple(_item(group, item) for item in group.items if item.on and kind.value in item.applies_to)


def _item(group: SchemeCategory, item: SchemeItem) -> Item:
    return Item(item.id, group.key, item.question, item.method, item.fails_when, item.clause)


@query(Action.LIBRARY_READ)
def list_libraries(actor: Actor, *, session: Session = INJECTED) -> list[LibraryRow]:
    """All versions, newest first within each scheme."""
    table = LibraryVersion
    columns = (
        col(table.id),
        col(table.scheme),
        col(table.name),
        col(table.version_name),
        col(table.checksum),
        col(table.source),
        col(table.added_at),
    )
    found = session.execute(sql.select(*columns).order_by(col(table.scheme), col(table.id).desc()))
    seen: set[str] = set()
    rows: list[LibraryRow] = []
    for row in found:
        rows.append(
            LibraryRow(
                row.id,
                row.scheme,
                row.name,
                row.version_name,
                row.checksum,
                row.source,
                row.added_at,
                row.scheme not in seen,
            )
        )
        seen.add(row.scheme)
    return rows
