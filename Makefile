# SPDX-License-Identifier: EUPL-1.2
# Thin targets; the work is in scripts/ and in the `leitziel` command.
PYTHON ?= python3

.PHONY: run test setup dev bench lint docs screenshots clean

run: setup
	@.venv/bin/leitziel demo

test: dev
	@scripts/test

bench: dev
	@.venv/bin/python -m bench
	@.venv/bin/python -m bench.load

lint: dev
	@scripts/lint

docs: dev
	@LEITZIEL_HOME=build/handbuch-home .venv/bin/python scripts/handbook.py
	@.venv/bin/mkdocs build --strict --quiet
	@echo "The handbook is in build/handbuch; read it with a browser: build/handbuch/index.html"

screenshots: dev
	@.venv/bin/python scripts/screenshots.py

setup:
	@$(PYTHON) scripts/setup.py

dev:
	@$(PYTHON) scripts/setup.py --dev

clean:
	rm -rf .venv var build
