# Two public targets: `make demo` and `make test`. All others are file targets.
PYTHON ?= python3
VENV := .venv
PIP := $(VENV)/bin/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test

demo: $(VENV)/.runtime
	@$(VENV)/bin/corridor demo

test: $(VENV)/.development
	@$(VENV)/bin/python tools/check.py

$(VENV)/.runtime: requirements.lock pyproject.toml
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Corridor needs; this takes about a minute at the first start."
	@$(PIP) install --require-hashes --only-binary :all: -r requirements.lock
	@$(VENV)/bin/python tools/link_package.py
	@touch $@

$(VENV)/.development: $(VENV)/.runtime requirements-dev.lock
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@
