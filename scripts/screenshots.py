#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Take the pictures of the README and the handbook from the running demo: `make screenshots`, or
`scripts/screenshots.py NAME ...` for some of them.

Starts a fresh demo in a temporary home, so that the pictures show what a newcomer sees.
"""

from __future__ import annotations

import base64
import email
import email.policy
import html
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from leitziel.demo.city import PASSWORD, city
from leitziel.demo.pictures import PICTURES, Picture

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "bilder"
SIZE = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--lang=de"]  # what the browser itself says, as on a file's button
PATIENCE = 20_000  # milliseconds
TERMINAL = """<!doctype html><html lang="de"><title>Terminal</title><style>
body {{ margin: 0; background: #1c1f26; color: #e8eaed; font: 15px/1.5 monospace; padding: 1.5rem 2rem; width: fit-content;
max-width: 1180px }} pre {{ margin: 0; font: inherit; white-space: pre-wrap }} b {{ color: #9fd0ff }}</style>
<pre><b>$ {line}</b>\n{output}</pre></html>"""

PAPER = """<!doctype html><html lang="de"><title>PDF</title><style>
body {{ margin: 0; background: #d5d9e0; padding: 24px; width: fit-content }} img {{ display: block }}</style>
<img alt="" src="data:image/png;base64,{data}"></html>"""


class Photographer:
    """Goes to the pages of a running demo, as who the picture asks for, and takes pictures of them."""

    def __init__(self, browser: Browser, base: str, home: str) -> None:
        self.browser = browser
        self.base = base
        self.home = home
        self._contexts: dict[tuple[str, str], BrowserContext] = {}

    def context(self, role: str, language: str) -> BrowserContext:
        """A visitor, or somebody who is logged in with that role."""
        if (role, language) not in self._contexts:
            found = self.browser.new_context(viewport=SIZE, locale=language, reduced_motion="reduce")
            found.set_default_timeout(PATIENCE)
            self._contexts[role, language] = found
            if role:
                page = found.new_page()
                page.goto(f"{self.base}/anmelden/")
                page.locator("main input[name=login], main input[type=email]").first.fill(self.email(role))
                page.locator("main input[type=password]").fill(PASSWORD)
                page.locator("main form button.kern-btn--primary").click()
                page.wait_for_url(lambda address: "/anmelden/" not in address)
                page.close()
        return self._contexts[role, language]

    @staticmethod
    def email(role: str) -> str:
        return next(person.email for person in city().people if person.role == role)

    def go(self, picture: Picture) -> Page:
        """The page that the picture shows. Raises what Playwright raises where a step of the way is not there."""
        page = self.context(picture.role, picture.language).new_page()
        page.set_viewport_size(PHONE if picture.phone else SIZE)
        if picture.dark:
            page.emulate_media(color_scheme="dark")
        if picture.command:
            page.set_content(self.terminal(picture.command, dict(picture.environment)))
            return page
        start = self.address_in(picture.letter) if picture.letter else picture.start
        steps = [*picture.clicks]
        if picture.paper and not steps:
            return self.paper(page, picture, start)
        answer = page.goto(f"{self.base}{start}")
        if answer is None or answer.status != 200:
            raise LookupError(f"{picture.name}: {start} answers {answer.status if answer else 'nothing'}")
        for link in steps[:-1] if picture.paper else steps:
            page.locator(link).first.click()
            page.wait_for_load_state()
        if picture.paper:
            return self.paper(page, picture, page.locator(steps[-1]).first.get_attribute("href") or "")
        if picture.at:
            page.locator(picture.at).first.evaluate("part => part.scrollIntoView({block: 'start'})")
        page.wait_for_load_state("networkidle")
        return page

    def paper(self, page: Page, picture: Picture, address: str) -> Page:
        """A page of a PDF, laid on a desk."""
        answer = page.context.request.get(urljoin(self.base, address), timeout=PATIENCE * 3)
        if answer.headers.get("content-type") != "application/pdf":
            raise LookupError(f"{picture.name}: {address} is no PDF but {answer.headers.get('content-type')}")
        file = io.BytesIO()
        document = pypdfium2.PdfDocument(answer.body())
        document[picture.paper - 1].render(scale=1.4).to_pil().save(file, "PNG")
        desk = page.context.new_page()  # without the house's rules for styles, which hold on a page of it
        page.close()
        desk.set_content(PAPER.format(data=base64.b64encode(file.getvalue()).decode()))
        return desk

    def address_in(self, part: str) -> str:
        """The first address with this in it that a letter names; the demo keeps its mail as files."""
        for _ in range(60):  # they are written in the background
            for path in sorted((Path(self.home) / "mail").glob("*.eml")):
                body = email.message_from_bytes(path.read_bytes(), policy=email.policy.default).get_body(("plain",))
                found = re.search(rf"https?://[^/\s]+(/\S*{part}\S*)", body.get_content() if body else "")
                if found:
                    return found[1]
            time.sleep(1)
        raise LookupError(f"the demo has no letter with an address like {part}")

    def terminal(self, command: tuple[str, ...], environment: Mapping[str, str]) -> str:
        """What `leitziel COMMAND` prints in the demo's home, as a page."""
        whole = {k: v for k, v in os.environ.items() if not k.startswith(("LEITZIEL_", "DATABASE_", "DJANGO_"))}
        whole |= {"LEITZIEL_HOME": self.home, "LEITZIEL_LOG_LEVEL": "ERROR", "COLUMNS": "110", **environment}
        code = "import sys; from leitziel.__main__ import main; sys.argv[0] = 'leitziel'; main()"
        done = subprocess.run(
            [sys.executable, "-c", code, *command], env=whole, capture_output=True, text=True, check=False, cwd=ROOT
        )
        if done.returncode not in (0, 1) or "Traceback" in done.stderr:  # 1: it says what is not as it should be
            raise LookupError(f"leitziel {' '.join(command)}: {done.stderr}")
        line = " ".join([*(f"{name}={value}" for name, value in environment.items()), "leitziel", *command])
        output = (done.stdout + done.stderr).replace(self.home, "/var/lib/leitziel")
        return TERMINAL.format(line=html.escape(line), output=html.escape(output))

    def take(self, picture: Picture) -> bytes:
        """The picture as a PNG of 256 colours at most, which is a third of the size."""
        page = self.go(picture)
        if picture.command or picture.paper:
            shot = page.locator("body").screenshot()
        else:  # without the strip that is kept free for a scrollbar
            width, height = page.evaluate("[document.documentElement.clientWidth, window.innerHeight]")
            shot = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height})
        where = page.url.removeprefix(self.base)
        page.close()
        small = Image.open(io.BytesIO(shot)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
        file = io.BytesIO()
        small.save(file, "PNG", optimize=True)
        print(f"{picture.name}: {' '.join(picture.command) or where} ({len(file.getvalue()) // 1024} KB)", flush=True)
        return file.getvalue()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start_demo(home: str, port: int) -> subprocess.Popen[bytes]:
    environment = os.environ | {"LEITZIEL_HOME": home}
    process = subprocess.Popen([sys.executable, "-m", "leitziel", "demo", "--port", str(port)], env=environment)
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/-/health/", timeout=5).close()
            return process
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.5)
    sys.exit("the demo did not start")


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("Chromium is missing (on Debian: apt install chromium)")
    wanted = [picture for picture in PICTURES if not sys.argv[1:] or picture.name in sys.argv[1:]]
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        port = free_port()
        process = start_demo(home, port)
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            photographer = Photographer(browser, f"http://127.0.0.1:{port}", home)
            for picture in wanted:
                (TARGET / f"{picture.name}.png").write_bytes(photographer.take(picture))
            browser.close()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)
    if not sys.argv[1:]:
        for path in TARGET.glob("*.png"):
            if path.stem not in {picture.name for picture in PICTURES}:
                path.unlink()
                print(f"{path.name}: no longer in the list")


if __name__ == "__main__":
    main()
