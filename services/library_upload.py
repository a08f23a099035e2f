"""Uploading a scheme: linted first, its cases run, then stored as a version of its own; nothing is overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from domain.errors import Conflict, Invalid
from domain.library import LibraryError, Problem
from domain.library.library import Library, lint, load_files
from domain.library.merging import HEAD
from domain.library.problems import Severity, errors_of
from domain.permissions import Action
from domain.thresholds.faults import FAULTS, told_unread
from domain.thresholds.trials import Trial, run_cases
from models.library import LibraryVersion
from services.actor import Actor
from services.audit import record
from services.libraries import store_library
from services.library_archive import FIELD, unpack
from services.use_case import INJECTED, command, query

UPLOADED = "uploaded"
NAME_LENGTH = 40  # of a version, as the table keeps it


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case of the scheme: whether it came out, and what did; of a failed one only what did not."""

    passed: bool
    name: str
    place: str
    says: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What an archive holds. `refusal` says why it cannot be stored, whatever the cases say; "" when it can."""

    scheme: str
    name: str
    version: str
    checksum: str
    files: int
    problems: tuple[Problem, ...]
    cases: tuple[CaseResult, ...]
    refusal: str

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """Cases that did not come out."""
        return tuple(case for case in self.cases if not case.passed)


@query(Action.LIBRARY_EDIT)
def check_archive(actor: Actor, data: bytes, *, session: Session = INJECTED) -> Checked:
    """Lint a zipped scheme and run its cases; nothing is stored. `Invalid` when the zip cannot be read."""
    files = unpack(data)
    library, problems = _linted(files)
    if library is None:
        return Checked("", "", "", "", len(files), problems, (), "方案有错误，改正后再上传")
    return Checked(
        library.id,
        library.name,
        library.version,
        library.checksum,
        len(files),
        problems,
        tuple(map(_result, run_cases(library))),
        _taken(library, session),
    )


@command(Action.LIBRARY_EDIT)
def store_archive(
    actor: Actor, data: bytes, note: str, *, despite: str = "", session: Session = INJECTED
) -> int:
    """Store a zipped scheme as a new version; returns its id.

    note: where the version comes from. despite: why it is stored although cases of it fail.
    """
    if not note.strip():
        raise Invalid({"note": "请写明这一版的来源，例如印发文件的名称和文号"})
    files = unpack(data)
    library, problems = _linted(files)
    if library is None:
        raise LibraryError(problems)
    if refusal := _taken(library, session):
        raise Invalid({FIELD: refusal})
    failed = [trial.name for trial in run_cases(library) if not trial.passed]
    if failed and not despite.strip():
        raise Invalid({"despite": f"有{len(failed)}个案例没有通过，请先改正；确需保存的，请写明理由"})
    stored = _stored(actor, library, session)
    _keep_notes(stored, files, session)
    _record(actor, stored, library, note, failed, despite, session)
    return stored


def _stored(actor: Actor, library: Library, session: Session) -> int:
    """The id of the new version; `Conflict` when somebody else was faster by a moment."""
    try:
        stored = store_library(library, UPLOADED, actor, session=session)
    except IntegrityError:
        stored = None
    if stored is None:
        raise Conflict("他人刚刚上传了这个方案的同一版本。")
    return stored


def _linted(files: Mapping[str, str]) -> tuple[Library | None, tuple[Problem, ...]]:
    try:
        problems = tuple(lint(files))
        return (None if errors_of(problems) else load_files(files)), problems
    except (*FAULTS, ValueError) as fault:
        return None, (Problem(HEAD, 0, Severity.ERROR, told_unread(fault)),)


def _result(trial: Trial) -> CaseResult:
    told = [one for one in trial.findings if one.passed == trial.passed]  # of a failed case what went wrong
    parts = (f"{one.entry}{f'（{one.clause}）' if one.clause else ''} {one.text}".strip() for one in told)
    says = "；".join(parts) or "没有写 expect"
    return CaseResult(trial.passed, trial.name, f"{trial.file}:{trial.line}", says)


def _taken(library: Library, session: Session) -> str:
    """Why the version cannot be stored: its name stands for other content, or the content is there."""
    if len(library.version) > NAME_LENGTH:
        return f"版本号“{library.version}”太长，最多{NAME_LENGTH}字"
    known = session.exec(
        select(LibraryVersion.version_name, LibraryVersion.checksum).where(
            LibraryVersion.scheme == library.id
        )
    ).all()
    same = next((name for name, checksum in known if checksum == library.checksum), "")
    if same:
        return f"同样的内容已经在制度库里（版本{same}），不需要再上传"
    if any(name == library.version for name, _ in known):
        return f"版本{library.version}已经有了，内容与上传的不同；请在 scheme.yaml 里换一个版本号再上传"
    return ""


def _keep_notes(stored: int, files: Mapping[str, str], session: Session) -> None:
    """Texts beside the scheme (README) go with it to whoever downloads it; they are not part of the checksum."""
    row = session.get_one(LibraryVersion, stored)
    row.files = {**files, **row.files}
    session.add(row)


def _record(
    actor: Actor,
    stored: int,
    library: Library,
    note: str,
    failed: list[str],
    despite: str,
    session: Session,
) -> None:
    record(
        actor,
        Action.LIBRARY_EDIT,
        "library",
        stored,
        f"上传制度库“{library.name}”版本{library.version}：{note.strip()}",
        after={"checksum": library.checksum, "files": len(library.files), "failed_cases": failed},
        reason=despite.strip(),
        session=session,
    )
