# Two commands are meant for newcomers: `make try` and `make test`. They install what is missing, where they may.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup build try test lint bench bench-blobs bench-catalog bench-dictionary kinds recall roundtrip vocabulary

help: ## say what can be made (this text)
	@echo "make TARGET, where TARGET is one of"
	@grep -E '^[a-z-]+:.*##' $(firstword $(MAKEFILE_LIST)) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' \
	    | while IFS=$$'\t' read -r target text; do printf '  %-14s %s\n' "$$target" "$$text"; done

try: setup ## build, then sanitize the sample snapshot and show what became of it
	@scripts/build.sh
	@scripts/try.sh

test: setup ## check formatting and documentation, build everything, run every test
	@scripts/lint.sh
	swift build --build-tests
	@MANNEQUIN="$$(swift build --show-bin-path)/mannequin" scripts/check-docs.sh
	@MANNEQUIN="$$(swift build --show-bin-path)/mannequin" scripts/roundtrip.sh --count 100
	@scripts/test.sh

build: setup ## build the command, optimized, into .build/release/mannequin
	@scripts/build.sh

lint: ## check the formatting of all Swift files; nothing is changed
	@scripts/lint.sh

bench: build ## measure speed and memory on a 256 MB snapshot and print them beside their goals
	swift run -c release --package-path Benchmarks

roundtrip: build ## take 1,000 documents of each codec through their own libraries and real servers
	@scripts/roundtrip.sh

bench-blobs: build ## send 1 GB from blob to blob while a stand-in of the service fails, cuts connections and throttles
	@Benchmarks/blobs/run.sh

bench-catalog: build ## measure a catalog of 100,000 snapshots and a million events beside its goals (20 minutes)
	swift build -c release --package-path Benchmarks/catalog
	Benchmarks/catalog/.build/release/CatalogBenchmark "$$(swift build -c release --show-bin-path)/mannequin"

bench-dictionary: ## attack masked addresses and telephone numbers with a million and more guesses, without the key
	swift run -c release --package-path Benchmarks/dictionary DictionaryAttack

kinds: setup ## mask a million samples of every kind and look for two that became one, lost lengths and wrong checksums
	MANNEQUIN_SAMPLES=1000000 swift test -c release -Xswiftc -enable-testing --scratch-path .build-kinds \
	    --filter KindPropertyTests

recall: build ## measure what `mannequin detect` finds and what it mistakes
	@Benchmarks/recall/run.sh 1 2 3

vocabulary: setup ## compare the structural vocabulary with lists of names
	@scripts/check-vocabulary.sh

setup: ## install what is missing; without the right to do so, say what to type
	@scripts/setup.sh
