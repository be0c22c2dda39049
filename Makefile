# Each target is a line that a person could type. PYTHON names the interpreter that makes the environment.
PYTHON ?= python3
# Marks that `make check` runs; CI passes "not spark" and runs `make spark` apart.
MARKS ?= not slow and not browser and not spark
# Each core runs test files of its own, with an engine of its own. `make test PARALLEL=` runs all in one process.
PARALLEL ?= --numprocesses auto --maxprocesses 4 --dist loadfile
# Percent of lines and branches that tests reach: of everything, and of the pure packages inside.
COVERED = 95
COVERED_INSIDE = 99
# Its tests need Spark, so `make spark` measures it; a machine that has Spark does not reach what is said without it.
ON_SPARK = app/analysis/engines/spark.py
COVERED_ON_SPARK = 90
BIN = .venv/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE = $(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --quiet --custom-compile-command "make lock"

.PHONY: demo test check spark bench docs lock clean

demo: .venv/installed
	$(BIN)/kintrace demo

test: .venv/installed-dev
	$(BIN)/python -m pytest $(PARALLEL)

check: .venv/installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m pytest $(PARALLEL) -m "$(MARKS)" --cov --cov-report=
	$(BIN)/coverage report --fail-under=$(COVERED) --omit=$(ON_SPARK)
	$(BIN)/coverage report --fail-under=$(COVERED_INSIDE) --omit=$(ON_SPARK) --include="app/domain/*,app/evidence/*,app/catalogue/*,app/analysis/*"

# Compares Spark's rows with DuckDB's. Needs a JDK from 17 on; JAVA_HOME names it where `java` is another one.
spark: .venv/installed-spark
	$(BIN)/python -m pytest -m spark tests/spark --cov --cov-report=
	$(BIN)/coverage report --fail-under=$(COVERED_ON_SPARK) --include=$(ON_SPARK)

bench: .venv/installed-bench
	$(BIN)/python -m benchmarks

# For maintainers: writes the generated tables of README.md again.
docs: .venv/installed-dev
	$(BIN)/python -m tests.docs.readme

# For maintainers: writes the lock files again. UPGRADE=--upgrade takes the newest versions.
lock: .venv/installed-dev
	$(COMPILE) $(UPGRADE) --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --extra dev --extra browser --constraint requirements.lock --output-file requirements-dev.lock
	$(COMPILE) $(UPGRADE) --extra peers --constraint requirements-dev.lock --output-file requirements-bench.lock
	$(COMPILE) $(UPGRADE) --extra spark --constraint requirements-dev.lock --output-file requirements-spark.lock

clean:
	rm -rf .venv build dist .coverage .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The two stamps: an environment is made again only when a lock or pyproject.toml is newer, so the second time needs no network.
.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed. Try: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing the locked packages into .venv ..."
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo "Installing the locked packages for tests into .venv ..."
	$(PIP) install --require-hashes --requirement requirements-dev.lock
	@touch $@

.venv/installed-bench: .venv/installed-dev requirements-bench.lock
	@echo "Installing what the benchmarks compare with into .venv ..."
	$(PIP) install --require-hashes --requirement requirements-bench.lock
	@touch $@

.venv/installed-spark: .venv/installed-dev requirements-spark.lock
	@echo "Installing Spark into .venv ..."
	$(PIP) install --require-hashes --requirement requirements-spark.lock
	@touch $@
