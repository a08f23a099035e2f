"""A library: the files of a scheme, checked, with its typed form for each choice of settings."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain.library.choosing import CHOICE, choices_at, chosen
from domain.library.lint import checks
from domain.library.marked import Mark, MarkedDict, mark_at
from domain.library.merging import HEAD, merged, walk
from domain.library.models.campaign import Phase
from domain.library.models.checklist import Checklist, Item
from domain.library.models.ladders import on_ladders
from domain.library.models.rules import Rule
from domain.library.models.scheme import Scheme
from domain.library.own_grains import with_own_grains
from domain.library.problems import LibraryError, Problem, Severity, errors_of
from domain.library.retelling import retold

MAX_FILES = 400
_SUFFIXES = {".yaml", ".yml"}


@dataclass(frozen=True, eq=False)
class Library:
    """A scheme as files, and what they say. Two libraries are the same when their checksums are."""

    files: Mapping[str, str]
    tree: MarkedDict
    scheme: Scheme
    checksum: str
    warnings: tuple[Problem, ...] = ()
    _variants: dict[str, Scheme] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        """The scheme's short id, also its folder."""
        return self.scheme.scheme.id

    @property
    def name(self) -> str:
        """The full name."""
        return self.scheme.scheme.name

    @property
    def version(self) -> str:
        """The version as the scheme states it."""
        return self.scheme.scheme.version

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Threshold rules with the default settings."""
        return self.scheme.rules

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Phases as the scheme writes them; `resolve_phases` gives them days."""
        return self.scheme.phases

    @property
    def checklist(self) -> Checklist:
        """Categories and items with the default settings."""
        return self.scheme.checklist

    def items_for(self, unit_kind: str) -> tuple[Item, ...]:
        """The items that are switched on and apply to a kind of unit, in their order."""
        return tuple(
            item
            for category in self.scheme.checklist.categories
            for item in category.items
            if item.on and unit_kind in item.applies_to
        )

    def with_settings(self, settings: Mapping[str, Any] | None = None) -> Scheme:
        """The scheme with these settings and open parameters; what is not given keeps its default.

        Raises `LibraryError` for a setting or an alternative that does not exist.
        """
        given = {key: value for key, value in (settings or {}).items() if value is not None}
        self._refuse_unknown(given)
        marks = json.dumps(sorted((key, str(value)) for key, value in given.items()), ensure_ascii=False)
        if marks not in self._variants:
            scheme, problems = _typed(chosen(self.tree, {**choices_at(self.tree), **given}))
            if scheme is None:
                raise LibraryError(problems)
            self._variants[marks] = scheme
        return self._variants[marks]

    def _refuse_unknown(self, given: Mapping[str, Any]) -> None:
        wrong = [key for key in given if key not in self.scheme.settings and key not in self.scheme.open]
        wrong += [
            f"{key}: {value}"
            for key, value in given.items()
            if key in self.scheme.settings and value not in self.scheme.settings[key].options
        ]
        if wrong:
            message = f"方案没有这样的设置：{'、'.join(wrong)}"
            raise LibraryError([Problem(HEAD, 0, Severity.ERROR, message)])

    def place_of(self, path: tuple[str | int, ...]) -> Mark:
        """File and line of a part of the scheme."""
        return mark_at(self.tree, path)


def load_folder(path: Path) -> Library:
    """Load a scheme from a folder; raises `LibraryError` with everything that is wrong."""
    return load_files(read_folder(path))


def read_folder(path: Path) -> dict[str, str]:
    """The YAML files of a folder and the folders below it, by their relative names."""
    found = sorted(file for file in path.rglob("*") if file.is_file() and file.suffix in _SUFFIXES)
    if len(found) > MAX_FILES:
        raise LibraryError([Problem(str(path), 0, Severity.ERROR, f"文件太多（超过{MAX_FILES}个）")])
    return dict(_texts(path, found))


