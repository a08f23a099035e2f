"""Evidence is checked by content, stored once under its hash, never deleted, and seen by who may see its row."""

import errno
import hashlib
import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from domain.errors import Full, Invalid, NotFound, Refused, WrongState
from services import clock, evidence_store
from services.audit import search_audit
from services.evidence import EvidenceData, add_evidence, list_evidence, read_evidence, withdraw_evidence
from services.visits import cancel_visit
from tests import ledger_world, visit_world, world
from tests.databases import Database
from tests.evidence_world import on, stored_files
from tests.files import PDF, docx, jpeg, png
from tests.statements import count_statements


@pytest.fixture
def place(database: Database) -> Iterator[ledger_world.Place]:
    with clock.frozen(ledger_world.DAY):
        yield ledger_world.campaign(world.district())


def test_a_file_is_stored_under_its_hash_and_read_back_whole(place: ledger_world.Place) -> None:
    content = jpeg()
    key = add_evidence(place.people.inspector, on(place, place.finding(), content))
    digest = hashlib.sha256(content).hexdigest()
    assert [path.name for path in stored_files()] == [digest]
    file = read_evidence(place.people.office, key)
    assert (file.content, file.file_name, file.media_type) == (content, "现场.jpg", "image/jpeg")


def test_a_list_says_who_when_and_what(place: ledger_world.Place) -> None:
    finding = place.finding()
    add_evidence(place.people.inspector, on(place, finding))
    listed = list_evidence(place.people.township, "finding", finding)
    assert [(one.file_name, one.added_by, one.note, one.mine) for one in listed] == [
        ("现场.jpg", "严查", "公示栏", False)
    ]


def test_the_same_file_twice_at_one_place_is_kept_once(place: ledger_world.Place) -> None:
    finding = place.finding()
    first = add_evidence(place.people.inspector, on(place, finding))
    assert add_evidence(place.people.inspector, on(place, finding)) == first
    assert len(list_evidence(place.people.office, "finding", finding)) == 1


def test_the_same_file_at_two_places_shares_its_content(place: ledger_world.Place) -> None:
    keys = [add_evidence(place.people.inspector, on(place, place.finding())) for _ in range(2)]
    assert len(set(keys)) == 2
    assert len(stored_files()) == 1


def test_a_file_is_withdrawn_with_a_reason_and_stays_readable(place: ledger_world.Place) -> None:
    finding = place.finding()
    key = add_evidence(place.people.inspector, on(place, finding))
    withdraw_evidence(place.people.inspector, key, "拍错了地方")
    assert [one.withdrawn_reason for one in list_evidence(place.people.office, "finding", finding)] == [
        "拍错了地方"
    ]
    assert read_evidence(place.people.office, key).content == jpeg()


def test_a_withdrawal_needs_a_reason(place: ledger_world.Place) -> None:
    key = add_evidence(place.people.inspector, on(place, place.finding()))
    with pytest.raises(Invalid) as told:
        withdraw_evidence(place.people.inspector, key, "  ")
    assert told.value.fields == {"reason": "请写明撤回这份材料的原因。"}


def test_only_the_uploaders_unit_and_the_office_withdraw(place: ledger_world.Place) -> None:
    key = add_evidence(place.people.inspector, on(place, place.finding()))
    with pytest.raises(Refused, match="只有上传人"):
        withdraw_evidence(place.people.township, key, "不同意")
    withdraw_evidence(place.people.office, key, "重复")


def test_withdrawing_is_offered_to_those_who_may(place: ledger_world.Place) -> None:
    finding = place.finding()
    add_evidence(place.people.inspector, on(place, finding))
    readers = (place.people.inspector, place.people.office, place.people.township)
    offers = [list_evidence(one, "finding", finding)[0].withdrawable for one in readers]
    assert offers == [True, True, False]


def test_a_file_that_was_withdrawn_can_be_added_again(place: ledger_world.Place) -> None:
    finding = place.finding()
    first = add_evidence(place.people.inspector, on(place, finding))
    withdraw_evidence(place.people.inspector, first, "先撤回")
    assert add_evidence(place.people.inspector, on(place, finding)) != first


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("照片.jpg", b"MZ\x90\x00" + b"\x00" * 300, "“照片.jpg”的实际内容与扩展名不一致"),
        ("报告.pdf", b"<html><script>alert(1)</script></html>", "“报告.pdf”的实际内容与扩展名不一致"),
        ("大.pdf", PDF + b"0" * (21 * 1024 * 1024), "超过 20 MB 的上限"),
        ("空.jpg", b"", "文件“空.jpg”是空的"),
        ("炸弹.docx", docx(word__media__a_dot_xml=b"\x00" * (64 * 1024 * 1024)), "解压后异常巨大"),
        ("宏.docx", docx(word__vbaProject_dot_bin=b"\x00"), "含有宏"),
        ("断.jpg", jpeg(400, 300)[:-900], "打不开"),
        ("断.png", png(400, 300)[:-20], "打不开"),
        ("巨.png", png(9000, 8000), "像素太大"),
    ],
)
def test_bad_files_are_told_at_the_field_and_leave_nothing(
    place: ledger_world.Place, name: str, content: bytes, sentence: str
) -> None:
    finding = place.finding()
    with pytest.raises(Invalid) as told:
        add_evidence(place.people.inspector, replace(on(place, finding, name=name), content=content))
    assert sentence in told.value.fields["file"]
    assert stored_files() == []
    assert list_evidence(place.people.office, "finding", finding) == []


