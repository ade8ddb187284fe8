# Everything a person does with this repository. `make help` lists it; every target can be run twice.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS ?= constraints.txt
WEEK ?= week01_warmup
export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup system system-test demo test test-long lint types starter release release-check publish gradescope classroom
.PHONY: audit check walkthrough formgrader clean new-week exploits fuzz bench

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

system:  ## install Debian packages that are missing (as root; else say which)
	@command -v bwrap >/dev/null 2>&1 || { \
	  if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq bubblewrap; \
	  else echo "bubblewrap is missing; ask root to run: apt-get install bubblewrap"; exit 1; fi; }

system-test: system  ## as root, install what only tests need: a browser and a database server
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  missing=""; command -v chromedriver >/dev/null 2>&1 || missing="chromium chromium-driver"; \
	  command -v postgres >/dev/null 2>&1 || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$$missing postgresql"; \
	  if [ -n "$$missing" ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; fi; fi

$(VENV)/.installed: pyproject.toml $(CONSTRAINTS)
	@PY=$$(command -v $(PYTHON) || command -v python3) || { echo "no Python found; install Python 3.11 or newer"; exit 1; }; \
	$$PY -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=…"; exit 1; }; \
	test -x $(BIN)/python || $$PY -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check -c $(CONSTRAINTS) -e '.[dev]'
	@touch $@

setup: system $(VENV)/.installed  ## make .venv, install everything, make the course secret if there is none
	@$(BIN)/autograder new-secret

demo: setup  ## grade a class of hand-ins that the repository carries
	@$(BIN)/python -m tests.fixtures.make_class build/demo
	$(BIN)/autograder grade $(WEEK) build/demo/submissions --roster build/demo/roster.csv --out build/demo/run
	@echo
	@echo "Look at build/demo/run/scores.csv (for the LMS), at build/demo/run/results/ (for students)"
	@echo "and at build/demo/run/staff/ (for you: what was asked, what came back)."
	@echo "Run 'make demo' again: nothing is graded twice. Then try: $(BIN)/autograder grade $(WEEK) solutions/$(WEEK)"

test: setup system-test  ## run the whole suite
	$(BIN)/python -m pytest -n 2

test-long: setup system-test  ## run what is too long for every commit (most of an hour)
	$(BIN)/python -m pytest -m long

lint: setup  ## ruff
	$(BIN)/ruff check . && $(BIN)/ruff format --check autograder

types: setup  ## strict types on autograder/
	$(BIN)/mypy autograder

exploits: setup  ## write docs/exploits.md from tests/exploits/
	$(BIN)/python -m tests.exploits.table

fuzz: setup  ## fuzz the wire decoder for ten minutes, guided by coverage, and keep what was found
	$(BIN)/python -m pip install -q --disable-pip-version-check -c $(CONSTRAINTS) -e '.[fuzz]'
	$(BIN)/python -m tests.exploits.fuzz.run 600

starter: setup  ## make starter_code/ from solutions/ and assignments/
	$(BIN)/autograder starter

new-week: setup  ## make an empty week to fill in: make new-week WEEK=week09_name
	@test "$(origin WEEK)" = "command line" || { echo "say which: make new-week WEEK=week09_name"; exit 1; }
	$(BIN)/autograder new-week "$(WEEK)"

release: setup starter  ## build and scan dist/ archives of WEEK
	$(BIN)/autograder release $(WEEK)

release-check: setup  ## build WEEK's archives again and compare byte for byte
	$(BIN)/autograder release-check $(WEEK)

publish: setup  ## write the newest releases in dist/ to DIR, the clone of a public repository
	@test -n "$(DIR)" || { echo "say where to: make publish DIR=../efficient-ml-public"; exit 1; }
	$(BIN)/autograder publish "$(DIR)"

gradescope: setup  ## write WEEK's autograder zip for Gradescope (holds hidden tests)
	$(BIN)/autograder gradescope $(WEEK)

classroom: release  ## write WEEK's template repository for GitHub Classroom
	$(BIN)/autograder classroom $(WEEK)

audit: setup  ## grade the suites themselves (every week's, or WEEK's): writes audit/<week>.md
	$(BIN)/autograder audit $(if $(filter file,$(origin WEEK)),,$(WEEK))

check: setup  ## look whether this machine can grade
	$(BIN)/autograder check

walkthrough: setup system-test  ## a class of 60 from hand-in to grade, command by command (docs/walkthrough.md)
	@$(BIN)/python -m tests.walkthrough build/walkthrough

bench: setup  ## race against pytest, nbgrader and otter on the same 102 hand-ins: writes benchmarks/RESULTS.md (hours; less with ARGS="--hand-ins 16 --notebooks 4 --rounds 2")
	$(BIN)/python -m benchmarks $(ARGS)

formgrader: setup  ## start nbgrader's formgrader on the imported runs
	$(BIN)/autograder gradebook formgrader

clean:  ## remove what can be made again (never the secret, runs/, or dist/: a new version needs the old archive)
	rm -rf build .mypy_cache .ruff_cache .pytest_cache
