"""Nobody rules but who was given the address: each rule is tried on a server that runs."""

import base64
import hashlib
import http.client
import json
import re
import socket
from urllib.parse import quote, urlencode

import pytest

from autograder.review.guard import LARGEST_BODY
from page_class import HOSTILE, hostile_class, kept_in, manifest_of, rubric
from review_run import make_run
from review_server import Browser, reviewing

READ = ("/", "/state", "/numbers", "/answer?line=0&submission=0")
WRITTEN = (
    "/rulings", "/rulings/withdraw", "/left", "/same", "/remarks", "/remarks/preview", "/undo",
    "/results",
)  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A server that nobody may rule at in these tests, its run, and a browser that was let in."""
    run = make_run(tmp_path_factory.mktemp("served") / "run")
    with reviewing(run.path) as server:
        yield server, run, Browser(server)


@pytest.fixture
def browser(served):
    """The browser; whatever the test did with it, nothing has been ruled."""
    _, run, browser = served
    yield browser
    assert not run.rulings.exists()
    assert not (run.path / "grades.csv").exists()


def asked(browser, path="/rulings"):
    """Return what a write asks for that would be done."""
    data = browser.data
    version = {"version": data["review"]["version"]}
    group = data["lines"][0]["groups"][0]["id"]
    remark = {"name": "x", "share": "half"}
    said = {
        "/rulings": {"line": 0, "group": group, "share": "half"},
        "/left": {"line": 0, "group": group},
        "/same": {"line": 0, "groups": [one["id"] for one in data["lines"][0]["groups"][:2]]},
        "/rulings/withdraw": {"ruling": 0},
        "/remarks": remark,
        "/remarks/preview": remark,
    }
    return {**version, **said.get(path, {})}


def test_what_these_tests_refuse_is_done_where_nothing_is_wrong_with_it(tmp_path):
    run = make_run(tmp_path / "run")
    with reviewing(run.path) as server:
        browser = Browser(server)
        for path in READ:
            assert browser.get(path)[0] == 200
        for path in ("/rulings", "/rulings/withdraw", "/remarks", "/remarks/preview", "/left"):
            browser.data = browser.state()
            status, _, content = browser.post(path, asked(browser, path))
            assert status == 200, content


def strange_hosts(host):
    port = host.partition(":")[2]
    return (
        "evil.example", f"evil.example:{port}", f"localhost:{port}", "127.0.0.1",
        f"127.0.0.1.:{port}", f"127.0.0.2:{port}", f"[::1]:{port}",
        f"127.0.0.1:{port}@evil.example", f"evil.example@{host}",
    )  # fmt: skip


@pytest.mark.parametrize("at", range(9))
def test_a_name_that_leads_here_is_not_the_host(browser, at):
    """DNS rebinding: the browser has our address under a name of somebody else's."""
    host = strange_hosts(browser.server.host)[at]
    for path in READ:
        assert browser.get(path, Host=host)[0] == 403
    origin = f"http://{host}"
    for path in WRITTEN:
        assert browser.post(path, asked(browser, path), Host=host)[0] == 403
        assert browser.post(path, asked(browser, path), Host=host, Origin=origin)[0] == 403


def test_two_hosts_are_none(browser):
    status, *_ = browser.get("/state", Host=[browser.server.host, browser.server.host])
    assert status in (400, 403)
    assert browser.get("/state", Host=None)[0] == 400


@pytest.mark.parametrize("origin", [
    "http://evil.example", "null", "", None, "https://{host}", "http://localhost:{port}",
    "http://{host}.evil.example", "http://{host}/", "http://127.0.0.1:1", "HTTP://{host}",
])  # fmt: skip
def test_a_page_of_another_origin_writes_nothing(browser, origin):
    host, port = browser.server.host, browser.server.port
    origin = origin and origin.format(host=host, port=port)
    for path in WRITTEN:
        status, headers, _ = browser.post(path, asked(browser, path), Origin=origin)
        assert status == 403
        assert not [name for name in headers if name.lower().startswith("access-control")]


