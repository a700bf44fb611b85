# One word each: run, test, lint, bench, pins, clean. Needs make and Python 3.11 or newer; the first run installs, what
# follows works offline.
#
#   make run ARGS="--config elsewhere/jianbao.toml"      make test ARGS="tests/cli -k extract"

SHELL := /bin/sh
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help
.PHONY: help run test lint bench pins clean

ARGS ?=
VENV := .venv
BIN := $(VENV)/bin
# Hashes are checked against what is downloaded. The project itself is ours: linked, not downloaded, and built with what
# the first list has installed.
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r
LINK = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .

# The first Python that is new enough and can make environments, unless PYTHON names one.
PYTHON ?=
FIND_PYTHON = for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python3.14 python); do \
	  "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	    && { command -v "$$python"; exit 0; }; \
	done; \
	echo "jianbao needs Python 3.11 or newer with venv (Debian, Ubuntu: apt install python3-venv); $(or $(PYTHON),none found) is not it. Name one: make $(or $(MAKECMDGOALS),run) PYTHON=/path/to/python3" >&2; \
	exit 1

help:
	@echo "make run    start the daemon with config/jianbao.toml"
	@echo "make test   run all tests"
	@echo "make lint   ruff, mypy, import-linter"
	@echo "make bench  measure"
	@echo "make pins   choose the pinned versions anew"
	@echo "make clean  remove what make has made; data/ stays"

run: $(VENV)/installed
	@$(BIN)/jianbao run --config config/jianbao.toml $(ARGS)

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(VENV)/installed-dev
	$(BIN)/python benchmarks/figures.py $(or $(ARGS),inbox)

$(VENV)/made:
	@python=$$($(FIND_PYTHON)) && echo "making $(VENV) with $$python" && "$$python" -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/made requirements.txt pyproject.toml
	@echo "installing what jianbao needs"
	@$(INSTALL) requirements.txt
	@$(LINK)
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@echo "installing what tests and linters need"
	@$(INSTALL) requirements-dev.txt
	@touch $@

# Versions and hashes for every system and Python that we support. No addresses: where packages come from is the
# business of the machine that installs them.
PIN = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --strip-extras --no-header \
	--no-annotate --no-emit-index-url --no-emit-find-links --upgrade pyproject.toml

pins: $(VENV)/installed-dev
	$(PIN) --group build --output-file requirements.txt
	$(PIN) --group build --group dev --constraint requirements.txt --output-file requirements-dev.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find bot plugins tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
