"""A zipped scheme: what is let in, what is refused and why, and that nothing is ever overwritten."""

import io
import zipfile
from collections.abc import Mapping

import pytest
from sqlmodel import select

from domain.errors import Invalid, Refused
from domain.library import LibraryError
from models import engine
from models.audit import AuditEntry
from models.library import LibraryVersion
from services import library_archive, library_upload
from services.library_archive import MAX_BYTES, pack, unpack
from services.library_reading import list_versions, version_archive
from services.library_upload import check_archive, store_archive
from tests import campaign_world as cw
from tests import world
from tests.databases import Database

CASES = """
cases:
  - name: 村居应查两项
    expect:
      items: [{kind: village, count: 2}]
"""
NOTE = "区民政局印发稿"
SECOND = cw.SCHEME.replace('version: "1"', 'version: "2"')


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def scheme(text: str = cw.SCHEME, cases: str = CASES, folder: str = "") -> bytes:
    return zipped({f"{folder}scheme.yaml": text, f"{folder}cases.yaml": cases})


@pytest.fixture
def people(database: Database) -> world.People:
    return world.district()


def refused(data: bytes) -> str:
    with pytest.raises(Invalid) as told:
        unpack(data)
    return told.value.fields["file"]


def test_a_folder_is_found_whether_it_was_packed_with_its_name_or_without() -> None:
    assert set(unpack(scheme())) == set(unpack(scheme(folder="居家养老/"))) == {"scheme.yaml", "cases.yaml"}


@pytest.mark.parametrize(
    "name", ["../scheme.yaml", "/etc/scheme.yaml", "a/../../b.yaml", "C:/scheme.yaml", "..\\..\\evil.yaml"]
)
def test_a_path_that_leads_elsewhere_is_refused(name: str) -> None:
    assert "不允许的路径" in refused(zipped({"scheme.yaml": cw.SCHEME, name: "a: 1"}))


@pytest.mark.parametrize("name", ["run.py", "scheme.yaml.exe", "photo.png", "noending"])
def test_only_texts_of_a_scheme_are_let_in(name: str) -> None:
    assert name in refused(zipped({"scheme.yaml": cw.SCHEME, name: "x"}))


def test_what_file_managers_leave_behind_is_passed_over() -> None:
    found = unpack(
        zipped({"s/scheme.yaml": cw.SCHEME, "s/.DS_Store": b"\x00", "__MACOSX/s/._scheme.yaml": b"\x00"})
    )
    assert set(found) == {"scheme.yaml"}


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zipped({"scheme.yaml": cw.SCHEME, "big.yaml": b"a" * (library_archive.MAX_UNPACKED + 1)})
    assert len(bomb) < MAX_BYTES
    assert "解压后超过" in refused(bomb)


def test_a_zip_above_the_limit_is_refused_and_one_at_the_limit_is_read() -> None:
    data = scheme()
    padded = data + b"\x00" * (
        MAX_BYTES - len(data)
    )  # a zip ends with its directory; what follows is a comment
    assert "超过2MB" in refused(padded + b"\x00")
    assert "超过2MB" not in refused(b"\x00" * MAX_BYTES)


@pytest.mark.parametrize(("count", "taken"), [(400, True), (401, False)])
def test_four_hundred_files_are_the_most(count: int, taken: bool) -> None:
    names = {f"part{number}.yaml": "" for number in range(count - 1)}
    data = zipped({"scheme.yaml": cw.SCHEME, **names})
    if taken:
        assert len(unpack(data)) == count
    else:
        assert "最多400个" in refused(data)


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04" + b"\x00" * 40, scheme()[:-30]])
def test_what_is_no_zip_is_told_so(data: bytes) -> None:
    assert "zip" in refused(data)


def test_a_file_longer_than_its_entry_says_is_refused() -> None:
    honest = zipped({"scheme.yaml": cw.SCHEME, "notes.md": "长" * 5000})
    size = len("长".encode()) * 5000
    lying = honest.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    assert "损坏" in refused(lying)