def test_a_page_of_another_origin_reads_nothing(browser):
    for path in READ:
        assert browser.get(path, Origin="http://evil.example")[0] == 403


@pytest.mark.parametrize("cookie", [None, "x=y", "{name}=", "{name}=x", "{name}x={value}", "other"])
def test_without_the_cookie_nothing_is_said_or_done(browser, cookie):
    name, _, value = browser.cookie.partition("=")
    cookie = cookie and cookie.format(name=name, value=value)
    for path in READ:
        status, _, content = browser.get(path, Cookie=cookie)
        assert status == 403
        assert b"series" not in content
    for path in WRITTEN:
        assert browser.post(path, asked(browser, path), Cookie=cookie)[0] == 403


def test_a_cookie_of_another_server_beside_ours_does_not_matter(browser):
    cookie = f"autograder-review-1=abc; {browser.cookie}; theme=dark"
    assert browser.get("/state", Cookie=cookie)[0] == 200


@pytest.mark.parametrize("token", [None, "x", "{cookie}", ["{token}", "{token}"]])
def test_without_the_second_token_nothing_is_written(browser, token):
    """A form of another page can have the cookie; it has no header of its own."""
    known = {"cookie": browser.cookie.partition("=")[2], "token": browser.writing}
    if isinstance(token, list):
        token = [one.format(**known) for one in token]
    elif token:
        token = token.format(**known)
    for path in WRITTEN:
        assert browser.post(path, asked(browser, path), X_Review_Token=token)[0] == 403


def test_the_tokens_are_three_that_say_nothing_of_each_other(browser):
    cookie = browser.cookie.partition("=")[2]
    tokens = {browser.server.token, cookie, browser.writing}
    assert len(tokens) == 3
    assert all(len(token) >= 43 for token in tokens)  # 32 bytes in base64


def test_the_address_works_once(served, browser):
    """The second time is refused in words, for the same browser too, and changes nothing."""
    server, *_ = served
    host = {"Host": server.host}
    for headers in (host, {**host, "Cookie": browser.cookie}):
        status, found, content = server.ask("GET", f"/?token={server.token}", headers=headers)
        assert (status, "set-cookie" in found) == (403, False)
        assert b"works once" in content
        assert found["content-type"].startswith("text/html")
    assert browser.get("/state")[0] == 200


@pytest.mark.parametrize(
    "path", ["/?token=", "/?token=x", "/?token=x&token={token}", "/state?token={token}"]
)
def test_another_token_lets_nobody_in_and_ours_is_for_the_address_alone(tmp_path, path):
    run = make_run(tmp_path / "run")
    with reviewing(run.path) as server:
        asked = path.format(token=server.token)
        status, headers, _ = server.ask("GET", asked, headers={"Host": server.host})
        assert (status, "set-cookie" in headers) == (403, False)
        Browser(server)  # it is not used up


def test_the_cookie_is_for_this_site_alone_and_for_no_script(tmp_path):
    run = make_run(tmp_path / "run")
    with reviewing(run.path) as server:
        path, host = f"/?token={server.token}", {"Host": server.host}
        evil = {**host, "Origin": "http://evil.example"}
        assert server.ask("GET", path, headers=evil)[0] == 403
        assert server.ask("POST", path, headers=host)[0] == 403
        status, headers, _ = server.ask("GET", path, headers=host)
    assert (status, headers["location"]) == (303, "/")
    first, *attributes = headers["set-cookie"].split("; ")
    assert sorted(attributes) == ["HttpOnly", "Path=/", "SameSite=Strict"]
    assert first.startswith(f"autograder-review-{server.port}=")


def test_to_get_is_not_to_write(browser):
    for path in WRITTEN:
        query = urlencode(asked(browser, path))
        for asking in (path, f"{path}?{query}"):
            assert browser.get(asking)[0] == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD"])
