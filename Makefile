# make pack   the example pack into output/        make test   everything that can be checked here
# make lint   style, types, import direction       make bench  the time budgets, as ratios
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: pack test lint bench pictures assets

pack: $(VENV)/.installed
	@$(BIN)/pmopack generate

test: $(VENV)/.installed-test
	@scripts/test-programs
	@$(BIN)/python -m pytest -n auto

lint: $(VENV)/.installed-test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(VENV)/.installed-test
	@$(BIN)/pip install --quiet --editable '.[bench]'
	@$(BIN)/python -m benchmarks.workbook
	@$(BIN)/python -m benchmarks.merging
	@$(BIN)/python -m benchmarks

# The reference document and the template workbook, made anew from their scripts.
assets: $(VENV)/.installed-test
	@$(BIN)/python scripts/build_reference.py
	@$(BIN)/python scripts/build_master_schedule.py
	@$(BIN)/python scripts/build_font.py

# The README's pictures, from the example pack.
pictures: $(VENV)/.installed
	@$(BIN)/python scripts/readme_pictures.py

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "pmopack needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	@$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed pyproject.toml
	@$(BIN)/pip install --quiet --editable '.[test]'
	@touch $@
