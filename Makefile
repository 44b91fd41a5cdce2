# make run                  open the demo city            make run ARGS="--for 60 --devices 500"
# make test                 all tests                     make test ARGS="tests/unit -k quality"
# make check                style, types, imports, generated files, drivers
# make bench                measure                       make bench ARGS="--quick --only history"

ARGS ?=
PYTHON ?= python3
SCREENSHOTS = work/screenshots
BIN = .venv/bin

# An environment that forbids bytecode makes every start four times slower.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL = run
.PHONY: run test check bench format setup-run setup-test translations

setup-run:
	@$(PYTHON) build/bootstrap.py run

setup-test:
	@$(PYTHON) build/bootstrap.py test

run: setup-run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    exec $(BIN)/controlcenter demo $(ARGS); \
	else \
	    echo "No display here (DISPLAY and WAYLAND_DISPLAY are empty): running offscreen." ; \
	    echo "A screenshot lands every ten seconds in $(CURDIR)/$(SCREENSHOTS). Ctrl+C ends it."; \
	    mkdir -p $(SCREENSHOTS); \
	    QT_QPA_PLATFORM=offscreen exec $(BIN)/controlcenter demo --screenshots $(SCREENSHOTS) $(ARGS); \
	fi

test: setup-test
	@$(BIN)/python -m pytest $(ARGS)

check: setup-run
	@$(BIN)/python build/check.py $(ARGS)

bench: setup-test
	@QT_QPA_PLATFORM=$${QT_QPA_PLATFORM-offscreen} $(BIN)/python tests/bench/run.py $(ARGS)

format: setup-run
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

translations: setup-run
	@$(BIN)/python build/translations.py update
	@$(BIN)/python build/translations.py compile
