"""Rulings given in a real browser, from a real server, as a TA gives them."""

import csv
import json
import threading
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import fmean

import pytest
from click.testing import CliRunner
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from served_review import ReviewPage, Served

from autograder.batch.ruled import RuledOutputs
from autograder.cli import commands
from autograder.records.folder import RunFolder
from autograder.rulings.reading import parse_rulings
from autograder.verdict import pending
from browser import audited, browser_with, seen_at
from downloads import export, in_zip, submission
from page_class import HOSTILE, class_of, hostile_class, kept_in, manifest_of, rubric
from small_course import COURSE, NAME

LINES = rubric(1, 4)
NUMBERS = [line.number for line in LINES]
REMARKS = """by = "Mia"

[remarks.sign]
share = "1/2"
text = "The sign is lost on the way."

[remarks.nearly]
share = "2/3"
text = "Nearly."
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with browser_with(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def run(tmp_path):
    """The folder of a run over two dozen submissions, with results as a run writes them."""
    return made(tmp_path / "run", class_of(24, LINES, seed=1))


def made(path, submissions, *, lines=LINES):
    folder = kept_in(path, submissions, manifest_of(lines, submissions))
    RuledOutputs(folder.rulings)(folder, folder.manifest())
    return folder


@pytest.fixture
def serve(browser):
    """Serve runs, and open their pages; all servers are ended."""
    servers = []

    def serve(folder, *options):
        servers.append(Served(folder.path, "--by", "Mia", *options))
        return ReviewPage(browser, servers[-1].address), servers[-1]

    yield serve
    for server in servers:
        server.kill()


def rulings_of(folder):
    text = folder.rulings.read_text() if folder.rulings.exists() else ""
    return parse_rulings(text, "rulings.toml", NUMBERS).rulings


def totals(folder):
    """Return what students read that they have earned, by submission."""
    return {
        file.parent.name: json.loads(file.read_bytes())["score"]
        for file in folder.results.glob("*/results.json")
    }


def written(value):
    return f"{round(value + 1e-12, 2):g}"


def students(page):
    """Return the totals of the list of students, by what they are called there."""
    for more in page.browser.find_elements(By.CSS_SELECTOR, "#students-list > button"):
        more.click()
    rows = page.browser.find_elements(By.CSS_SELECTOR, "#students-list tbody tr")
    return {
        row.find_element(By.TAG_NAME, "th").text: row.find_elements(By.TAG_NAME, "td")[2].text
        for row in rows
    }


def show_all(page):
    for more in page.browser.find_elements(By.CSS_SELECTOR, "section > div > button"):
        if more.text.startswith("Show all"):
            more.click()


def largest(data, at):
    """Return the largest group of a line that lost."""
    groups = [group for group in data["lines"][at]["groups"] if not group["right"]]
    return max(groups, key=lambda group: len(group["members"]))


def test_the_largest_group_is_ruled_on_with_the_keyboard_and_totals_follow(run, serve):
    """Then the page is opened anew, and the ruling is taken back."""
    page, server = serve(run)
    before = totals(run)
    group = largest(page.data(), 1)
    names = [f"submission_{member}" for member in group["members"]]
    assert len(names) > 2
    page.choose(s_line="1.2")
    first = page.browser.find_element(By.CSS_SELECTOR, "#answers-list .group")
    assert first.find_element(By.CSS_SELECTOR, ".size").text == f"{len(names)} ×"
    first.find_element(By.CSS_SELECTOR, "button").send_keys(Keys.ENTER)
    assert page.browser.switch_to.active_element.get_attribute("id") == "r-title"
    assert f"· 1.2 · {len(names)} submissions gave it" in page.text("r-title")
    page.write("f")
    [ruling] = rulings_of(run)
    assert (ruling.line, ruling.answers, ruling.share) == ("1.2", (group["id"],), 1)
    assert ruling.by == "Mia"
    assert ruling.given_for
    assert f"{len(names)} submissions changed" in page.text("r-status")
    assert totals(run) == before  # results are written when one asks for it
    assert page.text("r-newer") == "1 ruling newer than the results"
    shown = students(page)
    mean = page.text("n-mean")
    page.find("r-write").click()
    page.settle()
    after = totals(run)
    gained = {name for name in after if after[name] > before[name]}
    assert gained == set(names)
    assert shown == {f"Student {int(name[11:]) + 1}": f"{s:g}" for name, s in after.items()}
    assert mean == written(fmean(after.values())) != written(fmean(before.values()))
    assert page.text("r-newer") == "The results are up to date."

    page.browser.refresh()
    assert students(page) == shown
    assert page.text("n-mean") == mean
    page.script("document.activeElement.blur()")
    page.write("u")
    assert rulings_of(run) == ()
    assert page.text("r-status").startswith("Taken back: share all on 1.2.")
    assert page.text("n-mean") == written(fmean(before.values()))
    assert students(page) == {f"Student {int(n[11:]) + 1}": f"{s:g}" for n, s in before.items()}
    assert server.end() == 0
    assert totals(run) == before  # ending it writes them


def test_a_digit_gives_a_remark_and_goes_on(run, serve):
    run.rulings.write_text(REMARKS)
    page, _ = serve(run)
    page.choose(r_line="1.1", r_which="that lost")
    where = page.text("r-title")
    assert where.startswith("1 of ")
    page.write("2")
    [ruling] = rulings_of(run)
    assert (ruling.remark, ruling.share, ruling.text) == ("nearly", Fraction(2, 3), "Nearly.")
    assert page.text("r-title").startswith("2 of ")
    page.write("1")
    assert [ruling.remark for ruling in rulings_of(run)] == ["nearly", "sign"]
    page.press("7")
    assert page.text("r-status") == "There is no remark 7."
    page.press("k", "k")
    assert page.text("r-title") == where
    assert "Ruled: earns 2/3 · remark nearly · by Mia" in page.text("r-card")
    page.write("z")  # ruling again is another ruling in its place
    assert [(r.share, r.remark) for r in rulings_of(run)] == [(0, ""), (Fraction(1, 2), "sign")]


def test_skipped_ones_come_back_at_the_end_and_the_order_is_each_lines_own(run, serve):
    page, _ = serve(run)
    data = page.data()
    page.choose(r_line="1.1", r_which="all")
    groups = data["lines"][0]["groups"]
    sizes = [len(groups[at]["members"]) for at in data["review"]["order"][0]]
    assert sorted(data["review"]["order"][0]) == [*range(len(groups))]
    assert data["review"]["order"][0] != data["review"]["order"][1]
    seen = []
    page.press("s")
    for _ in groups:
        seen.append(int(page.text("r-title").split(" · ")[2].split()[0]))
        page.press(Keys.ARROW_RIGHT)
    assert seen == [*sizes[1:], sizes[0]]
    assert page.text("r-status") == "That was the last one here."
    assert rulings_of(run) == ()


def test_one_by_one_rules_on_one_alone(run, serve):
    page, _ = serve(run)
    group = largest(page.data(), 1)
    page.choose(s_line="1.2")
    page.browser.find_element(By.CSS_SELECTOR, "#answers-list .group button").click()
    page.press("g")
    first = group["members"][0]
    assert f"Student {first + 1}, one of {len(group['members'])} who gave it" in page.text(
        "r-title"
    )
    page.press("e")
    page.fill(r_share="1/3", r_text="For the idea.")
    page.find("r-share").send_keys(Keys.ENTER)
    page.settle()
    [ruling] = rulings_of(run)
    assert (ruling.share, ruling.text, ruling.answers) == (Fraction(1, 3), "For the idea.", ())
    assert len(ruling.people) == 1
    second = group["members"][1]
    assert f"Student {second + 1}, one of" in page.text("r-title")
    worth = float(LINES[1].weight)
    page.press("k")
    assert f"earns {worth / 3:g} of {worth:g}\n" in page.text("r-card")


def test_what_is_left_for_another_is_found_again_and_a_ruling_settles_it(run, serve):
    page, _ = serve(run)
    page.choose(r_line="1.1", r_which="that lost")
    title = page.text("r-title").split(" · ", 1)[1]
    page.press("l")
    page.fill(r_leave_text="Noah, is that our convention?")
    page.write(Keys.ENTER)
    assert "[[left]]" in run.rulings.read_text()
    assert page.browser.switch_to.active_element.get_attribute("id") == "r-title"
    page.choose(r_which="left for another")
    assert page.text("r-title") == f"1 of 1 · {title}"
    left = page.text("r-card")
    assert "Left for another person · by Mia" in left
    assert left.count("Noah, is that our convention?") == 1
    page.write("f")
    assert "[[left]]" not in run.rulings.read_text()
    page.choose(r_which="all")
    page.choose(r_which="left for another")
    assert page.text("r-title") == "No such answer to this line"


def test_groups_that_are_one_answer_are_put_together_and_apart_again(run, serve):
    page, _ = serve(run)
    groups = [group for group in page.data()["lines"][1]["groups"] if not group["right"]]
    page.choose(s_line="1.2")
    shown = page.browser.find_elements(By.CSS_SELECTOR, "#answers-list .group")
    assert len(shown) == len(groups)
    assert not page.find("r-together").is_enabled()
    for group in shown[:2]:
        group.find_element(By.CSS_SELECTOR, "input").send_keys(Keys.SPACE)
    assert page.text("r-together") == "Put 2 groups together"
    page.find("r-together").send_keys(Keys.ENTER)
    page.settle()
    [same] = parse_rulings(run.rulings.read_text(), "r", NUMBERS).same
    assert (same.line, set(same.groups)) == ("1.2", {groups[0]["id"], groups[1]["id"]})
    size = len(groups[0]["members"]) + len(groups[1]["members"])
    first = page.browser.find_element(By.CSS_SELECTOR, "#answers-list .group .size")
    assert first.text == f"{size} ×"
    page.script("document.activeElement.blur()")
    page.write("u")
    assert len(page.browser.find_elements(By.CSS_SELECTOR, "#answers-list .group")) == len(groups)
    assert not run.rulings.exists()


def test_a_file_with_a_mistake_is_told_and_what_was_there_stays(run, serve):
    page, _ = serve(run)
    page.choose(r_line="1.1", r_which="all")
    page.write("f")
    text = run.rulings.read_text()
    run.rulings.write_text(text + "[[ruling]]\nline = 3\n")
    page.write("z")
    assert "The rulings cannot be read as they are now" in page.text("r-trouble-text")
    assert run.rulings.read_text().endswith("line = 3\n")
    run.rulings.write_text(text)
    page.find("r-again").click()
    page.until(lambda: not page.find("r-trouble").is_displayed())
    page.write("z")
    assert [ruling.share for ruling in rulings_of(run)] == [1, 0]


def test_a_remarks_change_shows_whom_it_moves_before_it_is_kept(run, serve):
    run.rulings.write_text(REMARKS)
    page, _ = serve(run)
    group = largest(page.data(), 1)
    page.choose(s_line="1.2")
    page.browser.find_element(By.CSS_SELECTOR, "#answers-list .group button").click()
    page.write("1")
    page.find("r-write").click()
    page.settle()
    before, text = totals(run), run.rulings.read_text()
    page.press("r")
    assert page.browser.switch_to.active_element.get_attribute("id") == "r-remark-title"
    page.browser.find_element(By.CSS_SELECTOR, "#r-remark-list button").send_keys(Keys.ENTER)
    assert page.find("r-remark-share").get_attribute("value") == "half"
    page.fill(r_remark_share="nothing")
    assert not page.find("r-keep").is_displayed()
    page.find("r-preview").send_keys(Keys.ENTER)
    page.until(lambda: page.find("r-keep").is_displayed())
    page.find("r-remark-text").send_keys(" Look again.")
    assert not page.find("r-keep").is_displayed()  # whom that moves has not been seen
    page.find("r-preview").send_keys(Keys.ENTER)
    page.until(lambda: page.find("r-keep").is_displayed())
    moved = [
        [cell.text for cell in row.find_elements(By.CSS_SELECTOR, "th, td")]
        for row in page.browser.find_elements(By.CSS_SELECTOR, "#r-moves tbody tr")
    ]
    assert {row[0] for row in moved} == {f"Student {member + 1}" for member in group["members"]}
    assert run.rulings.read_text() == text
    page.press(Keys.ENTER)  # the focus is on "Keep it"
    page.settle()
    assert parse_rulings(run.rulings.read_text(), "r", NUMBERS).remarks["sign"].share == 0
    page.find("r-write").click()
    page.settle()
    after = totals(run)
    for name, _, _, _, total_before, total_after in moved:
        submission = f"submission_{int(name.split()[1]) - 1}"
        assert (float(total_before), float(total_after)) == (
            pytest.approx((before[submission], after[submission]), abs=0.0051)
        )
    assert {n for n in after if after[n] != before[n]} == {
        f"submission_{member}" for member in group["members"]
    }


def test_two_windows_do_not_undo_each_other_and_what_was_typed_stays(run, serve):
    page, server = serve(run)
    page.choose(r_line="1.1", r_which="all")
    page.press("e")
    page.fill(r_share="1/4", r_text="Typed before the other window ruled.")
    mine = page.browser.current_window_handle
    page.browser.switch_to.new_window("tab")
    other = ReviewPage(page.browser, f"http://127.0.0.1:{server.port}/")
    other.choose(r_line="1.2", r_which="all")
    other.write("f")
    page.browser.close()
    page.browser.switch_to.window(mine)
    page.find("r-own-give").click()
    page.settle()
    assert "the rulings have changed meanwhile" in page.text("r-own-error")
    assert page.find("r-share").get_attribute("value") == "1/4"
    assert page.find("r-text").get_attribute("value") == "Typed before the other window ruled."
    assert [ruling.line for ruling in rulings_of(run)] == ["1.2"]
    assert page.text("r-newer") == "1 ruling newer than the results"
    page.find("r-own-give").click()
    page.settle()
    assert {(r.line, r.share) for r in rulings_of(run)} == {("1.2", 1), ("1.1", Fraction(1, 4))}
    assert not page.find("r-own-form").is_displayed()


def test_a_server_that_is_killed_loses_nothing_and_the_page_says_how_to_go_on(run, serve):
    page, server = serve(run)
    page.choose(r_line="1.1", r_which="all")
    page.write("f")
    given = rulings_of(run)
    server.kill()
    page.press("e")
    page.fill(r_share="half", r_text="Typed while it was gone.")
    page.find("r-own-give").click()
    page.until(lambda: page.find("r-trouble").is_displayed())
    assert "Start `autograder review` again" in page.text("r-trouble-text")
    assert page.find("r-text").get_attribute("value") == "Typed while it was gone."
    assert rulings_of(run) == given
    again, _ = serve(run, "--port", str(server.port))
    assert again.text("r-newer") == "1 ruling newer than the results"
    again.choose(r_line="1.1", r_which="all")
    assert "Ruled: earns all · by Mia" in again.text("r-card")
    again.write("u")
    assert rulings_of(run) == ()


def test_keys_do_nothing_in_a_field_and_can_be_turned_off(run, serve):
    page, _ = serve(run)
    page.choose(r_line="1.1", r_which="all")
    page.press("e")
    page.fill(r_text="f z j u l 1")
    page.press(Keys.ESCAPE)
    assert not page.find("r-own-form").is_displayed()
    assert page.browser.switch_to.active_element.get_attribute("id") == "r-title"
    page.find("s-search").send_keys("fz")
    assert not run.rulings.exists()
    page.script("document.activeElement.blur()")
    page.press("?")
    assert page.browser.switch_to.active_element.get_attribute("id") == "r-keys-on"
    page.press(Keys.SPACE)
    page.script("document.activeElement.blur()")
    title = page.text("r-title")
    page.press("j", "f")
    assert page.text("r-title") == title
    assert not run.rulings.exists()
    page.find("r-next").click()
    assert page.text("r-title") != title


def test_names_are_hidden_in_all_of_the_page_until_they_are_asked_for(run, serve):
    page, _ = serve(run)
    people = [*(p for kept in run.all_kept(run.manifest()) for p in kept.handed_in.people),
              *run.manifest().missing]  # fmt: skip
    show_all(page)
    page.browser.find_element(By.CSS_SELECTOR, "#students-list tbody button").click()
    seen = page.script("return document.querySelector('main').textContent")
    for person in people:
        for text in (person.name, person.email):
            assert text not in seen
    page.find("s-search").send_keys(people[0].email)
    assert page.text("students-count") == "0 submissions."
    page.find("s-search").clear()
    page.script("document.activeElement.blur()")
    page.press("n")
    assert page.text("r-status") == "Names are shown."
    show_all(page)
    seen = page.script("return document.querySelector('main').textContent")
    assert all(person.name in seen for person in people)


def test_what_waits_comes_first(tmp_path, serve):
    submissions = class_of(9, LINES)
    last = LINES[-2].number
    kept = submissions[4]
    waiting = replace(kept.lines[last], verdict=pending("no end"))
    submissions = [
        replace(s, lines={n: replace(k, verdict=k.verdict) for n, k in s.lines.items()})
        for s in submissions
    ]
    submissions[4] = replace(kept, lines={**kept.lines, last: waiting})
    folder = made(tmp_path / "run", submissions)
    page, _ = serve(folder)
    with (folder.path / "grades.csv").open(newline="") as file:
        lines = [line for row in csv.DictReader(file) for line in row["waiting"].split()]
    [option] = page.find("r-line").find_elements(By.CSS_SELECTOR, "option:checked")
    number = option.text.split(" · ")[0]
    assert option.text.split(" · ")[1] == f"{lines.count(number)} wait"
    assert lines.count(number) == max(map(lines.count, lines))
    page.write("f")
    assert page.text("n-waiting") == str(len(lines) - 1)
    assert page.browser.find_element(By.CSS_SELECTOR, "nav a[href='#waiting'] .count").text == (
        str(len(lines) - 1)
    )


def test_hostile_texts_are_shown_and_do_nothing(tmp_path, serve):
    """Names, feedback, notes, reviews, remarks; those who rule may be called so too."""
    lines = rubric(1, 3)
    folder = made(tmp_path / "run", hostile_class(lines), lines=lines)
    remarks = "".join(
        f"[remarks.{json.dumps(text)}]\nshare = '1/2'\ntext = {json.dumps(text)}\n"
        for text in (HOSTILE[0], HOSTILE[1], HOSTILE[7])
    )
    folder.rulings.write_text(remarks)
    page, _ = serve(folder)
    page.browser.get_log("browser")  # what earlier tests have left there
    page.press("n")
    page.choose(r_line="1.1", r_which="all")
    for _ in HOSTILE:
        page.press("j")
    page.press("r", "g")
    page.press("?")
    assert page.browser.title == "series: the class"
    assert page.browser.find_elements(By.CSS_SELECTOR, "img, main script, main b") == []
    assert HOSTILE[1] in page.text("r-remark-list")
    assert [entry["message"] for entry in page.browser.get_log("browser")] == []


def test_what_was_really_handed_in_is_shown_as_text(tmp_path, serve, monkeypatch):
    """A submitter's name, a file's name, a symbol, code and a text that it printed: all hostile."""
    monkeypatch.chdir(tmp_path)
    image, script = HOSTILE[1], HOSTILE[0]
    source = (
        f"# {script}\ndef spread(x):\n    return x\n\n\ndef mean():\n    {script!r}\n"
        f"    raise ValueError({image!r} + {script!r})\n"
    )
    name = json.dumps(image)
    record = submission("101", people=[(name, "1", "ann@x.edu")])
    files = {"submission_101/q1_spread.py": source.encode(),
             "submission_101/<img src=x onerror=document.title=1>.py": b"x = 1\n"}  # fmt: skip
    in_zip(tmp_path / "export.zip", export(record, files=files))
    options = ("--course", COURSE.root, "--out", "run", "--assignment", NAME, "--quiet")
    ended = CliRunner().invoke(commands, ["batch", "export.zip", *map(str, options)])
    assert ended.exit_code == 0, ended.output
    page, _ = serve(RunFolder(tmp_path / "run"))
    page.browser.get_log("browser")  # what earlier tests have left there
    page.choose(r_line="1.mean", r_which="all")
    page.until(lambda: page.browser.find_elements(By.CSS_SELECTOR, "#r-card .source pre"))
    assert script in page.text("r-card")
    assert image in page.text("r-card")
    page.press("n")
    page.browser.find_element(By.CSS_SELECTOR, "#students-list tbody button").click()
    assert image in page.text("h-student")
    assert page.browser.title == f"{NAME}: the class"
    assert page.browser.find_elements(By.CSS_SELECTOR, "img, main script, main b") == []
    assert [entry["message"] for entry in page.browser.get_log("browser")] == []


FORGED = """<!DOCTYPE html><title>elsewhere</title><form method=post action="{target}/rulings"
 enctype="text/plain"><input name='{{"a' value='":1}}'></form><script>
