# Convenia: what people do with the project. "make" alone lists it.
# Variables to set on the command line: PYTHON, PORT, WORKERS, ARGS, REQUIRE_POSTGRES.

PYTHON  ?= python3
PORT    ?= 8000
# Processes of the test run; 0 runs everything in one, which is what a debugger wants.
WORKERS ?= 2
# More arguments for pytest: make test ARGS="tests/workflow -k inbox"
ARGS    ?=
# Set to 1 to fail when no PostgreSQL server answers.
REQUIRE_POSTGRES ?=

BIN    := .venv/bin
PIP     = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
# Tests that share what is slow to make name a group, and a group stays in one process.
PYTEST  = $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)
COMPILE = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
          --no-header --no-config --quiet $(UPGRADE)
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
# The checks open a database of their own: never the one of the demonstration.
CHECKED = env -u DATABASE_URL -u SECRET_KEY VAR_DIR=var/check

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-sqlite test-postgres check bench translations lock clean
.NOTPARALLEL:

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- Setting up: each step leaves a stamp and is repeated only when what it read has changed ---------

setup: .venv/dev.stamp .venv/translations.stamp ## Make .venv with everything that running and developing need

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Convenia needs Python 3.11 or later: install it (Debian: apt-get install python3), or name it with PYTHON=." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python cannot make virtual environments here: install python3-venv (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/runtime.stamp: requirements.lock | .venv/bin/python
	@echo "Installing what Convenia runs on into .venv ..."
	@$(PIP) -r requirements.lock
	@touch $@

.venv/dev.stamp: requirements-dev.lock .venv/runtime.stamp
	@echo "Installing what its development needs into .venv ..."
	@$(PIP) -r requirements-dev.lock
	@touch $@

.venv/translations.stamp: $(CATALOGUES) scripts/translations.py .venv/runtime.stamp
	@$(BIN)/python -m scripts.translations compile
	@touch $@

# --- Running -----------------------------------------------------------------------------------------

demo: .venv/runtime.stamp .venv/translations.stamp ## Load the demonstration and serve it on http://127.0.0.1:8000 (PORT=)
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
		{ echo "Port $(PORT) is taken: try make demo PORT=$$(( $(PORT) + 1 ))." >&2; exit 1; }
	@mkdir -p var/static
	@SITE_URL=http://127.0.0.1:$(PORT) $(BIN)/python manage.py demo --if-needed
	@echo "Serving http://127.0.0.1:$(PORT)/ until Ctrl-C."
# The copies in PDF are made beside the site, where LibreOffice is; neither outlives the other.
	@export SITE_URL=http://127.0.0.1:$(PORT); \
	$(BIN)/python -m gunicorn config.wsgi --bind 127.0.0.1:$(PORT) \
		--workers 1 --threads 8 --log-level warning --no-control-socket & server=$$!; \
	nice $(BIN)/python manage.py convert_pdfs --watch & copies=$$!; \
	trap 'kill $$server $$copies 2>/dev/null' INT TERM HUP; \
	wait $$server; status=$$?; \
	kill $$server $$copies 2>/dev/null; wait; exit $$status

# --- Proving -----------------------------------------------------------------------------------------

test: test-sqlite test-postgres ## Run every test on SQLite, then on PostgreSQL where a server answers

test-sqlite: setup
	@printf '\n=== Tests on SQLite ===\n'
	@TEST_DATABASE_URL= $(PYTEST)

test-postgres: setup
	@printf '\n=== Tests on PostgreSQL ===\n'
	@if url=$$($(BIN)/python -m scripts.find_postgres); then TEST_DATABASE_URL="$$url" $(PYTEST); \
	else echo "Not run: no PostgreSQL server answers (see scripts/install_system_packages.sh)."; test -z "$(REQUIRE_POSTGRES)$$TEST_DATABASE_URL"; fi

check: setup ## Check style, types, architecture, settings, migrations and translations
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(CHECKED) $(BIN)/mypy
	$(BIN)/lint-imports
	$(CHECKED) $(BIN)/python manage.py check --fail-level WARNING
	$(CHECKED) $(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m scripts.translations check

bench: setup ## Measure on SQLite, then on PostgreSQL where a server answers
	@printf '\n=== Benchmarks on SQLite ===\n'
	@TEST_DATABASE_URL= DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.benchmarks $(ARGS)
	@printf '\n=== Benchmarks on PostgreSQL ===\n'
	@if url=$$($(BIN)/python -m scripts.find_postgres); then \
		TEST_DATABASE_URL="$$url" DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.benchmarks $(ARGS); \
	else echo "Not run: no PostgreSQL server answers (see scripts/install_system_packages.sh)."; test -z "$(REQUIRE_POSTGRES)$$TEST_DATABASE_URL"; fi

# --- Keeping -----------------------------------------------------------------------------------------

translations: setup ## Bring the English catalogue up to date with the Spanish sources, and compile it
	@$(BIN)/python -m scripts.translations update
	@$(BIN)/python -m scripts.translations compile

lock: setup ## Write both locks anew (UPGRADE=--upgrade takes newer versions)
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove .venv, compiled translations and caches; the data under var/ stay
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis var/check
	find . -path ./.git -prune -o \( -name __pycache__ -type d -o -name '*.mo' -type f \) -exec rm -rf {} +
