"""The page in a real browser: what a TA sees and does there, with the keyboard too."""

from collections import Counter
from statistics import fmean

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

import browser as chromium
from browser import audited, browser_with, seen_at
from page_class import HOSTILE, hostile_class, rubric

WIDTHS = (390, 800, 1280)


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with browser_with(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def opened(browser):
    """Open a page; afterwards the browser has nothing to complain of."""

    def opened(written):
        browser.get((written.path / "report.html").as_uri())
        assert browser.execute_script("return document.documentElement.dataset.ready") == "yes"
        return browser

    yield opened
    assert [entry["message"] for entry in browser.get_log("browser")] == []


def texts(browser, selector):
    return [found.text for found in browser.find_elements(By.CSS_SELECTOR, selector)]


def table(browser, place):
    """Return the cells of a table, with all of its rows."""
    for more in browser.find_elements(By.CSS_SELECTOR, f"#{place} > button"):
        more.click()
    rows = browser.find_elements(By.CSS_SELECTOR, f"#{place} tbody tr")
    return [[cell.text for cell in row.find_elements(By.CSS_SELECTOR, "th, td")] for row in rows]


def choose(browser, **chosen):
    for name, text in chosen.items():
        Select(browser.find_element(By.ID, name.replace("_", "-"))).select_by_visible_text(text)


def lines_of(written):
    """Yield each line that a student reads, with whose it is."""
    for name, results in written.results.items():
        for test in results["tests"]:
            yield name, test


def points(value):
    return f"{value:g}"


def test_lists_are_of_the_lines_that_results_have(opened, written):
    page = opened(written)
    people = {row["submission"]: row["name"] for row in written.grades}
    waiting = [(t["number"], people[n]) for n, t in lines_of(written) if "status" not in t]
    assert sorted((row[0], row[1]) for row in table(page, "waiting-list")) == sorted(waiting) != []
    followed = [
        (test["number"], people[name], points(test["score"]))
        for name, test in lines_of(written)
        if "followed" in test["extra_data"]["notes"] and test["score"]
    ]
    assert sorted(tuple(row[:3]) for row in table(page, "followed-list")) == sorted(followed) != []
    late = [row["name"] for row in written.grades if row["late"] not in ("", "00:00:00")]
    gone = [row["name"] for row in written.grades if row["state"] == "missing"]
    assert Counter(row[0] for row in table(page, "late-list")) == Counter([*late, *gone])
    students = {row[0]: row[3] for row in table(page, "students-list")}
    scores = {r["name"]: points(float(r["score"])) for r in written.grades if r["submission"]}
    assert students == scores


def test_two_filters_side_by_side_show_the_means_of_both(opened, written):
    page = opened(written)
    choose(page, a_section="C", a_time="in time", b_section="all", b_time="late")
    rows = {row["submission"]: row for row in written.grades if row["submission"]}
    late = {name for name, row in rows.items() if row["late"] != "00:00:00"}
    left = {name for name, row in rows.items() if row["sections"] == "C"} - late
    assert left
    assert late
    told = page.find_element(By.ID, "compare-count").text
    means = [fmean(float(rows[name]["score"]) for name in side) for side in (left, late)]
    assert told.startswith(f"A: {len(left)} submissions, mean ")
    assert [float(part.split("mean ")[1].rstrip(".")) for part in told.split(". ")] == (
        pytest.approx(means, abs=0.0051)
    )
    shown = {row[0]: row for row in table(page, "compare-list")}
    for number in {test["number"] for _, test in lines_of(written)}:
        one, other = (
            fmean(t["score"] for n, t in lines_of(written) if n in side and t["number"] == number)
            for side in (left, late)
        )
        assert (number in shown) == (abs(one - other) > 1e-9)
        if number in shown:
            change = float(shown[number][3].replace("−", "-"))
            assert [float(shown[number][1]), float(shown[number][2]), change] == (
                pytest.approx([one, other, other - one], abs=0.0051)
            )


def test_a_student_is_found_and_read_with_the_keyboard(opened, written):
    page = opened(written)
    name = "submission_5"
    [row] = [row for row in written.grades if row["submission"] == name]
    page.find_element(By.ID, "s-search").send_keys(row["email"])
    assert page.find_element(By.ID, "students-count").text == "1 submission."
    page.switch_to.active_element.send_keys(Keys.TAB, Keys.TAB)
    assert page.switch_to.active_element.text == row["name"]
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert page.switch_to.active_element.text == row["name"]
    tests = written.results[name]["tests"]
    ends = [
        f"{t['extra_data']['state']}, {points(t['score'])} of {points(t['max_score'])}"
        for t in tests
    ]
    assert texts(page, "#student-body .state") == ends
    shown = page.find_element(By.ID, "student-body").text
    for test in tests:
        assert test["output"].splitlines()[0] in shown
    formulas = page.find_elements(By.CSS_SELECTOR, "#student-body math")
    assert len(formulas) == sum(bool(test["extra_data"]["latex"]) for test in tests)
    page.find_element(By.ID, "b-back").send_keys(Keys.ENTER)
    assert not page.find_element(By.ID, "student").is_displayed()


def test_the_largest_group_comes_first_with_its_answer_as_a_formula(opened, written):
    page = opened(written)
    line = written.data["lines"][0]
    choose(page, s_line=f"{line['number']} {line['name']}")
    page.find_element(By.ID, "s-right").click()
    sizes = [f"{len(group['members'])} ×" for group in line["groups"]]
    assert texts(page, "#answers-list .size") == sizes
    first = page.find_element(By.CSS_SELECTOR, "#answers-list .group")
    assert first.find_element(By.CSS_SELECTOR, "math mfrac").is_displayed()
    first.find_element(By.CSS_SELECTOR, "summary").send_keys(Keys.ENTER)
    members = [written.data["submissions"][at] for at in line["groups"][0]["members"]]
    names = [one["people"][0]["name"] for one in members]
    assert first.find_element(By.CSS_SELECTOR, ".names").text.split("\n") == names


def test_hostile_texts_are_shown_and_do_nothing(opened, write):
    lines = rubric(1, 3)
    page = opened(write(hostile_class(lines), lines))
    names = texts(page, "#students-list tbody th")
    assert len(names) == len(HOSTILE)
    for place in range(len(HOSTILE)):
        page.find_elements(By.CSS_SELECTOR, "#students-list tbody button")[place].click()
    assert page.title == "series: the class"
    assert page.find_elements(By.CSS_SELECTOR, "img, main script, main b") == []
    assert any("<img src=x onerror=" in name for name in names)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_and_axe_finds_nothing(opened, written, width, scheme):
    page = opened(written)
    seen_at(page, width, scheme)
    page.find_element(By.CSS_SELECTOR, "#students-list tbody button").click()
    assert audited(page) == []
    assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_it_is_printed_whole(opened, written):
    """What is folded on a screen is on paper, what can only be pressed is not."""
    page = opened(written)
    shown = "[...document.querySelectorAll('#t-lines tbody tr')].filter((row) => row.offsetHeight)"
    rows = f"return {shown}.length"
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert page.execute_script(rows) == len(written.data["lines"])
    assert not page.find_element(By.CSS_SELECTOR, "nav").is_displayed()
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_without_a_browser_a_test_fails_with_the_way_out(monkeypatch, tmp_path):
    monkeypatch.setattr(chromium.shutil, "which", lambda _: None)
    with pytest.raises(pytest.fail.Exception, match=r"setup\.sh --dev"), browser_with(tmp_path):
        pass
