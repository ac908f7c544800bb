"""Makes the pictures of a class that docs/whole-class.md and docs/review.md show.

    python docs/pictures/make.py [FOLDER]

Writes a small course and a class, runs the commands that the pages name, opens what they write in a
Chromium, and takes pictures of it. They are written into FOLDER, or beside this file.
"""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "tests" / "shared"))

from small_class import write_class, write_course  # noqa: E402

from browser import browser_with  # noqa: E402 - tests and pictures start a browser in one way

_COMMAND = (sys.executable, "-m", "autograder")
_WIDE, _NARROW = 1000, 390
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?token=\S+")


def main() -> None:
    """Make all of them."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    with tempfile.TemporaryDirectory() as folder:
        run = graded_twice(Path(folder))
        with browser_with(Path(folder, "profile")) as browser:
            Pictures(browser, out).of_report(run)
            with reviewed(run) as address:
                Pictures(browser, out).of_review(address)


def graded_twice(folder: Path) -> Path:
    """Return a run over the class, which stands beside an earlier one."""
    write_class(folder)
    write_course(folder, accepted=False)
    download = ("batch", "export.zip", "--out", "run", "--roster", "grades.csv", "--quiet")
    command(folder, *download)
    shutil.copytree(folder / "run", folder / "run-before")
    write_course(folder, accepted=True)
    command(folder, *download, "--earlier", "run-before")
    return folder / "run"


def command(folder: Path, *arguments: str) -> None:
    """Run one of our commands in a folder."""
    subprocess.run([*_COMMAND, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def reviewed(run: Path) -> Iterator[str]:
    """Serve a run for rulings; yield the address."""
    arguments = [*_COMMAND, "review", str(run), "--by", "Mia", "--port", "0", "--no-browser"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as server:
        try:
            found = (_ADDRESS.search(line) for line in server.stdout or ())
            yield next(match[0] for match in found if match)
        finally:
            server.terminate()


class Pictures:
    """Takes pictures.

    Args:
        browser: Where pages are opened.
        out: Where pictures are written.
    """

    def __init__(self, browser: webdriver.Chrome, out: Path) -> None:
        self._browser = browser
        self._out = out

    def of_report(self, run: Path) -> None:
        """Take those of `report.html`."""
        self._open((run / "report.html").as_uri())
        self._take("report-totals", "header", "#overview")
        self._take("report-answers", "#answers", tallest=620)
        self._take("report-compare", "#compare", tallest=620)

    def of_review(self, address: str) -> None:
        """Take those of `autograder review`: an answer, and whom a changed remark moves."""
        self._open(address)
        Select(self._find("r-line")).select_by_value("1")
        self._write_remark("half-logarithm", "1/2", "The logarithm has no factor 1/2.")
        self._take("review-answer", "#review")
        self._browser.switch_to.active_element.send_keys("1")
        self._fresh()
        self._press("r")
        self._find("r-remark-list").find_element(By.TAG_NAME, "tbody").find_element(
            By.TAG_NAME, "button"
        ).click()
        share = self._find("r-remark-share")
        share.clear()
        share.send_keys("2/3")
        self._find("r-preview").click()
        self._until(lambda: self._find("r-keep").is_displayed())
        self._take("review-remark", "#r-remark-panel")
        self._find("r-remark-close").click()
        self._wide(_NARROW)
        self._take("review-phone", "#review", tallest=760)

    def _write_remark(self, name: str, share: str, text: str) -> None:
        self._press("r")
        for place, typed in (("r-name", name), ("r-remark-share", share), ("r-remark-text", text)):
            self._find(place).send_keys(typed)
        self._find("r-preview").click()
        self._until(lambda: self._find("r-keep").is_displayed())
        self._find("r-keep").send_keys(Keys.ENTER)
        self._until(
            lambda: self._browser.find_elements(By.CSS_SELECTOR, "#r-remark-buttons button")
        )
        self._fresh()
        self._find("r-remark-close").click()

    def _open(self, address: str) -> None:
        self._wide(_WIDE)
        self._browser.get(address)

    def _wide(self, width: int) -> None:
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self._browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def _find(self, name: str) -> webdriver.remote.webelement.WebElement:
        return self._browser.find_element(By.ID, name)

    def _press(self, key: str) -> None:
        self._browser.find_element(By.TAG_NAME, "body").send_keys(key)

    def _until(self, is_true: object) -> None:
        WebDriverWait(self._browser, 60).until(lambda _: is_true())

    def _fresh(self) -> None:
        """Wait until the page is as the rulings are."""
        ready = "return document.documentElement.dataset.fresh"
        self._until(lambda: self._browser.execute_script(ready))

    def _take(self, name: str, *selectors: str, tallest: int = 1400) -> None:
        """Take a picture of parts of the page that follow each other."""
        script = """
            const boxes = arguments[0].map((s) => document.querySelector(s))
                .map((part) => part.getBoundingClientRect());
            const top = Math.min(...boxes.map((b) => b.top)) + scrollY - 8;
            const bottom = Math.max(...boxes.map((b) => b.bottom)) + scrollY + 8;
            return [Math.max(0, top), bottom, document.documentElement.clientWidth];
        """
        top, bottom, width = self._browser.execute_script(script, list(selectors))
        height = min(bottom - top, tallest)
        clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
        taken = self._browser.execute_cdp_cmd(
            "Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True}
        )
        (self._out / f"{name}.png").write_bytes(base64.b64decode(taken["data"]))


if __name__ == "__main__":
    main()
