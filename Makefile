# `make` alone lists the targets: the line after `##` is what it shows.

.DEFAULT_GOAL := help
PY := .venv/bin/python
RUN := @sh tools/bootstrap run
TEST := @sh tools/bootstrap test
# One more than there are cores: tests wait for browsers, servers and files in between.
JOBS ?= $(shell echo $$(($$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 1)))
COUNT = $(if $(N),--number $(N)) $(if $(SEED),--seed $(SEED))
final := $(if $(filter-out 0 no nei,$(FINAL)),--final) \
	$(if $(filter-out 0 no nei,$(WITHOUT_WORD_EDITS)),--without-word-edits)

# The tests write tens of thousands of small files: in memory, where there is room for them.
IN_MEMORY = $(shell df -Pm /dev/shm 2>/dev/null | awk 'NR > 1 && $$4 > 4000 { print "TMPDIR=/dev/shm" }')

# Another project's modules must not come before arkdoc's own.
unexport PYTHONPATH PYTHONHOME
# Compiling all modules anew takes longer than most commands, and tests start hundreds of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## List these targets
	@awk -F ' *:.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' Makefile

# --- the note ------------------------------------------------------------------------------

.PHONY: notat check status watch
notat: ## Build the note as DOCX and PDF in build/ (FINAL=1: only when nothing stands in the way)
	$(RUN)
	@$(PY) -m arkdoc build $(final)

check: ## Check the contributions and build nothing
	$(RUN)
	@$(PY) -m arkdoc check

status: ## Show who has delivered what, and what is missing
	$(RUN)
	@$(PY) -m arkdoc status

watch: ## Show the note in the browser while it is being written (PORT=…, HOST=…)
	$(RUN)
	@$(PY) -m arkdoc watch $(if $(PORT),--port $(PORT)) $(if $(HOST),--host $(HOST)) || [ $$? -eq 130 ]

# --- arkdoc itself -------------------------------------------------------------------------

.PHONY: test lint format golden catalogues verify wordback fuzz crash mutants bench pins clean
test: programs lint ## Lint, types, import contracts, and all tests (T='-k word' picks some)
	@MAKEFLAGS= $(IN_MEMORY) $(PY) -m pytest -n $(JOBS) --dist worksteal $(or $(T),--sample)

# `make -j2` runs these beside one another.
lint: style types types-win32 imports ## Lint, formatting, types and import contracts

.PHONY: ready programs style types types-win32 types-darwin imports
ready:
	$(TEST)

programs:
	@sh tools/test-tools

style: ready
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --quiet --check . || { echo "Not formatted: run 'make format'." >&2; exit 1; }

types: ready
	@$(PY) -m mypy --no-error-summary

# What differs between systems differs in the modules that import something which does.
BY_SYSTEM = asyncio|ctypes|errno|fcntl|locale|mmap|msvcrt|multiprocessing|os|pathlib|pwd|resource|select|selectors$\
	|shutil|signal|socket|socketserver|ssl|stat|subprocess|sys|tempfile|termios|threading|time|urllib|webbrowser$\
	|winreg|zipfile|starlette|uvicorn|watchdog
types-win32 types-darwin: types-%: ready
	@$(PY) -m mypy --no-error-summary --platform $* --cache-dir .mypy_cache/$* --follow-imports silent \
		$$(grep -rlE --include='*.py' '^ *(import|from) ($(BY_SYSTEM))\b' arkdoc)

imports: ready
	@imports=$$(.venv/bin/lint-imports 2>&1) || { echo "$$imports" >&2; exit 1; }

format: ## Put the code in ruff's format and fix what it can
	$(TEST)
	@$(PY) -m ruff check --quiet --fix-only .
	@$(PY) -m ruff format --quiet .

golden: ## Write the golden files anew; read the diff before you commit it
	$(TEST)
	@$(PY) -m pytest --update-golden $(T)

catalogues: ## Compile the message catalogues, .po to .mo
	$(TEST)
	@$(PY) tools/catalogues.py

# Each of these takes N (how many) and SEED, and ends with one line: done, failed, skipped.
verify: types-darwin ## Run what `make test` samples in full; judge the PDFs of 200 generated notes (N=, SEED=)
	$(TEST)
	@MAKEFLAGS= $(IN_MEMORY) $(PY) -m pytest -n $(JOBS) --dist worksteal -m sampled
	@$(PY) -m tests.runs.verify $(COUNT)

wordback: ## Edit 1,000 Word files by chance and take them in again; 100 redlines (N=, SEED=)
	@sh tools/bootstrap bench
	@$(PY) -m tests.runs.word_back $(COUNT)

fuzz: ## Read, check and assemble 100,000 hostile inputs, a tenth Word files (N=, SEED=)
	@sh tools/bootstrap fuzz
	@$(PY) -m tests.runs.fuzz $(COUNT)

crash: ## Kill builds at every file operation, and 300 at any moment (N=, SEED=)
	$(TEST)
	@$(PY) -m tests.runs.crash $(COUNT)

mutants: ## Change 50 places in the code, one at a time; the tests should notice (N=, SEED=)
	$(TEST)
	@nice $(PY) -m tests.runs.mutants $(COUNT)

# In full it writes docs/benchmarks.md; with ROUNDS or SIZES it only prints figures of whole processes.
bench: ## Measure builds, with peers beside them (a quick look: ROUNDS=1 SIZES=12)
	@sh tools/bootstrap bench
ifeq ($(ROUNDS)$(SIZES),)
	@$(PY) -m tests.runs.bench --write
	@$(PY) -m tests.runs.bench_preview
	@$(PY) -m tests.runs.compare_word
else
	@$(PY) -m tests.runs.bench $(if $(ROUNDS),--rounds $(ROUNDS)) $(if $(SIZES),--sizes $(SIZES))
endif

pins: ## Write constraints.txt anew, with the newest versions pyproject.toml allows
	@sh tools/bootstrap pins

clean: ## Remove what was built, the caches and .venv; a DOCX edited by hand stays
	@sh tools/clean
