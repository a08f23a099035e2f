"""Libraries: installed once a version, never overwritten, read by their checksum."""

from pathlib import Path

import pytest
from sqlmodel import Session, select

from domain.errors import Conflict, Told
from domain.library.library import load_files
from domain.units import UnitKind
from models import engine
from models.campaign import Campaign
from models.library import LibraryVersion
from services import libraries
from services.campaigns import read_campaign
from services.libraries import install_built_in, list_libraries, read_library, store_library
from tests import campaign_world as cw
from tests import world
from tests.databases import Database
from tests.statements import count_statements


@pytest.fixture
def people(database: Database) -> world.People:
    return world.district()


def folder(tmp_path: Path, text: str = cw.SCHEME) -> Path:
    """A folder with one scheme in it."""
    scheme = tmp_path / "schemes" / "small"
    scheme.mkdir(parents=True, exist_ok=True)
    (scheme / "scheme.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "schemes"


def test_the_built_in_schemes_are_installed_once(people: world.People) -> None:
    first = install_built_in()
    assert first
    assert install_built_in() == []
    assert {row.source for row in list_libraries(people.office)} == {"built_in"}


def test_changed_content_under_the_same_version_name_becomes_a_version_of_its_own(
    people: world.People, tmp_path: Path
) -> None:
    install_built_in(folder(tmp_path))
    install_built_in(folder(tmp_path, cw.SCHEME.replace("看公开栏", "查看公开栏")))
    newest, oldest = list_libraries(people.office)
    assert (newest.newest, oldest.newest) == (True, False)
    assert newest.version.startswith("1+")
    assert newest.checksum != oldest.checksum


def test_blanks_at_the_ends_of_lines_make_no_new_version(people: world.People, tmp_path: Path) -> None:
    install_built_in(folder(tmp_path))
    assert install_built_in(folder(tmp_path, cw.SCHEME.replace("\n", "  \r\n"))) == []


def test_a_scheme_that_is_wrong_is_not_stored(people: world.People, tmp_path: Path) -> None:
    with pytest.raises(Told):
        install_built_in(folder(tmp_path, cw.SCHEME.replace("checklist:", "checklists:")))
    assert list_libraries(people.office) == []


def test_the_same_content_is_stored_once(people: world.People) -> None:
    library = load_files({"scheme.yaml": cw.SCHEME})
    with engine.transaction() as session:
        assert store_library(library, "uploaded", people.office, session=session) is not None
        assert store_library(library, "uploaded", people.office, session=session) is None


def test_a_library_is_parsed_once_in_a_process(people: world.People) -> None:
    library_id = cw.library()
    checksum = list_libraries(people.office)[0].checksum
    with engine.reading() as session, count_statements() as seen:
        first = read_library(library_id, checksum, session=session)
        second = read_library(library_id, checksum, session=session)
    assert first is second
    assert seen == []


def test_stored_files_that_no_longer_match_their_checksum_are_refused(
    people: world.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    library_id = cw.library()
    with engine.transaction() as session:
        row = session.exec(select(LibraryVersion)).one()
        row.files = {"scheme.yaml": cw.SCHEME.replace("看公开栏", "不用看")}
        session.add(row)
        checksum = row.checksum
    monkeypatch.setattr(libraries, "_parsed", {})
    with engine.reading() as session, pytest.raises(Conflict, match="校验值"):
        read_library(library_id, checksum, session=session)


def test_the_checklist_of_a_campaign_is_that_of_its_pinned_version(people: world.People) -> None:
    campaign_id = cw.campaign(people, cw.library())
    cw.library(cw.SCHEME.replace("[provider], rectify_as", "[provider, village], rectify_as"))
    with Session(engine.current()) as session:
        campaign = session.get(Campaign, campaign_id)
        assert campaign is not None
        codes = [
            item.code
            for category in libraries.checklist(campaign, UnitKind.VILLAGE, session=session)
            for item in category.items
        ]
    assert codes == ["R1-1", "R2-1"]


def test_the_scheme_of_the_special_campaign_starts_a_campaign(people: world.People) -> None:
    """The real input: four phases, the seven categories, the report of 31 May."""
    install_built_in()
    row = next(one for one in list_libraries(people.office) if one.scheme == "s4-6")
    view = read_campaign(people.office, cw.campaign(people, row.id, parameters={}))
    ends = [(phase.end.month, phase.end.day) for phase in view.phases if phase.end]
    assert ends == [(5, 10), (5, 31), (8, 31), (11, 30)]
    report = next(duty for duty in view.duties if duty.kind == "self_inspection")
    assert (report.due, set(report.unit_kinds)) == (view.phases[1].end, {"township", "village", "provider"})
    assert [step.name for step in view.steps] == ["审核", "现场验收", "公示", "销号"]
    assert view.steps[2].publicity_days == 5
