# Two commands matter: `make run` serves an invented region, `make test` checks everything. Each sets itself up.
PYTHON ?= python3
HOME_DIR ?= torg-demo
PORT ?= 8000
JOBS ?= 2
ARGS ?=

.PHONY: run test check bench lock clean help

help:
	@echo "make run    serve an invented region at http://127.0.0.1:$(PORT)/"
	@echo "make test   format, lint, types, contracts, and every test"
	@echo "make check  the same without the tests"
	@echo "make bench  speed against peers, as ratios (docs/build/benchmarks.md)"
	@echo "make lock   write the lock files anew"

run:
	@$(PYTHON) scripts/prepare.py run
	@.venv/bin/torg demo --home $(HOME_DIR) --port $(PORT)

test: check
	@.venv/bin/python -m pytest -n $(JOBS) --dist loadgroup $(ARGS)

check:
	@$(PYTHON) scripts/prepare.py test
	@.venv/bin/ruff format --check --quiet .
	@.venv/bin/ruff check --quiet .
	@.venv/bin/mypy
	@.venv/bin/lint-imports --no-cache

bench:
	@$(PYTHON) scripts/prepare.py bench
	@.venv/bin/python -m benchmarks $(ARGS)

lock:
	@.venv/bin/python scripts/lock.py

clean:
	rm -rf .venv .bench node_modules src/torg/site/static/packages