def test_other_methods_do_nothing_and_a_preflight_allows_nothing(browser, method):
    body = json.dumps(asked(browser)).encode()
    ours = {
        "Host": browser.server.host, "Cookie": browser.cookie, "Content-Length": str(len(body)),
        "Origin": f"http://{browser.server.host}", "Content-Type": "application/json",
        "X-Review-Token": browser.writing,
    }  # fmt: skip
    evil = {**ours, "Origin": "http://evil.example", "Access-Control-Request-Method": "POST"}
    for path in WRITTEN:
        assert browser.server.ask(method, path, body, ours)[0] == 405
        status, headers, _ = browser.server.ask(method, path, body, evil)
        assert status == 403
        assert not [name for name in headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("kind", [
    None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
    "application/jsonp", "text/json", ["application/json", "text/plain"],
])  # fmt: skip
def test_what_a_form_can_send_is_no_write(browser, kind):
    for path in WRITTEN:
        assert browser.post(path, asked(browser, path), Content_Type=kind)[0] == 400


@pytest.mark.parametrize("body", [
    b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"version": 1}',
    b'{"version": "v", "line": "0", "group": "g"}', b'{"version": "v", "unknown": 1}',
    b'{"version": "v", "line": 1e400, "group": "g"}',
])  # fmt: skip
def test_what_is_no_such_data_is_refused(browser, body):
    for path in WRITTEN:
        status, _, content = browser.post(path, body)
        assert status == 400, content
        assert json.loads(content)["error"]


def test_too_large_a_body_is_refused_before_it_is_read(browser):
    for path in WRITTEN:
        assert browser.post(path, b"{}", Content_Length=str(LARGEST_BODY + 1))[0] == 413
    assert browser.post("/rulings", b"{}", Content_Length="9" * 300)[0] in (400, 413)


