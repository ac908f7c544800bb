"""Every rule that keeps rulings to who was given the address, as one layer around the server.

A page of another origin cannot read an answer, and cannot make this server write; a name that leads
to this machine (DNS rebinding) reaches nothing; and who sees the address later has a token that is
used up. Nothing here knows what is served.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["LARGEST_BODY", "TOKEN_HEADER", "Guard", "Keys"]

#: The header with the second token: no form and no page of another origin can send it.
TOKEN_HEADER = "x-review-token"
#: Bytes of a request; the longest names each submission of a large class.
LARGEST_BODY = 256 << 10

_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Not let in</title></head>
<body><h1>Not let in</h1><p>{text}</p></body></html>
"""


@dataclass(slots=True)
class Keys:
    """What lets one browser in.

    Args:
        port: Where the server listens.
        entry: The token of the address that is printed; None once it was used.
        cookie: What the browser has after that.
        writing: The second token: the page has it, and says it with every write.
    """

    port: int
    entry: str | None = field(default_factory=lambda: secrets.token_urlsafe(32))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    writing: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def host(self) -> str:
        """What a request has to say that it was sent to."""
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """The one origin that there is."""
        return f"http://{self.host}"

    @property
    def cookie_name(self) -> str:
        """What the cookie is called: all ports of a machine share their cookies."""
        return f"autograder-review-{self.port}"


class _NotLetIn(Exception):
    """A request that is answered by the guard itself."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status


class Guard:
    """Lets requests through to an application, and its answers out with the headers of all.

    Args:
        app: The application.
        keys: What lets a browser in.
    """

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        sender = _with_headers(send)
        try:
            headers = _headers(scope)
            self._check_address(headers)
            if _token(scope) is not None:
                await self._enter(scope, headers, sender)
                return
            self._check_cookie(headers)
            if scope["method"] not in ("GET", "HEAD"):
                self._check_write(headers)
                receive = _bounded(receive, await _body(headers, receive))
        except _NotLetIn as refusal:
            await _refuse(scope, refusal, sender)
            return
        await self._app(scope, receive, sender)

    def _check_address(self, headers: Mapping[str, list[str]]) -> None:
        """Let nothing in that was sent to another name, or by a page of another origin."""
        if headers.get("host") != [self._keys.host]:
            raise _NotLetIn(
                403, f"This is {self._keys.origin}, and the request names another host."
            )
        if headers.get("origin", [self._keys.origin]) != [self._keys.origin]:
            raise _NotLetIn(403, "The request comes from a page of another origin.")

    def _check_cookie(self, headers: Mapping[str, list[str]]) -> None:
        if not self._has_cookie(headers):
            raise _NotLetIn(
                403,
                "This browser has not been let in. Open the address that `autograder review` has "
                "printed; if you have just done so, load this page again. The address works once: "
                "for another browser, end the command with Ctrl-C and start it again.",
            )

    def _has_cookie(self, headers: Mapping[str, list[str]]) -> bool:
        for header in headers.get("cookie", ()):
            try:
                cookies = SimpleCookie(header)
            except CookieError:
                continue
            found = cookies.get(self._keys.cookie_name)
            if found is not None and _are_equal(found.value, self._keys.cookie):
                return True
        return False

    def _check_write(self, headers: Mapping[str, list[str]]) -> None:
        if headers.get("origin") != [self._keys.origin]:
            raise _NotLetIn(403, "A write says which page it comes from (Origin), and it is ours.")
        if not _are_equal("".join(headers.get(TOKEN_HEADER, ())), self._keys.writing):
            raise _NotLetIn(403, "A write has the page's token; load the page again.")
        kind = "".join(headers.get("content-type", ())).partition(";")[0].strip().lower()
        if kind != "application/json":
            raise _NotLetIn(400, "A write is JSON (Content-Type: application/json).")

    async def _enter(self, scope: Scope, headers: Mapping[str, list[str]], send: Send) -> None:
        """Exchange the address's token for a cookie, once, and lead on to an address without it."""
        keys, token = self._keys, _token(scope)
        if scope["method"] != "GET" or scope["path"] != "/":
            raise _NotLetIn(403, "A token belongs to the address that was printed.")
        if keys.entry is None or not _are_equal(token or "", keys.entry):
            here = "This browser is let in already: take ?token=… out of the address. "
            raise _NotLetIn(
                403,
                f"{here if self._has_cookie(headers) else ''}The address that `autograder review` "
                "prints works once, and this one has been used, or is of another start. End the "
                "command with Ctrl-C and start it again: that prints a new one.",
            )
        keys.entry = None
        cookie = f"{keys.cookie_name}={keys.cookie}; HttpOnly; SameSite=Strict; Path=/"
        headers_out = [
            (b"location", b"/"),
            (b"set-cookie", cookie.encode()),
            (b"content-length", b"0"),
        ]
        await send({"type": "http.response.start", "status": 303, "headers": headers_out})
        await send({"type": "http.response.body", "body": b""})


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _token(scope: Scope) -> str | None:
    query = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    return None if "token" not in query else query["token"][0]


def _are_equal(one: str, other: str) -> bool:
    return compare_digest(one.encode("utf-8", "replace"), other.encode())


async def _body(headers: Mapping[str, list[str]], receive: Receive) -> bytes:
    """Read a whole body, and no more than is allowed."""
    too_much = _NotLetIn(413, f"A request has {LARGEST_BODY >> 10} KiB at the most.")
    length = "".join(headers.get("content-length", ("0",)))
    if not length.isdecimal() or int(length[:12]) > LARGEST_BODY:
        raise too_much
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _NotLetIn(400, "The request broke off.")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST_BODY:
            raise too_much
    return body


def _bounded(receive: Receive, body: bytes) -> Receive:
    """Return what hands out a body that has been read."""
    parts: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return parts.pop() if parts else await receive()

    return receive_again


def _with_headers(send: Send) -> Send:
    """Return a sender that puts the headers of every answer in; a page's own policy stays."""

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = [(name.lower(), value) for name, value in message.get("headers", ())]
            names = {name for name, _ in given}
            more = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
            given += [(name, value) for name, value in more if name not in names]
            message = {**message, "headers": given}
        await send(message)

    return sender


async def _refuse(scope: Scope, refusal: _NotLetIn, send: Send) -> None:
    """Answer in words: a page where a page was asked for, JSON elsewhere."""
    if scope["method"] == "GET" and scope["path"] == "/":
        kind, body = b"text/html; charset=utf-8", _PAGE.format(text=refusal)
    else:
        kind, body = b"application/json", json.dumps({"error": str(refusal)})
    headers = [(b"content-type", kind), (b"content-length", str(len(body.encode())).encode())]
    start = {"type": "http.response.start", "status": refusal.status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": body.encode()})
