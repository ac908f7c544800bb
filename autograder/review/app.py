"""What the server answers, request by request; who may ask is the guard's."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from autograder.page.html import numbers_html, served_page

from .asked import (
    LeaveAsked,
    RemarkAsked,
    RulingAsked,
    SameAsked,
    VersionAsked,
    WithdrawAsked,
)
from .desk import Desk
from .guard import Guard, Keys
from .refusal import Overtaken, ReviewRefused

__all__ = ["review_app"]

_T = TypeVar("_T", bound=VersionAsked)
_Handler = Callable[[Request], Awaitable[Response]]


def review_app(desk: Desk, keys: Keys) -> Guard:
    """Return the application: one request at a time, so that no two write at once.

    Args:
        desk: The class and its rulings.
        keys: What lets a browser in.
    """

    def with_token(found: dict[str, Any]) -> dict[str, Any]:
        return {**found, "review": {**found["review"], "token": keys.writing}}

    async def page(_: Request) -> Response:
        content = desk.content()
        served = served_page(type(content)(numbers=content.numbers, data=with_token(content.data)))
        headers = {"content-security-policy": served.policy}
        return Response(served.body, media_type="text/html", headers=headers)

    async def state(_: Request) -> Response:
        return _json(with_token(desk.data()))

    async def numbers(_: Request) -> Response:
        return Response(numbers_html(desk.numbers()), media_type="text/html")

    def write(kind: type[_T], decide: Callable[[_T], dict[str, Any]]) -> _Handler:
        async def handler(request: Request) -> Response:
            return _json(with_token(decide(_decoded(await request.body(), kind))))

        return handler

    async def answer(request: Request) -> Response:
        return _json(desk.answer(_place(request, "line"), _place(request, "submission")))

    async def preview(request: Request) -> Response:
        return _json(desk.preview(_decoded(await request.body(), RemarkAsked)))

    routes = [
        Route("/", page),
        Route("/state", state),
        Route("/numbers", numbers),
        Route("/answer", answer),
        Route("/rulings", write(RulingAsked, desk.rule), methods=["POST"]),
        Route("/rulings/withdraw", write(WithdrawAsked, desk.withdraw), methods=["POST"]),
        Route("/left", write(LeaveAsked, desk.leave), methods=["POST"]),
        Route("/same", write(SameAsked, desk.same), methods=["POST"]),
        Route("/remarks", write(RemarkAsked, desk.remark), methods=["POST"]),
        Route("/remarks/preview", preview, methods=["POST"]),
        Route("/undo", write(VersionAsked, desk.undo), methods=["POST"]),
        Route("/results", write(VersionAsked, desk.results), methods=["POST"]),
    ]

    async def refused(_: Request, error: Exception) -> Response:
        assert isinstance(error, ReviewRefused)
        more: dict[str, Any] = {}
        if isinstance(error, Overtaken):
            more = {"version": desk.version, "run": error.run}
        return _json({"error": str(error), **more}, status=error.status)

    app = Starlette(
        routes=routes,
        exception_handlers={
            ReviewRefused: refused,
            OSError: _not_written,
            HTTPException: _no_such,
            500: _own_fault,
        },
    )
    app.router.redirect_slashes = False
    return Guard(app, keys)


def _decoded(body: bytes, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReviewRefused(f"this is not what the page sends: {error}") from None


def _place(request: Request, name: str) -> int:
    """Return a place of a list that a request names."""
    text = request.query_params.get(name, "")
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise ReviewRefused(f"{name} is a number: the place in the page's list")
    return int(text)


def _json(data: dict[str, Any], status: int = 200) -> Response:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    content = text.encode("utf-8", "backslashreplace")  # half a character is an escape too
    return Response(content, status_code=status, media_type="application/json")


async def _not_written(_: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    why = f"{error.filename or ''}: {error.strerror or error}"
    return _json({"error": f"it cannot be written: {why}; what was decided before is there"}, 500)


async def _no_such(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _json({"error": error.detail}, status=error.status_code)


async def _own_fault(_: Request, error: Exception) -> Response:
    text = f"the grader's own fault ({type(error).__name__}); what was written before is there"
    return _json({"error": text}, status=500)
