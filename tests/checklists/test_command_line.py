"""The command line: check, explain, new."""

import io
import json
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest

from checklists import checking
from checklists.checking import check
from checklists.command_line import main
from checklists.explaining import explain
from checklists.starting import new

FOLDER = Path(__file__).resolve().parents[2] / "checklists"


@pytest.fixture
def started(tmp_path: Path) -> Path:
    folder = tmp_path / "my-scheme"
    assert new(str(folder), io.StringIO()) == 0
    return folder


def test_a_new_scheme_passes_its_own_check(started: Path) -> None:
    out = io.StringIO()
    assert check([str(started)], out=out) == 0
    assert "失败 0 个" in out.getvalue()
    assert "提醒 0 处" in out.getvalue()


def test_new_never_overwrites(started: Path) -> None:
    before = (started / "scheme.yaml").read_text(encoding="utf-8")
    (started / "scheme.yaml").write_text(before + "# 我的\n", encoding="utf-8")
    assert new(str(started), io.StringIO()) == 1
    assert (started / "scheme.yaml").read_text(encoding="utf-8").endswith("# 我的\n")


def test_check_prints_one_line_a_case_with_clause_and_arithmetic(started: Path) -> None:
    out = io.StringIO()
    check([str(started)], out=out)
    lines = [line for line in out.getvalue().splitlines() if line.startswith("[通过]")]
    assert len(lines) == 4
    assert "R-1（第五条第一款） 触发：满意率 899/1000 = 89.9% < 90%" in lines[0]


def test_a_wrong_expectation_fails_with_the_place_of_the_case(started: Path) -> None:
    cases = started / "cases.yaml"
    cases.write_text(
        cases.read_text(encoding="utf-8").replace("outcome: triggered\n", "outcome: met\n"), "utf-8"
    )
    out = io.StringIO()
    assert check([str(started)], out=out) == 1
    assert "[cases.yaml:3]" in out.getvalue()
    assert "应为已完成，实为触发" in out.getvalue()


def test_a_fault_of_the_program_is_a_sentence_and_no_traceback(
    started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyError("inspector")

    monkeypatch.setattr(checking, "load_files", broken)
    out = io.StringIO()
    assert check([str(started)], out=out) == 1
    assert "scheme.yaml 错误：系统读到没有料到的写法（KeyError：'inspector'）" in out.getvalue()


def test_an_error_is_told_with_file_and_line_and_cases_do_not_run(started: Path) -> None:
    rules = started / "rules.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("below:", "belw:"), "utf-8")
    out = io.StringIO()
    assert check([str(started)], out=out) == 1
    assert "rules.yaml:19 错误：" in out.getvalue()
    assert "是不是想写“below”" in out.getvalue()


def test_json_tells_programs_the_same(started: Path) -> None:
    out = io.StringIO()
    assert check([str(started)], as_json=True, out=out) == 0
    (told,) = json.loads(out.getvalue())
    assert told["passed"] is True
    assert {case["passed"] for case in told["cases"]} == {True}
    assert told["cases"][0]["findings"][0]["entry"] == "R-1"


def test_a_folder_of_schemes_is_checked_as_a_whole(tmp_path: Path) -> None:
    for name in ("states", "roads"):
        copytree(FOLDER.parent / "tests" / "schemes" / name, tmp_path / name)
    out = io.StringIO()
    assert check([str(tmp_path)], quiet=True, out=out) == 0
    assert "方案 2 个" in out.getvalue()
    assert "失败 0 个" in out.getvalue()


@pytest.mark.parametrize("path", ["nowhere", "."])
def test_a_path_without_a_scheme_fails(path: str, tmp_path: Path) -> None:
    out = io.StringIO()
    assert check([str(tmp_path / path)], out=out) == 1
    assert "错误" in out.getvalue()


def test_explain_tells_a_rule_in_plain_chinese() -> None:
    out = io.StringIO()
    assert explain(str(FOLDER / "s4-1"), "S4-1-20", out) == 0
    told = out.getvalue()
    assert "满意率低于85%（不含）的" in told
    assert "当年项目经费的5%至7%" in told
    assert "三（三）1（2）" in told


def test_explain_tells_an_account_with_what_moves_it() -> None:
    out = io.StringIO()
    assert explain(str(FOLDER.parent / "tests" / "schemes" / "training"), "credit", out) == 0
    told = out.getvalue()
    assert "基础100分" in told
    assert "credit-b2  信用分：一般" in told


def test_explain_tells_when_a_phase_runs() -> None:
    out = io.StringIO()
    assert explain(str(FOLDER / "s4-1"), "sites", out) == 0
    assert "含义：3月起，5月底止。" in out.getvalue()


def test_explain_shows_what_the_office_fills_in_beside_its_default(started: Path) -> None:
    (started / "open.yaml").write_text(
        'open: {line: {name: 合格线, kind: percent, default: "85%"}}\n', encoding="utf-8"
    )
    rules = started / "rules.yaml"
    rules.write_text(
        rules.read_text(encoding="utf-8").replace('below: "90%"', "below: {open: line}"), "utf-8"
    )
    out = io.StringIO()
    assert explain(str(started), "R-1", out) == 0
    assert "低于合格线（创建时填写，默认85%）" in out.getvalue()


def test_explain_names_what_there_is_when_the_id_is_unknown() -> None:
    out = io.StringIO()
    assert explain(str(FOLDER / "s4-1"), "S4-1-99", out) == 1
    assert "S4-1-20" in out.getvalue()


def test_the_program_runs_from_its_arguments(started: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(started), "--quiet"]) == 0
    assert main(["explain", str(started), "R-2"]) == 0
    assert main(["explain", str(started)]) == 0
    assert "三年内不得参与" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["more.yaml.txt", "MORE.YAML", "说明.txt"])
def test_a_file_that_is_not_read_because_of_its_name_is_warned_of(name: str, started: Path) -> None:
    (started / name).write_text("provisions: []\n", encoding="utf-8")
    out = io.StringIO()
    assert check([str(started)], out=out) == 0
    assert f"{name} 提醒：没有读入：文件名要以小写的 .yaml 结尾" in out.getvalue()


def test_a_date_that_differs_is_told_in_words(started: Path) -> None:
    cases = started / "cases.yaml"
    text = cases.read_text(encoding="utf-8").replace("end: 2026-05-31, rest_day: true", "end: 2026-06-01")
    cases.write_text(text, encoding="utf-8")
    out = io.StringIO()
    assert check([str(started)], out=out) == 1
    assert "应为结束 2026-06-01；实为 自查：— 至 2026-05-31（休息日）" in out.getvalue()


def test_a_python_without_the_packages_goes_on_in_the_environment_of_the_project(started: Path) -> None:
    bare = [sys.executable, "-S", "-m", "checklists"]  # -S: none of the installed packages
    told = subprocess.run(
        [*bare, "explain", str(started), "R-2"],
        cwd=FOLDER.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("R-2  弄虚作假的，三年内不得参与\n")
    refused = subprocess.run([*bare, "explain"], cwd=FOLDER.parent, capture_output=True, check=False)
    assert refused.returncode == 2
