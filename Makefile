# What a person types here: `make demo`, `make test`, `make lint`, `make check`. All set up `.venv` first, once.
# `make PYTHON=/path/to/python3 demo` takes another Python than the first good one found.
.POSIX:
.SUFFIXES:
.PHONY: demo test test-all lint check setup lock quality readme catalogues clean

VENV = .venv
RUN = $(VENV)/bin/python
PYTHON =
PIP = $(RUN) -m pip --disable-pip-version-check install -qq --require-hashes -r
FAST = not slow and not browser and not server and not virtuoso
TESTS = tests ontology extract graph viz aftalegraf

demo: $(VENV)/.running
	@$(RUN) -m aftalegraf demo

test: $(VENV)/.developing
	@$(RUN) -m pytest -q -n auto --dist loadfile -m "$(FAST)" $(TESTS)

test-all: $(VENV)/.developing
	@$(RUN) -m pytest -q -n auto --dist loadfile --nothing-left-out $(TESTS)

lint: $(VENV)/.developing
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy
	@$(VENV)/bin/lint-imports
	@$(RUN) -m aftalegraf lexicon check

check: lint test

setup: $(VENV)/.developing

quality: $(VENV)/.developing
	@$(RUN) -m benchmarks.quality --write

catalogues: $(VENV)/.developing
	@$(RUN) -m babel.messages.frontend compile -d aftalegraf/locale -D aftalegraf

readme: $(VENV)/.developing
	@$(RUN) -m tests.readme
	@$(RUN) -m tests.cookbook

# Only where dependencies change; wants `uv` (pip install uv) on the path.
lock:
	uv pip compile -q --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url \
	    --no-header --no-annotate --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The first Python, 3.11 or newer, that can make a virtual environment; one line says what to install where there is none.
$(VENV)/.made:
	@old=; good=; \
	for name in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14; do \
	    "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    old=$${old:-$$name}; \
	    if "$$name" -c 'import venv, ensurepip' 2>/dev/null; then good=$$name; break; fi; \
	done; \
	if [ -z "$$old" ]; then \
	    echo "aftalegraf needs Python 3.11 or newer and found none: install it (Debian, Ubuntu: sudo apt install python3 python3-venv), then run make again." >&2; exit 1; \
	elif [ -z "$$good" ]; then \
	    echo "The Python found ($$old) lacks venv: install it (Debian, Ubuntu: sudo apt install $$(basename "$$old")-venv), then run make again." >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$good" --version), once; this takes about a minute." >&2; \
	"$$good" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.running: $(VENV)/.made requirements.lock pyproject.toml
	@$(PIP) requirements.lock
	@$(RUN) -m pip --disable-pip-version-check install -qq --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.developing: $(VENV)/.running requirements-dev.lock
	@echo "Setting up what the tests need, once." >&2
	@$(PIP) requirements-dev.lock
	@touch $@
