"""A scheme folder as a zip: what comes in is looked at before it is opened, what goes out is always the same bytes."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from domain.errors import Invalid
from domain.library.library import MAX_FILES
from domain.library.merging import HEAD

MAX_BYTES = 2 * 1024 * 1024
MAX_UNPACKED = (
    8 * 1024 * 1024
)  # of all files together: text shrinks to a quarter or so, a bomb to a thousandth
SUFFIXES = frozenset({".yaml", ".yml", ".md"})
FIELD = "file"
_OF_THE_SYSTEM = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})  # left behind by file managers
_ENCRYPTED = 0x1
_EPOCH = (1980, 1, 1, 0, 0, 0)


def unpack(data: bytes) -> dict[str, str]:
    """Names and texts of the one scheme folder in a zip; `Invalid` says what keeps it from being read."""
    if len(data) > MAX_BYTES:
        raise _refused(f"压缩包超过{MAX_BYTES // 1024 // 1024}MB，请只打包方案文件夹")
    try:
        with _opened(data) as archive:
            entries = list(_entries(archive))
            _require_bounds(entries)
            texts = {name: _text(archive, entry, name) for name, entry in entries}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as broken:
        raise _refused("压缩包损坏、加密或格式不支持，请重新打包为普通的 zip 文件") from broken
    return _within_folder(texts)


def pack(folder: str, files: Mapping[str, str]) -> bytes:
    """The files below one folder as a zip; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name].encode())
    return target.getvalue()


def _refused(sentence: str) -> Invalid:
    return Invalid({FIELD: f"{sentence}。"})


def _opened(data: bytes) -> zipfile.ZipFile:
    """Names that are not marked as UTF-8 are read as Windows writes them in China."""
    try:
        return zipfile.ZipFile(io.BytesIO(data), metadata_encoding="gb18030")
    except UnicodeDecodeError as error:
        raise _refused("压缩包里的文件名不能识别，请改用英文或 UTF-8 文件名后重新打包") from error


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The text files by their checked names; what file managers leave behind is passed over."""
    seen: set[str] = set()
    for entry in archive.infolist():
        name = entry.filename.replace("\\", "/")
        path = PurePosixPath(name)
        if entry.is_dir() or name.endswith("/") or _left_behind(path):
            continue
        _require_plain(name, path, entry)
        if path.as_posix().casefold() in seen:
            raise _refused(f"压缩包里有重名文件“{name}”")
        seen.add(path.as_posix().casefold())
        yield path.as_posix(), entry


def _left_behind(path: PurePosixPath) -> bool:
    return path.name in _OF_THE_SYSTEM or "__MACOSX" in path.parts


def _require_plain(name: str, path: PurePosixPath, entry: zipfile.ZipInfo) -> None:
    tricky = path.is_absolute() or ".." in path.parts or ":" in name or not name.isprintable()
    if tricky or stat.S_ISLNK(entry.external_attr >> 16) or len(name) > 200:
        raise _refused(f"压缩包里有不允许的路径“{name[:80]}”，请重新打包方案文件夹")
    if entry.flag_bits & _ENCRYPTED:
        raise _refused("压缩包设了密码，请去掉密码后重新打包")
    if path.suffix.lower() not in SUFFIXES:
        allowed = "、".join(sorted(SUFFIXES))
        raise _refused(f"“{name}”不是方案文件，压缩包里只能有 {allowed} 文本文件")


def _require_bounds(entries: list[tuple[str, zipfile.ZipInfo]]) -> None:
    if not entries:
        raise _refused("压缩包里没有方案文件")
    if len(entries) > MAX_FILES:
        raise _refused(f"压缩包里有{len(entries)}个文件，最多{MAX_FILES}个")
    if sum(entry.file_size for _, entry in entries) > MAX_UNPACKED:
        raise _refused(f"解压后超过{MAX_UNPACKED // 1024 // 1024}MB，不是正常的方案文件")


def _text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> str:
    """The text; a file that is longer than its entry says is cut off there and fails its check sum."""
    with archive.open(entry) as source:
        content = source.read(entry.file_size + 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(f"“{name}”不是 UTF-8 编码的文本，请另存为 UTF-8 后重新打包") from error
    if "\x00" in text:
        raise _refused(f"“{name}”不是文本文件")
    return text


def _within_folder(texts: Mapping[str, str]) -> dict[str, str]:
    """Names from the folder with the head on: people pack the folder itself as often as what is in it."""
    heads = [PurePosixPath(name).parent for name in texts if PurePosixPath(name).name == HEAD]
    if len(heads) != 1:
        found = "没有" if not heads else f"有{len(heads)}个"
        raise _refused(f"压缩包里{found} {HEAD}，一次只能上传一个方案文件夹")
    outside = [name for name in texts if not PurePosixPath(name).is_relative_to(heads[0])]
    if outside:
        raise _refused(f"“{outside[0]}”不在方案文件夹里，请只打包方案文件夹")
    return {PurePosixPath(name).relative_to(heads[0]).as_posix(): text for name, text in texts.items()}
