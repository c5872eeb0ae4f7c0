# Everything a contributor types. `make` alone says what there is.
# Needs Python >= 3.11 and make; Node comes from the machine (>= 20) or from a PyPI wheel.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PROJECT := pyproject.toml hatch_build.py requirements/run.txt requirements/build.txt requirements/node.txt
LOCK = uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --no-annotate

.DEFAULT_GOAL := help
.PHONY: help run test lint types widget generate bench screenshots setup sbom audit lock clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

run: .venv/run.stamp widget ## serve Talking Piece on this machine and print its address
	@TALKINGPIECE_ALLOW_SIMULATED=true $(BIN)/talkingpiece serve

test: .venv/dev.stamp widget ## set up and run every test
	$(BIN)/pytest

lint: .venv/dev.stamp ## style, import contracts, and the widget's eslint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/python hatch_build.py run lint

types: .venv/dev.stamp ## mypy strict, and the widget's TypeScript
	$(BIN)/mypy
	$(BIN)/python hatch_build.py run types

widget: .venv/run.stamp ## build static/widget/dist if its sources changed
	@$(BIN)/python hatch_build.py

generate: .venv/dev.stamp ## write the generated files again (static/widget/gen/, tables of the docs)
	$(BIN)/python static/widget/gen
	$(BIN)/cog -r -P -I docs docs/reference/*.md

bench: .venv/dev.stamp ## measure what docs promise (bench/)
	for b in bench/bench_*.py; do echo "== $$b"; $(BIN)/python "$$b" || exit 1; done

screenshots: .venv/dev.stamp widget ## the pictures of the docs; contact sheets in build/
	$(BIN)/python docs/screenshots.py
	$(BIN)/python docs/call_pictures.py
	$(BIN)/python docs/contact_sheets.py

setup: .venv/dev.stamp widget ## everything needed to work on Talking Piece, without running anything

sbom: .venv/run.stamp .venv/audit.stamp ## what is built in, as CycloneDX, in build/
	@mkdir -p build
	.venv/audit/bin/cyclonedx-py requirements requirements/run.txt --pyproject pyproject.toml \
	  --output-reproducible --of JSON -o build/sbom-server.json
	$(BIN)/python hatch_build.py npm sbom --omit dev --sbom-format cyclonedx --package-lock-only > build/sbom-widget.json

audit: .venv/run.stamp .venv/audit.stamp ## known weaknesses of what is built in (asks PyPI's and npm's own services)
	.venv/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements/run.txt
	$(BIN)/python hatch_build.py npm audit --omit dev --package-lock-only

lock: ## write the lock files again from pyproject.toml and package.json (needs uv and npm)
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml --extra test --extra postgresql --group dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) --group build -c requirements/dev.txt -o requirements/build.txt
	$(LOCK) --group node -o requirements/node.txt
	$(LOCK) --group audit -o requirements/audit.txt
	cd static/widget && npm install --package-lock-only

clean: ## remove everything made here, the virtual environment too
	rm -rf .venv build dist static/widget/dist static/widget/node_modules .*_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Talking Piece needs Python 3.11 or newer (make PYTHON=...)"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# Locked versions with hashes first; then the project itself, editable, with what is already there.
.venv/run.stamp: $(PROJECT) | .venv/bin/python
	@echo "Setting up .venv (once) ..."
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --require-hashes -r requirements/build.txt
	@for lock in $$($(BIN)/python hatch_build.py needs); do $(PIP) --require-hashes -r $$lock || exit 1; done
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/audit.stamp: requirements/audit.txt | .venv/bin/python
	@$(PYTHON) -m venv .venv/audit
	@.venv/audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements/dev.txt
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
