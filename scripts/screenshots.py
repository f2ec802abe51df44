#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Take the README's pictures from the running demo: `make screenshots`.

Starts a fresh demo in a temporary home, so that the pictures show what a newcomer sees.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "bilder"
SIZE = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def start_demo(home: str, port: int) -> subprocess.Popen:
    environment = os.environ | {"LEITZIEL_HOME": home}
    process = subprocess.Popen([sys.executable, "-m", "leitziel", "demo", "--port", str(port)], env=environment)
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/-/health/", timeout=5).close()
            return process
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.5)
    sys.exit("the demo did not start")


def take(browser: Browser, base: str, chromium_login: tuple[str, str]) -> None:
    from leitziel.demo.pictures import PICTURES

    contexts = {}
    for inside in (False, True):
        contexts[inside] = browser.new_context(viewport=SIZE, locale="de-DE", reduced_motion="reduce")
        if inside:
            page = contexts[inside].new_page()
            page.goto(f"{base}/anmelden/")
            page.locator("main input[type=email], main input[name=email]").first.fill(chromium_login[0])
            page.locator("main input[type=password]").fill(chromium_login[1])
            page.locator("main form button[type=submit]").click()
    for picture in PICTURES:
        page = contexts[picture.inside].new_page()
        page.set_viewport_size(PHONE if picture.phone else SIZE)
        if picture.dark:
            page.emulate_media(color_scheme="dark")
        page.goto(f"{base}{picture.start}")
        for link in picture.clicks:
            page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=TARGET / f"{picture.name}.png")
        print(f"{picture.name}: {page.url.removeprefix(base)}")
        page.close()


def main() -> None:
    chromium = shutil.which("chromium") or sys.exit("Chromium is missing (on Debian: apt install chromium)")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitziel.settings")
    from leitziel.demo.pictures import LOGIN

    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        port = free_port()
        process = start_demo(home, port)
        try:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            take(browser, f"http://127.0.0.1:{port}", LOGIN)
            browser.close()
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


if __name__ == "__main__":
    main()
