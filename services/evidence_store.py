"""Contents of evidence: files under their SHA-256 in the data folder, written whole or not at all."""

import errno
import hashlib
import os
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from domain.errors import Full, NotFound
from domain.evidence import IMAGES, MAX_PIXELS, Accepted, FileKind, accept, refuse
from models import settings

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
THUMBNAIL = (480, 480)  # pixels; enough for a tablet, small enough for a village line
_UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def inspect(name: str, content: bytes) -> Accepted:
    """Check a file by content, photos by decoding them; raises `Invalid` with a sentence for the field."""
    accepted = accept(name, content)
    if accepted.kind in IMAGES:
        _open_image(name, content, accepted.kind)
    return accepted


def _open_image(name: str, content: bytes, kind: FileKind) -> None:
    """Decode a photo at an eighth of its size, and check the sums of a PNG without unpacking it."""
    try:
        with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as image:
            too_big = image.width * image.height > MAX_PIXELS
            if not too_big and kind is FileKind.PNG:
                image.verify()
            elif not too_big:
                image.draft("RGB", (image.width // 8, image.height // 8))
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        too_big = True
    except _UNREADABLE as error:
        raise refuse(f"照片“{name}”打不开，可能没有传完或已损坏，请重新拍摄或选择。") from error
    if too_big:
        raise refuse(f"照片“{name}”的像素太大，为安全起见不予接收，请缩小后再上传。")


def store(content: bytes) -> str:
    """Keep the bytes under their hash and return it; `Full` when the disk has no room.

    A temporary file is filled, flushed to the disk and renamed: a crash leaves the old state or the new one.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = path_of(digest)
    try:
        if not (target.exists() and target.stat().st_size == len(content)):
            _write_whole(target, content)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise Full(
                "存储空间不足，文件没有保存，已填写的内容不受影响。请联系系统管理员清理空间后重试。"
            ) from error
        raise
    return digest


def _write_whole(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix="incoming-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    finally:
        Path(temporary).unlink(missing_ok=True)  # there only when something went wrong
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where folders can be opened (not on Windows)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def path_of(digest: str) -> Path:
    """Where the bytes with this hash lie."""
    return settings.load().evidence_dir / digest[:2] / digest


def fetch(digest: str) -> bytes:
    """The bytes, compared with their hash: evidence that changed on the disk is not evidence any more."""
    try:
        content = path_of(digest).read_bytes()
    except FileNotFoundError as error:
        raise NotFound("文件不在存储目录中，可能尚未从备份恢复，请联系系统管理员。") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise NotFound("文件内容与登记时不一致，已停止提供，请联系系统管理员核对存储目录和备份。")
    return content


def thumbnail(content: bytes) -> bytes | None:
    """A small JPEG the right way up, or None for what is not a photo."""
    try:
        with Image.open(BytesIO(content), formats=["JPEG", "PNG"]) as image:
            image.draft("RGB", THUMBNAIL)
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except _UNREADABLE:
        return None
    upright.thumbnail(THUMBNAIL)
    out = BytesIO()
    upright.save(out, "JPEG", quality=80)
    return out.getvalue()
