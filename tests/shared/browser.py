"""A Chromium without a window, for tests of pages. Tests import it by its name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import axe_core_python
import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

__all__ = ["NONE_HERE", "audited", "browser_with", "seen_at"]

NONE_HERE = (
    "no Chromium is here for the tests of pages: `./setup.sh --dev` installs it where it is root "
    "and apt can; elsewhere install chromium and its chromedriver (Debian: `apt install chromium "
    "chromium-driver`)"
)
_AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--force-prefers-reduced-motion",
)  # fmt: skip


@contextmanager
def browser_with(profile: Path) -> Iterator[webdriver.Chrome]:
    """Start a browser with an empty profile, and end it.

    A test that needs one and finds none fails: it does not vanish.
    """
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.fail(NONE_HERE)
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.set_script_timeout(300)  # on a busy machine an audit of a page may take long
    try:
        yield browser
    finally:
        browser.quit()


def seen_at(browser: webdriver.Chrome, width: int, scheme: str) -> None:
    """Show pages at a width in pixels, in the colours of a scheme: light or dark."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def audited(browser: webdriver.Chrome, place: str = "html") -> list[tuple[str, str]]:
    """Return what axe finds in a part of the page: the rule, and the element.

    It looks at contrast, names, landmarks, headings and tables; that it has looked is asserted.
    """
    browser.execute_script(_AXE)
    found = browser.execute_script("return axe.run(arguments[0])", place)
    assert found["passes"]
    return [
        (finding["id"], node["html"][:200])
        for finding in found["violations"]
        for node in finding["nodes"]
    ]
