"""Files behind the gate: evidence, whole or as a small picture.

    GET /files/{id}            the file; photos and PDF open in the browser, Office files are saved
    GET /files/{id}?small=1    a photo at the size of a list
    GET /files/{id}?save=1     always saved

The service decides who may have a file; whoever may not learns nothing about it.
"""

from collections.abc import Callable
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from domain.errors import NotFound, Refused, Told
from services.actor import Actor
from services.evidence import EvidenceFile, read_evidence
from services.evidence_store import thumbnail
from web.session import actor_of

_SHOWN_INLINE = frozenset({"image/jpeg", "image/png", "application/pdf"})
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}


def evidence_file(request: Request) -> Response:
    """Serve one file, or say in Chinese why not."""
    return _for_reader(request, lambda actor: _serve(actor, request))


def _for_reader(request: Request, answer: Callable[[Actor], Response]) -> Response:
    actor = actor_of(request)
    if actor is None:
        return PlainTextResponse("登录已失效，请重新登录。", 401)
    try:
        return answer(actor)
    except Refused as refusal:
        return PlainTextResponse(str(refusal), 403, _HEADERS)
    except NotFound as missing:
        return PlainTextResponse(str(missing), 404, _HEADERS)
    except Told as message:
        return PlainTextResponse(str(message), 400, _HEADERS)


def _serve(actor: Actor, request: Request) -> Response:
    file = read_evidence(actor, request.path_params["evidence_id"])
    small = file.is_image and request.query_params.get("small") == "1"
    headers = _HEADERS | _caching(file, small)
    if "ETag" in headers and request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if small and (picture := thumbnail(file.content)) is not None:
        return Response(picture, headers=headers, media_type="image/jpeg")
    headers["Content-Disposition"] = disposition(file, save=request.query_params.get("save") == "1")
    return Response(file.content, headers=headers, media_type=file.media_type)


def _caching(file: EvidenceFile, small: bool) -> dict[str, str]:
    """Browsers may keep a file but must ask each time; leads are never kept."""
    if file.confidential:
        return {"Cache-Control": "no-store"}
    tag = f'"{file.digest[:32]}{"-small" if small else ""}"'
    return {"Cache-Control": "private, no-cache", "ETag": tag}


def disposition(file: EvidenceFile, *, save: bool) -> str:
    """Content-Disposition of RFC 6266 with the Chinese name as RFC 5987 wants it."""
    way = "inline" if file.media_type in _SHOWN_INLINE and not save else "attachment"
    ending = file.file_name.rpartition(".")[2]
    return f"{way}; filename=\"evidence.{ending}\"; filename*=UTF-8''{quote(file.file_name, safe='')}"


ROUTES: list[BaseRoute] = [Route("/files/{evidence_id:int}", evidence_file, name="evidence_file")]