def test_a_body_that_does_not_say_how_large_it_is_is_bounded_too(browser):
    connection = http.client.HTTPConnection("127.0.0.1", browser.server.port, timeout=60)
    connection.putrequest("POST", "/rulings", skip_host=True)
    for name, value in (
        ("Host", browser.server.host), ("Cookie", browser.cookie), ("Transfer-Encoding", "chunked"),
        ("Origin", f"http://{browser.server.host}"), ("Content-Type", "application/json"),
        ("X-Review-Token", browser.writing),
    ):  # fmt: skip
        connection.putheader(name, value)
    connection.endheaders()
    piece = b" " * 65536
    for _ in range(LARGEST_BODY // len(piece) + 1):
        connection.send(b"%x\r\n%b\r\n" % (len(piece), piece))
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize("said", [
    {"line": 99}, {"line": -1}, {"line": 10**30}, {"group": "value:none"}, {"group": "../run.json"},
    {"group": None, "submissions": [99]}, {"group": None, "submissions": [-1]}, {"except": [99]},
])  # fmt: skip
def test_what_the_run_does_not_have_is_not_there(browser, said):
    status, _, content = browser.post("/rulings", {**asked(browser), **said})
    assert status == 404, content


@pytest.mark.parametrize("path", [
    "/run.json", "/../run.json", "/kept/submission_1.json", "/results/", "/static/../run.json",
    "/%2e%2e/run.json", "//run.json", "/rulings.toml", "/answer/../../etc/passwd", "/.lock",
])  # fmt: skip
def test_no_path_leads_to_a_file(browser, path):
    status, _, content = browser.get(path)
    assert status == 404
    assert json.loads(content) == {"error": "Not Found"}


@pytest.mark.parametrize("query", [
    "", "line=0", "line=x&submission=0", "line=-1&submission=0", "line=0&submission=../../etc",
    "line=%00&submission=0", "line=99999999999&submission=0", "line=٣&submission=0",
])  # fmt: skip
def test_an_answer_is_asked_for_by_numbers(browser, query):
    status, _, _ = browser.get(f"/answer?{quote(query, safe='=&%')}")
    assert status == 400


def test_an_answer_that_is_not_there_is_not_found(browser):
    assert browser.get("/answer?line=0&submission=99")[0] == 404
    assert browser.get("/answer?line=99&submission=0")[0] == 404


def test_every_answer_has_the_headers_errors_too(tmp_path):
    run = make_run(tmp_path / "run")
    found = {}
    with reviewing(run.path) as server:
        host = {"Host": server.host}
        found[303] = server.ask("GET", f"/?token={server.token}", headers=host)
        cookie = found[303][1]["set-cookie"].partition(";")[0]
        server.ask("GET", "/", headers=host)
        browser = object.__new__(Browser)
        browser.server, browser.cookie = server, cookie
        browser.data = browser.state()
        browser.writing = browser.data["review"]["token"]
        found[200] = browser.get("/")
        found["state"] = browser.get("/state")
        found["numbers"] = browser.get("/numbers")
        found["written"] = browser.post("/rulings", asked(browser))
        found[400] = browser.post("/rulings", b"{")
        found[403] = server.ask("GET", "/", headers=host)
        found["refused data"] = server.ask("GET", "/state", headers=host)
        found[404] = browser.get("/nothing")
        found[405] = browser.get("/rulings")
        found[409] = browser.post("/rulings", asked(browser))
        found[413] = browser.post("/rulings", b" " * (LARGEST_BODY + 1))
        (run.path / ".lock").unlink()
        (run.path / ".lock").mkdir()
        found[500] = browser.post("/undo", {"version": browser.state()["review"]["version"]})
    expected = {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }
    for what, (status, headers, _) in found.items():
        assert status == what or isinstance(what, str)
        assert {name: headers.get_all(name) for name in expected} == {
            name: [value] for name, value in expected.items()
        }
        [policy] = headers.get_all("content-security-policy")
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["server"] is None
        assert not [name for name in headers if name.lower().startswith("access-control")]
        if status >= 400 and what != 403:
            assert json.loads(found[what][2])["error"]


def test_the_policy_of_the_page_names_its_scripts_and_its_style_and_nothing_else(browser):
    _, headers, content = browser.get("/")
    page, policy = content.decode(), headers["content-security-policy"]
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    assert scripts

    def digest(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules == {
        "default-src": "'none'", "script-src": " ".join(map(digest, scripts)),
        "style-src": digest(style), "base-uri": "'none'", "form-action": "'none'",
        "connect-src": "'self'", "frame-ancestors": "'none'",
    }  # fmt: skip


def test_no_other_address_of_this_machine_reaches_it(served):
    server, *_ = served
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", server.port), timeout=10)


def test_what_no_protocol_has_is_answered_by_nothing_of_ours(browser):
    with socket.create_connection(("127.0.0.1", browser.server.port), timeout=60) as connection:
        connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        assert b"400" in connection.recv(1000)
    assert browser.get("/state")[0] == 200


def test_whatever_somebody_chose_is_text_in_every_answer(tmp_path):
    """Names, addresses, sections, answers and feedback of this class are all hostile."""
    lines = rubric(1, 3)
    submissions = hostile_class(lines)
    run = kept_in(tmp_path / "run", submissions, manifest_of(lines, submissions))
    with reviewing(run.path, "--by", HOSTILE[0]) as server:
        browser = Browser(server)
        for at, text in enumerate(HOSTILE):
            plain = "".join(c for c in text if c.isprintable())
            asked = {"version": browser.state()["review"]["version"], "line": 0, "share": "half"}
            body = {**asked, "submissions": [at], "text": plain}
            status, headers, content = browser.post("/rulings", body)
            assert status == 200, content
            assert headers["content-type"] == "application/json"
            listed = json.loads(content)["review"]["rulings"]
            [ruling] = [one for one in listed if one["submissions"] == [at]]
            assert (ruling["text"], ruling["applies"]) == (plain, 1)
        _, _, page = browser.get("/")
        _, _, numbers = browser.get("/numbers")
    [block] = re.findall(rb'<script type="application/json" id="data">(.*?)</script>', page)
    assert not re.search("[<>&\u2028\u2029]", block.decode())
    data = json.loads(block)
    assert data["review"]["rulings"][0]["by"] == HOSTILE[0]
    assert b"<img" not in page
    assert b"<img" not in numbers
    assert b"<script" not in numbers
    assert page.count(b"</script>") == page.count(b"<script")