def _texts(path: Path, found: list[Path]) -> Iterator[tuple[str, str]]:
    for file in found:
        name = file.relative_to(path).as_posix()
        try:
            yield name, file.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            problem = Problem(name, 0, Severity.ERROR, "不是 UTF-8 编码的文本，请另存为 UTF-8")
            raise LibraryError([problem]) from error


def load_files(files: Mapping[str, str], *, stored_as: str = "") -> Library:
    """Load a scheme from names and texts; raises `LibraryError` with everything that is wrong.

    `stored_as` is the checksum under which the files were stored: as long as they are still those, they
    have been examined under every setting and are not again.
    """
    library, problems = _examined(files, thorough=not stored_as or checksum(files) != stored_as)
    if library is None or errors_of(problems):
        raise LibraryError(problems)
    return library


def lint(subject: Library | Mapping[str, str]) -> list[Problem]:
    """Everything that is wrong or doubtful, errors before warnings within a line, by file and line."""
    files = subject.files if isinstance(subject, Library) else subject
    return sorted(set(_examined(files)[1]))


def checksum(files: Mapping[str, str]) -> str:
    """SHA-256 over the names and texts; line ends and trailing blanks do not count."""
    canonical = [[name, _canonical(files[name])] for name in sorted(files)]
    return hashlib.sha256(json.dumps(canonical, ensure_ascii=False).encode()).hexdigest()


def _canonical(text: str) -> str:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).rstrip("\n")


def _examined(files: Mapping[str, str], *, thorough: bool = True) -> tuple[Library | None, list[Problem]]:
    files = {name: text for name, text in files.items() if Path(name).suffix in _SUFFIXES}
    tree, problems = merged(files)
    problems += _choices_wrong(tree)
    if errors_of(problems):
        return None, problems
    defaults = choices_at(tree)
    scheme, found = _typed(chosen(tree, defaults))
    problems += found
    if scheme is None:
        return None, problems
    problems += checks.lint_scheme(scheme, tree)
    if thorough:
        problems += _alternatives(tree, defaults, {problem.message for problem in problems})
    warnings = tuple(sorted({problem for problem in problems if not problem.is_error}))
    return Library(dict(files), tree, scheme, checksum(files), warnings), problems


def _typed(tree: MarkedDict) -> tuple[Scheme | None, list[Problem]]:
    try:
        return on_ladders(Scheme.model_validate(with_own_grains(tree))), []
    except ValidationError as error:
        return None, retold(error, tree)


def _alternatives(tree: MarkedDict, defaults: Mapping[str, str], told: set[str]) -> Iterator[Problem]:
    """Each alternative of each setting has to be as sound as the default."""
    for key, setting in (tree.get("settings") or {}).items():
        for option in setting["options"]:
            if option == defaults[key]:
                continue
            variant = chosen(tree, {**defaults, key: option})
            scheme, found = _typed(variant)
            if scheme is not None:
                found = errors_of(checks.lint_scheme(scheme, variant))
            for one in found:
                if one.message in told:
                    continue
                yield Problem(one.file, one.line, one.severity, f"设置“{key}”取“{option}”时：{one.message}")


def _choices_wrong(tree: MarkedDict) -> Iterator[Problem]:
    settings = tree.get("settings")
    known = settings if isinstance(settings, dict) else {}
    for _, node in walk(tree):
        if not isinstance(node, MarkedDict) or CHOICE not in node:
            continue
        mark, key = node.marks[CHOICE], node[CHOICE]
        setting = known.get(key) if isinstance(key, str) else None
        if not isinstance(setting, dict) or not isinstance(setting.get("options"), dict):
            yield Problem(mark.file, mark.line, Severity.ERROR, f"by_setting 指向没有声明的设置“{key}”")
            continue
        given, wanted = set(node) - {CHOICE}, set(setting["options"])
        if given != wanted:
            message = f"设置“{key}”的每个选项都要写，且不多写：应有 {'、'.join(sorted(wanted))}"
            yield Problem(mark.file, mark.line, Severity.ERROR, message)
