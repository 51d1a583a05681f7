# make demo    install into .venv and show the program at work on its sample documents
# make test    install the test tools as well and run every test
# make check   style, types, layers
# Every target may be repeated; what is installed already is not installed again.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
  BIN := $(VENV)/Scripts
else
  BIN := $(VENV)/bin
endif
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --editable
DECLARED := pyproject.toml constraints.txt

.PHONY: demo test check
.DELETE_ON_ERROR:

demo: $(VENV)/installed
	$(BIN)/termalign demo

test: $(VENV)/installed-test
	$(BIN)/python -m pytest

check: $(VENV)/installed-dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python -m pytest --quiet tests/test_layers.py

$(VENV)/made:
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/installed: $(DECLARED) | $(VENV)/made
	$(INSTALL) .
	touch $@

$(VENV)/installed-test: $(DECLARED) | $(VENV)/made
	$(INSTALL) ".[test]"
	touch $@

$(VENV)/installed-dev: $(DECLARED) | $(VENV)/made
	$(INSTALL) ".[dev]"
	touch $@
