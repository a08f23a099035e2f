"""The commands check, explain and new: check schemes, explain a rule, start a new scheme."""

import argparse
from collections.abc import Sequence
from typing import NoReturn

from checklists.checking import check
from checklists.explaining import explain
from checklists.starting import new


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 1 when anything fails."""
    options = _parser().parse_args(arguments)
    if options.command == "check":
        return check(options.paths, as_json=options.json, quiet=options.quiet)
    if options.command == "explain":
        return explain(options.path, options.entry)
    return new(options.path)


class _Parser(argparse.ArgumentParser):
    """Says in Chinese that a command is not written as it should be, and how it is written."""

    def error(self, message: str) -> NoReturn:
        usage = self.format_usage().replace("usage: ", "用法：", 1)
        self.exit(2, f"命令写得不完整，或者有不认识的词。{usage}加 --help 看说明。\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m checklists", description="检查、解释、新建方案（制度库）")
    commands = parser.add_subparsers(dest="command", required=True, metavar="命令")
    checking = commands.add_parser("check", help="检查方案并运行案例")
    checking.add_argument("paths", nargs="+", metavar="路径", help="方案文件夹，或放着多个方案的文件夹")
    checking.add_argument("--json", action="store_true", help="输出 JSON，供程序使用")
    checking.add_argument("--quiet", action="store_true", help="只输出错误和汇总")
    explaining = commands.add_parser("explain", help="用白话解释一条规则，或者整个方案")
    explaining.add_argument("path", metavar="路径")
    explaining.add_argument("entry", metavar="编号", nargs="?", help="不写就从头到尾都说一遍")
    starting = commands.add_parser("new", help="新建一个带说明的方案")
    starting.add_argument("path", metavar="路径")
    return parser
