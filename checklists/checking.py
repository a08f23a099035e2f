"""The command `check`: lint each scheme, run its cases, one line a case."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TextIO

from domain.library import LibraryError, Problem, load_files, read_folder
from domain.library.merging import HEAD
from domain.library.problems import Severity, errors_of
from domain.thresholds.faults import FAULTS, told_unread
from domain.thresholds.trials import Trial, run_cases


@dataclass(frozen=True)
class Checked:
    """One scheme checked: its problems and its cases."""

    path: str
    id: str
    problems: list[Problem]
    trials: list[Trial]

    @property
    def passed(self) -> bool:
        """No errors and every case passed."""
        return not errors_of(self.problems) and all(trial.passed for trial in self.trials)


def check(
    paths: Sequence[str], *, as_json: bool = False, quiet: bool = False, out: TextIO | None = None
) -> int:
    """Check every scheme below the paths; 1 when anything is wrong or nothing was found."""
    out = out or sys.stdout
    checked = [one for path in paths for one in _below(Path(path))]
    if as_json:
        out.write(json.dumps([_as_json(one) for one in checked], ensure_ascii=False, indent=1) + "\n")
    else:
        for one in checked:
            _report(one, out, quiet=quiet)
        _sum_up(checked, out)
    return 0 if checked and all(one.passed for one in checked) else 1


def _below(path: Path) -> Iterable[Checked]:
    folders = [path] if (path / HEAD).is_file() else sorted(head.parent for head in path.glob(f"*/{HEAD}"))
    if not folders:
        yield Checked(str(path), path.name, [Problem("", 0, Severity.ERROR, _not_there(path))], [])
    for folder in folders:
        yield check_folder(folder)


def _not_there(path: Path) -> str:
    if path.is_dir():
        return "找不到方案：文件夹里要有 scheme.yaml"
    return "这是一个文件，请写方案所在的文件夹" if path.exists() else "没有这个文件夹"


def check_folder(folder: Path) -> Checked:
    """Lint one scheme and run its cases."""
    problems: list[Problem] = []
    try:
        files = read_folder(folder)
        problems += _unread(folder, files)
        library = load_files(files)
    except LibraryError as error:
        return Checked(str(folder), folder.name, sorted([*problems, *error.problems]), [])
    except (*FAULTS, ValueError) as fault:
        said = Problem(HEAD, 0, Severity.ERROR, told_unread(fault))
        return Checked(str(folder), folder.name, [*problems, said], [])
    return Checked(str(folder), library.id, sorted([*problems, *library.warnings]), list(run_cases(library)))


def _unread(folder: Path, files: Mapping[str, str]) -> Iterator[Problem]:
    """Files that look like parts of the scheme and are not read because of their names."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name in files or path.name.startswith("."):
            continue
        if re.search(r"\.(ya?ml|txt)\b", path.name, re.IGNORECASE):
            yield Problem(name, 0, Severity.WARNING, "没有读入：文件名要以小写的 .yaml 结尾")


def _report(one: Checked, out: TextIO, *, quiet: bool) -> None:
    for problem in one.problems:
        if problem.is_error or not quiet:
            out.write(f"{one.path}{'/' if problem.file else ''}{problem}\n")
    for trial in one.trials:
        if not trial.passed or not quiet:
            out.write(f"{line_of(trial)}\n")


def line_of(trial: Trial) -> str:
    """One line a case: outcome, name, and for each expectation the entry, its clause and the reckoning."""
    sign = "通过" if trial.passed else "失败"
    parts = [
        f"{'' if finding.passed else '【不符】'}{finding.entry}{f'（{finding.clause}）' if finding.clause else ''}"
        f" {finding.text}".strip()
        for finding in trial.findings
    ]
    place = "" if trial.passed else f" [{trial.file}:{trial.line}]"
    return f"[{sign}] {trial.library} · {trial.name}{place} | {' | '.join(parts) or '没有写 expect'}"


def _sum_up(checked: Sequence[Checked], out: TextIO) -> None:
    trials = [trial for one in checked for trial in one.trials]
    failed = sum(not trial.passed for trial in trials)
    problems = [problem for one in checked for problem in one.problems]
    errors = len(errors_of(problems))
    out.write(
        f"方案 {len(checked)} 个，错误 {errors} 处，提醒 {len(problems) - errors} 处；"
        f"案例 {len(trials)} 个，通过 {len(trials) - failed} 个，失败 {failed} 个\n"
    )


def _as_json(one: Checked) -> dict[str, Any]:
    return {
        "path": one.path,
        "id": one.id,
        "passed": one.passed,
        "problems": [{**asdict(problem), "severity": str(problem.severity)} for problem in one.problems],
        "cases": [{**asdict(trial), "passed": trial.passed} for trial in one.trials],
    }
