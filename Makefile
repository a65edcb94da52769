# Samsyn's targets. `make help` lists them.
# What is missing on the computer is installed by .ci/install, through apt.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test build dev generate check bench load soak migration image screenshots

# Go may live in the project's own .cache (see .ci/install).
export PATH := $(CURDIR)/.cache/go/bin:$(PATH)
# Builds must not depend on how the sources were fetched, nor on a C compiler.
export GOFLAGS := -buildvcs=false
export CGO_ENABLED := 0
# Go fetches the version that go.mod names, whatever older one the computer has.
export GOTOOLCHAIN := auto
# Two packages at a time: each may run a PostgreSQL and one a browser.
PACKAGES_AT_ONCE := 2

# What the footer says of which program this is; empty without git.
VERSION := $(shell git describe --tags --always 2>/dev/null)

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Install what is missing, build, and start with example data
	@.ci/install go postgresql weasyprint pandoc rsvg
	@$(MAKE) --no-print-directory build
	@exec bin/samsyn serve --demo

test: ## Install what is missing, check everything, run all tests
	@.ci/install go postgresql chromium weasyprint pandoc rsvg poppler qpdf
	@.ci/check
	@go tool gotestsum --format pkgname --hide-summary skipped --post-run-command .ci/count -- \
		-count=1 -p $(PACKAGES_AT_ONCE) -timeout 45m ./...

build: ## Build the program, bin/samsyn
	@.ci/install go
	@[ -x bin/samsyn ] || echo 'samsyn: bygger programmet, första gången tar det någon minut' >&2
	@go build -trimpath -ldflags '-s -w -X samsyn/internal/server/page.Version=$(VERSION)' -o bin/samsyn ./cmd/samsyn

dev: ## Start with example data, and again at every change of the sources
	@.ci/install go postgresql
	@go tool templ generate --watch --cmd .ci/dev \
		--watch-pattern '(.+\.go$$)|(.+\.templ$$)|(.+\.sql$$)|(.+\.po$$)|(.+/static/.+\.(css|js)$$)'

generate: ## Make the Go code of the templates anew
	@.ci/install go
	@go tool templ generate

check: ## Check generated code, formats, vet, licences and known vulnerabilities
	@.ci/install go
	@.ci/check
	@.ci/dependencies

bench: ## Run the benchmarks: half an hour, with a database of ten million figures
	@.ci/install go postgresql weasyprint pandoc rsvg
	@go test -run '^$$' -bench . -benchmem -p 1 -timeout 2h ./...

load: build ## Let 300 people hand in figures and read dashboards for two minutes, and print how long it takes
	@.ci/install postgresql
	@go run ./internal/e2e/load

soak: build ## The same for ten minutes with 100 people, and print the memory each minute
	@.ci/install postgresql
	@go run ./internal/e2e/load -users 100 -for 10m

migration: ## Make the next numbered migration: make migration NAME=what_it_does
	@.ci/migration '$(NAME)'

screenshots: ## Take the README's pictures anew, from the example
	@.ci/install go postgresql chromium
	@SAMSYN_SCREENSHOTS=readme go test -count=1 -run TestReadmePictures ./internal/e2e

image: ## Build the container image samsyn
	docker build -t samsyn .