const body = JSON.stringify({{version: "{version}", line: 0, submissions: [0], share: "all"}});
const ways = [
  {{}}, {{mode: "no-cors"}}, {{headers: {{"Content-Type": "application/json"}}}},
  {{headers: {{"Content-Type": "application/json", "X-Review-Token": "{token}"}}}},
];
(async () => {{
  const read = [];
  for (const way of ways) {{
    try {{
      const answer = await fetch("{target}/rulings",
        {{method: "POST", credentials: "include", body, ...way}});
      read.push(answer.type);
    }} catch (error) {{ read.push(error.name); }}
  }}
  try {{ read.push((await fetch("{target}/state", {{credentials: "include"}})).type); }}
  catch (error) {{ read.push(error.name); }}
  document.title = read.join(" ");
}})();
</script>"""


@contextmanager
def elsewhere(text):
    """Serve a page from another port of this machine: the same site, and another origin."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_page_from_elsewhere_writes_nothing_and_reads_nothing(run, serve):
    """Not even one that has come by both tokens: the browser says where it is from."""
    page, server = serve(run)
    review = page.data()["review"]
    target = f"http://127.0.0.1:{server.port}"
    text = FORGED.format(target=target, version=review["version"], token=review["token"])
    with elsewhere(text) as address:
        page.browser.get(address)
        page.until(lambda: page.browser.title != "elsewhere")
        assert page.browser.title.split() == 5 * ["TypeError"]
        page.script("document.forms[0].submit()")
        page.until(lambda: page.browser.current_url.startswith(target))
    assert not run.rulings.exists()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 800, 1280])
def test_it_fits_and_axe_finds_nothing(run, serve, width, scheme):
    """With everything open that can be opened."""
    run.rulings.write_text(REMARKS)
    page, _ = serve(run)
    seen_at(page.browser, width, scheme)
    page.choose(r_line="1.1", r_which="that lost")
    page.write("1")
    page.press("k")
    page.find("r-remarks").click()
    page.find("r-help").click()
    page.find("r-own").click()
    page.fill(r_share="more than all")
    page.find("r-own-give").click()
    page.settle()
    assert page.text("r-own-error")
    assert audited(page.browser) == []
    assert page.script("return document.documentElement.scrollWidth") <= width
