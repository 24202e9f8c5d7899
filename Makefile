# The two commands are `make run` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := .

.PHONY: run test check bench eval hear screenshots clean
.DEFAULT_GOAL := run

$(VENV)/.run: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")'
	@echo "Setting up .venv (once; about half a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --requirement requirements.txt --constraint constraints.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run requirements-dev.txt
	@echo "Adding what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --requirement requirements-dev.txt --constraint constraints.txt
	@touch $@

run: $(VENV)/.run
	@$(BIN)/python -m ivr try

check: $(VENV)/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m ivr check

# Twice as many tests at once as a small machine has cores, for most of them wait.
TESTS_AT_ONCE ?= 4

test: check
	@$(BIN)/python -m pytest --numprocesses $(TESTS_AT_ONCE)

bench: $(VENV)/.test
	@$(BIN)/python -m benchmarks

# How well officers are heard; `make hear` listens to the phrases anew first.
eval: $(VENV)/.test
	@$(BIN)/python -m tests.understanding

hear: $(VENV)/.test
	@command -v flite >/dev/null || \
	  { echo "The synthesiser is missing: apt-get install flite"; exit 1; }
	@$(BIN)/python -m tests.understanding.listening

screenshots: $(VENV)/.test
	@$(BIN)/python -m tests.screenshots

clean:
	rm -rf $(VENV) var
