"""Forms of the doors carry a token that only a page of ours could have read: cookie and field must agree."""

import secrets

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from web import origin
from web.html import hidden
from web.session import is_https

COOKIE = "xiaohao_form"
FIELD = "form_token"
EXPIRED = "页面停留太久或不是从本系统打开的，请重新填写一次。"


def token_for(request: Request) -> str:
    """The token of this browser, or a new one."""
    known = request.cookies.get(COOKIE, "")
    return known if len(known) >= 40 else secrets.token_urlsafe(32)


def token_field(token: str) -> str:
    """The hidden field of a form."""
    return hidden(FIELD, token)


def remember(request: Request, response: Response, token: str) -> Response:
    """Set the cookie that the field must agree with."""
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=is_https(request), path="/")
    return response


def agrees(request: Request, form: FormData) -> bool:
    """Whether a posted form comes from a page that we gave to this browser."""
    sent, kept = str(form.get(FIELD, "")), request.cookies.get(COOKIE, "")
    if not kept or not secrets.compare_digest(sent.encode(), kept.encode()):
        return False
    return origin.is_own(request)