def test_a_link_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("scheme.yaml", cw.SCHEME)
        link = zipfile.ZipInfo("other.yaml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert "不允许的路径" in refused(target.getvalue())


def test_text_in_another_encoding_is_told_with_its_name() -> None:
    assert "rules.yaml" in refused(zipped({"scheme.yaml": cw.SCHEME, "rules.yaml": "规则".encode("gb18030")}))


def test_names_as_windows_writes_them_are_read() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("scheme.yaml", cw.SCHEME)
        archive.writestr("XXXX.yaml", "")
    data = target.getvalue().replace(b"XXXX", "规则".encode("gb18030"))
    assert set(unpack(data)) == {"scheme.yaml", "规则.yaml"}


@pytest.mark.parametrize(
    "files", [{"other.yaml": "a: 1"}, {"a/scheme.yaml": "a: 1", "b/scheme.yaml": "a: 1"}, {}]
)
def test_exactly_one_scheme_is_asked_for(files: dict[str, str]) -> None:
    assert refused(zipped(files))


def test_a_file_beside_the_folder_is_refused() -> None:
    assert "不在方案文件夹里" in refused(zipped({"a/scheme.yaml": cw.SCHEME, "b.yaml": "a: 1"}))


def test_problems_are_told_with_file_and_line_and_nothing_can_be_stored(people: world.People) -> None:
    broken = scheme(cw.SCHEME.replace("phases:", "phasez:"))
    checked = check_archive(people.office, broken)
    assert checked.refusal
    problem = next(one for one in checked.problems if one.is_error)
    assert (problem.file, problem.line > 0) == ("scheme.yaml", True)
    with pytest.raises(LibraryError):
        store_archive(people.office, broken, NOTE)
    assert list_versions(people.office) == []


def test_a_fault_of_the_program_is_a_sentence_on_the_page(
    people: world.People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(library_upload, "lint", broken)
    (problem,) = check_archive(people.office, scheme()).problems
    assert problem.is_error
    assert problem.message.startswith("系统读到没有料到的写法（RecursionError：too deep）")


def test_checking_runs_the_cases_and_stores_nothing(people: world.People) -> None:
    checked = check_archive(people.office, scheme())
    assert (checked.scheme, checked.version, checked.refusal) == ("small-campaign", "1", "")
    assert [(case.name, case.passed) for case in checked.cases] == [("村居应查两项", True)]
    assert list_versions(people.office) == []


def test_a_checked_scheme_becomes_a_version_that_says_who_brought_it(people: world.People) -> None:
    stored = store_archive(people.office, scheme(), NOTE)
    row = list_versions(people.leader)[0]
    assert (row.id, row.version, row.source, row.added_by) == (stored, "1", "uploaded", "欧办")
    with engine.reading() as session:
        entry = session.exec(
            select(AuditEntry).where(AuditEntry.object_type == "library", AuditEntry.object_id == stored)
        ).all()[-1]
    assert NOTE in entry.summary


def test_a_case_that_fails_needs_a_reason_which_is_kept(people: world.People) -> None:
    data = scheme(cases=CASES.replace("count: 2", "count: 3"))
    assert [case.name for case in check_archive(people.office, data).failed] == ["村居应查两项"]
    with pytest.raises(Invalid) as told:
        store_archive(people.office, data, NOTE)
    assert "1个案例没有通过" in told.value.fields["despite"]
    stored = store_archive(people.office, data, NOTE, despite="案例待修订，先供阅读")
    with engine.reading() as session:
        entry = session.exec(
            select(AuditEntry).where(AuditEntry.object_type == "library", AuditEntry.object_id == stored)
        ).all()[-1]
    assert (entry.reason, entry.after["failed_cases"]) == ("案例待修订，先供阅读", ["村居应查两项"])


def test_a_version_is_never_overwritten(people: world.People) -> None:
    first = store_archive(people.office, scheme(), NOTE)
    changed = scheme(cw.SCHEME.replace("看公开栏", "查看公开栏"))
    assert "换一个版本号" in check_archive(people.office, changed).refusal
    with pytest.raises(Invalid, match="换一个版本号"):
        store_archive(people.office, changed, NOTE)
    with pytest.raises(Invalid, match="已经在制度库里"):
        store_archive(people.office, scheme(), NOTE)
    second = store_archive(people.admin, scheme(SECOND), NOTE)
    assert [row.id for row in list_versions(people.office)] == [second, first]


def test_a_version_name_of_forty_signs_is_the_longest(people: world.People) -> None:
    fits, too_long = (cw.SCHEME.replace('version: "1"', f'version: "{"v" * size}"') for size in (40, 41))
    assert "太长" in check_archive(people.office, scheme(too_long)).refusal
    assert store_archive(people.office, scheme(fits), NOTE)


def test_where_it_comes_from_must_be_said(people: world.People) -> None:
    with pytest.raises(Invalid) as told:
        store_archive(people.office, scheme(), "  ")
    assert "note" in told.value.fields


def test_what_is_taken_away_can_be_brought_back_unchanged(people: world.People) -> None:
    files = {"scheme.yaml": cw.SCHEME, "cases.yaml": CASES, "README.md": "说明"}
    stored = store_archive(people.office, zipped(files), NOTE)
    taken = version_archive(people.township, stored)
    assert taken.file_name == "small-campaign-1.zip"
    assert unpack(taken.data) == files
    assert taken.data == pack("small-campaign", files)


def test_a_text_beside_the_scheme_does_not_make_it_another_version(people: world.People) -> None:
    stored = store_archive(people.office, zipped({"scheme.yaml": cw.SCHEME, "README.md": "说明"}), NOTE)
    with engine.reading() as session:
        row = session.get_one(LibraryVersion, stored)
        assert "README.md" in row.files
    assert "已经在制度库里" in check_archive(people.office, zipped({"scheme.yaml": cw.SCHEME})).refusal


@pytest.mark.parametrize("role", ["inspector", "township", "provider", "leader", "discipline", "assessor"])
def test_only_those_who_keep_the_library_upload(people: world.People, role: str) -> None:
    with pytest.raises(Refused):
        store_archive(getattr(people, role), scheme(), NOTE)