def test_a_name_with_a_path_and_a_script_becomes_harmless(place: ledger_world.Place) -> None:
    finding = place.finding()
    add_evidence(place.people.inspector, on(place, finding, name="../../<script>x</script>/../现场<b>.jpg"))
    assert [one.file_name for one in list_evidence(place.people.office, "finding", finding)] == ["现场_b.jpg"]


def test_a_note_of_five_hundred_characters_fits_and_one_more_is_told(place: ledger_world.Place) -> None:
    finding = place.finding()
    unit = place.people.unit("东街镇")
    add_evidence(place.people.office, EvidenceData("finding", finding, unit, "", "a.jpg", jpeg(), "注" * 500))
    with pytest.raises(Invalid) as told:
        add_evidence(
            place.people.office, EvidenceData("finding", finding, unit, "", "a.png", png(), "注" * 501)
        )
    assert told.value.fields == {"note": "说明不能超过 500 字，现有 501 字。"}


def test_a_full_disk_says_so_and_leaves_no_half_file(
    place: ledger_world.Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = place.finding()

    def no_room(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", no_room)
        with pytest.raises(Full, match="存储空间不足，文件没有保存"):
            add_evidence(place.people.inspector, on(place, finding))
    assert stored_files() == []
    assert list_evidence(place.people.office, "finding", finding) == []
    assert add_evidence(place.people.inspector, on(place, finding))


def test_another_trouble_of_the_disk_is_not_called_a_lack_of_room(
    place: ledger_world.Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        add_evidence(place.people.inspector, on(place, place.finding()))
    assert stored_files() == []


def test_a_file_that_was_altered_on_the_disk_is_not_served(place: ledger_world.Place) -> None:
    key = add_evidence(place.people.inspector, on(place, place.finding()))
    stored_files()[0].write_bytes(jpeg(colour="white"))
    with pytest.raises(NotFound, match="与登记时不一致"):
        read_evidence(place.people.office, key)


def test_a_file_that_is_missing_on_the_disk_is_told(place: ledger_world.Place) -> None:
    key = add_evidence(place.people.inspector, on(place, place.finding()))
    stored_files()[0].unlink()
    with pytest.raises(NotFound, match="不在存储目录"):
        read_evidence(place.people.office, key)


def test_additions_and_withdrawals_stand_on_the_timeline_of_the_object(place: ledger_world.Place) -> None:
    key = add_evidence(place.people.inspector, on(place, place.finding()))
    withdraw_evidence(place.people.inspector, key, "拍错")
    told = [entry.summary for entry in search_audit(place.people.office, object_type="finding")]
    assert told[:2] == ["撤回佐证材料“现场.jpg”", "上传佐证材料“现场.jpg”"]


def test_a_list_of_files_costs_at_most_five_statements(place: ledger_world.Place) -> None:
    finding = place.finding()
    for colour in ("red", "green", "blue"):
        add_evidence(place.people.inspector, on(place, finding, jpeg(colour=colour), f"{colour}.jpg"))
    with count_statements() as seen:
        assert len(list_evidence(place.people.township, "finding", finding)) == 3
    assert visit_world.sent(seen) <= 5


def test_a_thumbnail_is_small_and_only_photos_have_one() -> None:
    small = evidence_store.thumbnail(jpeg(2000, 1500))
    assert small is not None
    assert len(small) < 20_000
    assert evidence_store.thumbnail(PDF) is None


def test_photos_of_a_visit_are_added_by_its_team_only_and_seen_by_the_place_after_the_sign_off(
    database: Database,
) -> None:
    with clock.frozen(visit_world.DAY):
        place = visit_world.campaign(world.district())
        people = place.people
        visit = place.visit()
        key = place.photo(visit, "R2-1")
        data = EvidenceData("visit", visit, people.unit("东街镇"), "R2-1", "b.png", png())
        with pytest.raises(Refused, match="本次核查的核查人员"):
            add_evidence(people.third_inspector, data)
        with pytest.raises(NotFound):
            read_evidence(people.township, key)
        place.signed(visit)
        assert read_evidence(people.township, key).is_image
        with pytest.raises(WrongState, match="已经签字确认或取消"):
            add_evidence(people.inspector, data)


def test_a_cancelled_visit_takes_no_more_photos(database: Database) -> None:
    with clock.frozen(visit_world.DAY):
        place = visit_world.campaign(world.district())
        visit = place.visit()
        cancel_visit(place.people.office, visit, "改期", 1)
        with pytest.raises(WrongState, match="已经签字确认或取消"):
            place.photo(visit, "R2-1")
