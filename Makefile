# Every target makes what it needs. `make` alone lists them.

# The first Python from 3.11 to 3.14 found; name another with `make PYTHON=/path/to/python`.
SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c '$(SUPPORTED)' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := .venv/bin
READY := .venv/.ready
# How many tests run at a time; each takes one core.
WORKERS ?= 2
# More for pytest, such as FLAGS=--durations=20
FLAGS ?=
LIBRARIES := .venv/.libraries

define need_python
	@"$(PYTHON)" -c '$(SUPPORTED)' 2>/dev/null || { \
		for p in "$(PYTHON)" python3; do found=$$("$$p" --version 2>/dev/null) && break; done; \
		echo "dclgui needs Python 3.11 to 3.14, but there is $${found:-no Python here}." \
		"Install one of them, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$$("$(PYTHON)" --version) lacks its venv module." \
		"On Debian and Ubuntu install the package python3-venv, then try again." >&2; exit 1; }
endef

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(READY) libraries ## adapt the built-in example; needs no images of yours and no internet once set up
	$(BIN)/dclgui demo

.PHONY: test
test: $(READY) libraries ## run every test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(FLAGS)

.PHONY: unit
unit: $(READY) libraries ## the quick tests of single rooms: no run, no export, no process; under a minute
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "not slow" tests/unit

.PHONY: torture
torture: $(READY) libraries ## damage, kill, fill up and confuse the program for a few minutes; ends with 1 at a loss
	OMP_NUM_THREADS=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks.torture

.PHONY: check
check: $(READY) ## style, types, floors of the house, dependencies, spelling, translations
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/typos
	$(BIN)/python -m tools.translations check

.PHONY: format
format: $(READY) ## put the code into shape and mend what can be mended by machine
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

.PHONY: translations
translations: $(READY) ## read all texts out of the code and pack the Chinese ones for the window
	$(BIN)/python -m tools.translations

.PHONY: screenshots
screenshots: $(READY) ## the pages of the window that the documentation shows, into docs/screenshots/
	@$(BIN)/python -m tools.qt_libraries pictures
	$(BIN)/python -m tools.screenshots

.PHONY: libraries
libraries: $(READY) ## what the window needs from the system; installed where Debian's package manager may be asked
	@test -e $(LIBRARIES) || { $(BIN)/python -m tools.qt_libraries && touch $(LIBRARIES); } || true

.PHONY: venv
venv: $(READY) libraries ## only set up .venv, the place where everything is installed

.PHONY: lock
lock: ## write constraints.txt anew from pyproject.toml, with the newest versions that it allows
	$(need_python)
	"$(PYTHON)" -m venv build/lock
	build/lock/bin/pip install --quiet uv
	build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --upgrade \
		--all-extras --group dev --no-annotate --no-header pyproject.toml -o build/all.txt
	{ sed -n '/^#/p' constraints.txt; \
		awk -F == 'NR == FNR { seen[$$1]++; next } seen[$$1] == 1 { sub(/ ;.*/, "") } 1' build/all.txt build/all.txt | \
		grep -Ev '^(cuda-|nvidia-|triton=|#)'; } > build/constraints.txt
	mv build/constraints.txt constraints.txt

.PHONY: docs
docs: $(READY) ## the documents as a site, into build/site; fails at a link that leads nowhere
	$(BIN)/mkdocs build --quiet --strict --config-file tools/site.yml
	@echo "The site begins with build/site/index.html"

.PHONY: icons
icons: $(READY) ## the program's icon in every size, from its drawings in resources/
	$(BIN)/python -m tools.icons

.PHONY: package
package: $(READY) ## the program for computers without Python, into dist/dclgui; prints its size
	$(BIN)/python packaging/package.py

.PHONY: package-smoke
package-smoke: $(READY) libraries ## use that program in an empty home without network; prints how fast it starts
	$(BIN)/python packaging/smoke.py

.PHONY: label-package
label-package: $(READY) ## the small package, which only labels by an ONNX file, into dist/dclgui-label
	$(BIN)/python packaging/package.py label

.PHONY: label-smoke
label-smoke: $(READY) ## use that one in an empty home
	$(BIN)/python packaging/label_smoke.py

.PHONY: deb
deb: $(READY) ## that program as a Debian package, into dist/
	$(BIN)/python packaging/deb.py

.PHONY: deb-smoke
deb-smoke: $(READY) ## as root: install that package into a clean Debian, use it, remove it, look what is left
	$(BIN)/python packaging/deb_smoke.py

.PHONY: consumers
consumers: $(READY) ## open every export in the programs that it is made for, 10 GB; PLACE=FOLDER, CONSUMERS="pandas …"
	$(BIN)/python packaging/consumers $(if $(PLACE),--place $(PLACE)) $(CONSUMERS)

.PHONY: dist
dist: $(READY) ## wheel and sdist, into dist/
	PIP_CONSTRAINT=constraints.txt $(BIN)/python -m build --outdir dist

.PHONY: dist-smoke
dist-smoke: $(READY) libraries ## install that wheel into an environment of its own and run the demo there
	$(BIN)/python packaging/wheel_smoke.py

.PHONY: checksums
checksums: $(READY) ## SHA-256 of everything in dist/ that a person downloads, into dist/
	$(BIN)/python packaging/checksums.py

.PHONY: clean
clean: ## remove .venv and everything that tools left behind; never your projects
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find dclgui tests benchmarks -name __pycache__ -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	$(need_python)
	@echo "Setting up .venv: a few minutes, this once."
	@test -x $(BIN)/pip || { rm -rf .venv && "$(PYTHON)" -m venv .venv; }
	$(BIN)/python -m pip install --quiet -c constraints.txt --upgrade pip
	$(BIN)/python -m pip install -c constraints.txt -e '.[map]' --group dev
	@$(BIN)/python -c 'import umap'  # compiles what its maps need and keeps it: 20 seconds, this once
	@touch $@
