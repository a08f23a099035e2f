"""Evidence on pages: what is there, and the field that adds to it.

    files = show_evidence(actor, "finding", finding.id)
    upload(actor, "finding", finding.id, unit_id=finding.unit_id, item="rectify")

Pictures and files come through `/files/{id}`, where the permission is asked again.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from domain.errors import Full, Told
from domain.evidence import ACCEPTED, MAX_BYTES, FileKind
from services.actor import Actor
from services.evidence import EvidenceData, EvidenceItem, add_evidence, list_evidence, withdraw_evidence
from ui.guard import told
from ui.wording import moment_cell, told_apart

_TILE = "display:flex;flex-wrap:wrap;gap:12px;margin:0"
_PICTURE = "width:132px;height:99px;object-fit:cover;border:1px solid #d5dde7;border-radius:4px;display:block"
_LIMIT = MAX_BYTES // (1024 * 1024)  # MB


def show_evidence(
    actor: Actor,
    owner_type: str,
    owner_id: int,
    *,
    item: str | None = None,
    listed: Sequence[EvidenceItem] | None = None,
    withdrawable: bool = False,
    quiet: bool = False,
) -> list[EvidenceItem]:
    """Draw the files of an object (of one `item` only, if given) and return them.

    listed: files already read, so that a page with many items asks the database once;
    withdrawable: offer to withdraw, with a reason, what this person may; quiet: say nothing when there are none.
    """
    known = list_evidence(actor, owner_type, owner_id) if listed is None else listed
    files = [file for file in known if item is None or file.item == item]
    if not files:
        if not quiet:
            st.caption("暂无佐证材料。")
        return files
    st.html(f'<div style="{_TILE}">{"".join(_tile(file) for file in files)}</div>')
    if withdrawable:
        own = [file for file in files if file.withdrawable]
        _offer_withdrawal(actor, own, f"{owner_type}-{owner_id}-{item}")
    return files


def _tile(file: EvidenceItem) -> str:
    """One file: picture or ending, name, who and when; struck out when withdrawn."""
    name = escape(file.file_name)
    address = f"/files/{file.id}"
    kind = escape(file.file_name.rpartition(".")[2].upper())
    face = (
        f'<img src="{address}?small=1" alt="{name}" loading="lazy" style="{_PICTURE}">'
        if file.is_image
        else f'<span style="{_PICTURE};line-height:99px;text-align:center;color:#5b6b7d">{kind}</span>'
    )
    shown = f"<s>{name}</s>" if file.withdrawn_reason else name
    note = f"<br>{escape(file.note)}" if file.note else ""
    gone = f"<br>已撤回：{escape(file.withdrawn_reason)}" if file.withdrawn_reason else ""
    return (
        f'<figure style="margin:0;width:134px"><a href="{address}" target="_blank" rel="noopener">{face}</a>'
        f'<figcaption style="font-size:12px;overflow-wrap:anywhere">'
        f'<a href="{address}" target="_blank" rel="noopener">{shown}</a> <small>{size_text(file.size)}</small>{note}'
        f"<br><small>{escape(file.added_by)} {moment_cell(file.added_at)}{gone}</small></figcaption></figure>"
    )


def size_text(size: int) -> str:
    """1.4 MB or 312 KB; rounded up, so that nothing reads as 0."""
    if size >= 1024 * 1024:
        tenths = -(-size * 10 // (1024 * 1024))
        return f"{tenths // 10}.{tenths % 10} MB"
    return f"{-(-size // 1024)} KB"


def _offer_withdrawal(actor: Actor, files: Sequence[EvidenceItem], key: str) -> None:
    if not files:
        return
    with st.popover("撤回材料"):
        names = told_apart({file.id: file.file_name for file in files})
        chosen = st.selectbox(
            "撤回哪一份", list(names), format_func=lambda one: names[one], key=f"withdraw-{key}"
        )
        reason = st.text_input("撤回原因", key=f"withdraw-why-{key}", max_chars=500)
        # The button is of this file: a second click is none on that of the next one.
        if st.button("撤回", key=f"withdraw-do-{key}-{chosen}"):
            with told():
                withdraw_evidence(actor, int(chosen), reason)
                st.rerun()


@dataclass(slots=True)
class _Rest:
    """What an upload field goes by from run to run.

    turn: how often it was emptied, because a field is emptied by taking another in its place; answers: what became
    of each file that it held; told: the sentences about those that were refused beside others that were kept.
    """

    turn: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)


def upload(
    actor: Actor,
    owner_type: str,
    owner_id: int,
    *,
    unit_id: int,
    item: str = "",
    label: str = "添加佐证材料",
    camera: bool = False,
) -> int:
    """Draw the field and keep each file as soon as it arrives; the number of files kept in this run.

    A file is offered to the service once; a refused one is told with its reason and offered again only
    when it is chosen anew. What was kept stands among the files, no longer in the field, so whoever calls this
    draws the page anew.
    """
    place = f"{owner_type}-{owner_id}-{item}"
    rest = st.session_state.setdefault(f"uploads-{place}", _Rest())
    turn = f"-{rest.turn}" if rest.turn else ""
    chosen = st.file_uploader(
        label,
        type=[kind.value for kind in FileKind],
        accept_multiple_files=True,
        key=f"upload-{place}{turn}",
        max_upload_size=_LIMIT,
        help=f"可以上传{ACCEPTED}，每个不超过 20 MB。",
    )
    files = list(chosen or [])
    if camera and st.toggle("用摄像头拍照", key=f"camera-on-{place}"):
        shot = st.camera_input("对准后点“拍照”", key=f"camera-{place}{turn}")
        files += [shot] if shot else []
    data = [(file, _as_data(file, owner_type, owner_id, unit_id, item)) for file in files]
    return _keep(actor, data, rest)


def _as_data(file: UploadedFile, owner_type: str, owner_id: int, unit_id: int, item: str) -> EvidenceData:
    return EvidenceData(owner_type, owner_id, unit_id, item, file.name, file.getvalue())


def _keep(actor: Actor, data: Sequence[tuple[UploadedFile, EvidenceData]], rest: _Rest) -> int:
    """Offer files that were not offered yet; messages stay until the file is taken away or the field is emptied."""
    kept = 0
    told, rest.told = rest.told, []
    for file, one in data:
        mark = f"{file.file_id}:{hashlib.sha256(one.content).hexdigest()[:16]}"
        if mark not in rest.answers:
            with _telling(rest.answers, mark, told):
                add_evidence(actor, one)
                kept += 1
        if sentence := rest.answers.get(mark):
            told.append(sentence)
    if kept:  # the page is drawn anew, with an empty field
        rest.turn += 1
        rest.told = told
    for sentence in told:
        st.error(sentence)
    return kept


@contextmanager
def _telling(answers: dict[str, str], mark: str, told: list[str]) -> Iterator[None]:
    """Note what became of a file: "" when it was kept, else the sentence to show.

    A full disk is not the file's fault, so such a file is offered again on the next run.
    """
    answers[mark] = ""
    try:
        yield
    except Full as full:
        told.append(str(full))
        del answers[mark]
    except Told as message:
        answers[mark] = str(message)
