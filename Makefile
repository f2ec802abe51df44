# SPDX-License-Identifier: EUPL-1.2
# Thin targets; the work is in scripts/ and in the `leitziel` command.
PYTHON ?= python3

.PHONY: run test setup dev bench lint screenshots clean

run: setup
	@.venv/bin/leitziel demo

test: dev
	@scripts/test

bench: dev
	@.venv/bin/python -m bench
	@.venv/bin/python -m bench.load

lint: dev
	@scripts/lint

screenshots: dev
	@.venv/bin/python scripts/screenshots.py

setup:
	@$(PYTHON) scripts/setup.py

dev:
	@$(PYTHON) scripts/setup.py --dev

clean:
	rm -rf .venv var build
