"""A Chromium without a window, for tests of pages. Tests import it by its name."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

__all__ = ["NONE_HERE", "browser_with"]

NONE_HERE = (
    "no Chromium is here for the tests of pages: `./setup.sh --dev` installs it where it is root "
    "and apt can; elsewhere install chromium and its chromedriver (Debian: `apt install chromium "
    "chromium-driver`)"
)
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
