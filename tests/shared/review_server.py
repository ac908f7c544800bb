"""`autograder review` as a process of its own, and a client that speaks to it as a browser would.

Tests import it by its name.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager

__all__ = ["Browser", "ReviewServer", "reviewing"]


class ReviewServer:
    """A server that is running.

    Args:
        process: Its process.
        port: Where it listens.
        token: The token of the address that it has printed.
        said: What it has said at its start.
    """

    def __init__(self, process, port, token, said):
        self.process, self.port, self.token, self.said = process, port, token, said

    @property
    def host(self):
        """What it is called."""
        return f"127.0.0.1:{self.port}"

    def ask(self, method, path, body=None, headers=None):
        """Send exactly this; return status, headers and content of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                for one in value if isinstance(value, list) else [value]:
                    connection.putheader(name, one)
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def end(self, number=signal.SIGINT):
        """End it by a signal; return its exit status, and what it said since on both streams."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=120)
        return self.process.returncode, out, err


class Browser:
    """A browser that was let in: it has the cookie, and the page's token.

    Args:
        server: The server; its address is used up.
    """

    def __init__(self, server):
        self.server = server
        self.cookie = self.writing = ""
        status, headers, _ = self.get(f"/?token={server.token}")
        assert status == 303
        self.cookie = headers["set-cookie"].partition(";")[0]
        self.data = self.state()
        self.writing = self.data["review"]["token"]

    def get(self, path, **headers):
        """Ask as the page does."""
        return self.server.ask("GET", path, headers=self._with(headers))

    def post(self, path, data, **headers):
        """Send data as the page does; a header that is None is left out."""
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        ours = {
            "Origin": f"http://{self.server.host}",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            "X-Review-Token": self.writing,
        }
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.server.ask("POST", path, body, self._with({**ours, **given}))

    def state(self):
        """Return all that the page has to know."""
        status, _, content = self.get("/state")
        assert status == 200, content
        return json.loads(content)

    def rule(self, line=0, group=0, **said):
        """Rule on a group by its place; return the answer's data."""
        data = self.state()
        asked = {"version": data["review"]["version"], "line": line, "share": "half", **said}
        asked.setdefault("group", data["lines"][line]["groups"][group]["id"])
        status, _, content = self.post("/rulings", asked)
        assert status == 200, content
        return json.loads(content)

    def _with(self, headers):
        whole = {"Host": self.server.host, "Cookie": self.cookie, **headers}
        return {name: value for name, value in whole.items() if value not in (None, "")}


@contextmanager
def reviewing(path, *options, browser=""):
    """Start the command over a run's folder; what is left of it at the end is killed.

    ``browser`` is the program that is started as one.
    """
    call = [sys.executable, "-m", "autograder", "review", str(path), *options]
    if not browser:
        call.append("--no-browser")
    process = subprocess.Popen(
        call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "BROWSER": f"{browser} %s"},
    )  # fmt: skip
    try:
        first = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=(\S+)", first)
        if found is None:
            out, err = process.communicate(timeout=60)
            raise AssertionError(f"not started: {first}{out}{err}")
        said = first + process.stdout.readline() + process.stdout.readline()
        yield ReviewServer(process, int(found[1]), found[2], said)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()
