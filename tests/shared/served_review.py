"""`autograder review` as a process of its own, and its page in a browser. Tests import it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

__all__ = ["ReviewPage", "Served"]

_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=\S+")
_SECONDS = 120  # on a busy machine


class Served:
    """A server that gives rulings on a run.

    Args:
        run: The run's folder.
        options: Other options of the command.
    """

    def __init__(self, run: Path, *options: str) -> None:
        command = [sys.executable, "-m", "autograder", "review", str(run), "--no-browser", *options]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        said = []
        for line in self._process.stdout:
            said.append(line)
            if found := _ADDRESS.search(line):
                self.address, self.port = found[0], int(found[1])
                return
        raise AssertionError(f"no address: {said} {self._process.stderr.read()}")

    def kill(self):
        """Kill it, as a power cut does."""
        self._process.kill()
        self._process.communicate()

    def end(self):
        """End it as Ctrl-C does; return its exit status."""
        self._process.send_signal(signal.SIGINT)
        self._process.communicate()
        return self._process.returncode


class ReviewPage:
    """The page of a server in a browser, as a TA uses it.

    Args:
        browser: The browser; what it shows now is replaced.
        address: Where the server is.
    """

    def __init__(self, browser, address):
        self.browser = browser
        browser.get(address)
        self.until(lambda: self.script("return document.documentElement.dataset.ready") == "yes")

    def script(self, text, *arguments):
        """Run a script in the page; return what it returns."""
        return self.browser.execute_script(text, *arguments)

    def until(self, is_true):
        """Wait until something is true; return what it was then."""
        return WebDriverWait(self.browser, _SECONDS).until(lambda _: is_true())

    def find(self, name):
        """Return the element of an id."""
        return self.browser.find_element(By.ID, name)

    def text(self, name):
        """Return what is read in the element of an id."""
        return self.find(name).text

    def press(self, *keys):
        """Press keys, one after the other, where the focus is now."""
        for key in keys:
            self.browser.switch_to.active_element.send_keys(key)

    def settle(self):
        """Wait until the page is as the rulings are, after something was written."""
        self.until(lambda: self.script("return document.documentElement.dataset.fresh"))

    def write(self, key):
        """Press a key that writes, and wait until the page is as the rulings are."""
        self.press(key)
        self.settle()

    def choose(self, **chosen):
        """Choose in lists, by the beginning of what is read there."""
        for name, text in chosen.items():
            choice = Select(self.find(name.replace("_", "-")))
            [option] = [one for one in choice.options if one.text.startswith(text)]
            choice.select_by_visible_text(option.text)
        self.script("document.activeElement.blur()")

    def fill(self, **texts):
        """Write into fields, in the place of what is there."""
        for name, text in texts.items():
            field = self.find(name.replace("_", "-"))
            field.clear()
            field.send_keys(text)

    def data(self):
        """Return what the page was opened with."""
        return self.script("return JSON.parse(document.getElementById('data').textContent)")
