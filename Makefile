# Thin names for the real commands. `make help` lists them.
#
# Everything is built into one folder, .build: debug for the tests, release for all that is run,
# since a debug build parses and threads many times slower. A first build from nothing takes about
# two and a half minutes of processor time for the tests and five for the release.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

CONFIG ?= feeds.conf
STATE ?= $(CURDIR)/state
PREFIX ?= /usr/local
SYSCONFDIR ?= /etc
DESTDIR ?=
# How long `make fuzz` searches for each target, and which.
FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= document html date link configuration

BINARY := .build/release/newsloom
# Made when a release build ends well: SwiftPM leaves the program's own time alone if nothing changed
# in it, and `sudo make install` must not begin to build again.
BUILT := .build/release-is-built
# Swift's own libraries go into the program, so that an installed one needs no toolchain beside it.
RELEASE := -c release --static-swift-stdlib

# What a build needs of Debian 12 besides Swift: the libraries that the modules CLibXML2, CCurl and
# CText and the package GRDB.swift bind, and what SwiftPM calls.
PACKAGES := libxml2-dev libcurl4-openssl-dev libpsl-dev publicsuffix zlib1g-dev \
  libsqlite3-dev libstemmer-dev libcld2-dev pkg-config g++ git ca-certificates tzdata
# What `make lint-service` needs besides.
CHECK_PACKAGES := systemd procps mandoc

bindir := $(PREFIX)/bin
sharedir := $(PREFIX)/share
mandir := $(sharedir)/man/man1
libdir := $(PREFIX)/lib
bashdir := $(sharedir)/bash-completion/completions
zshdir := $(sharedir)/zsh/site-functions
fishdir := $(sharedir)/fish/vendor_completions.d
confdir := $(SYSCONFDIR)/newsloom

.PHONY: help setup setup-checks build run demo test sanitize fuzz bench format lint lint-service \
  install uninstall clean

help: ## list the targets
	@printf 'newsloom: every target does its own set-up on Debian 12 with Swift.\n\n'
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22
	@printf '\n  CONFIG=%s  STATE=%s  PREFIX=%s\n' '$(CONFIG)' '$(STATE)' '$(PREFIX)'

# $(call need,PACKAGES): installs those that are missing where that is allowed, and otherwise says
# what to type.
define need
	@command -v swift >/dev/null || { \
	  echo 'make: no swift on the path; see https://www.swift.org/install/linux/debian/12/' >&2; \
	  exit 1; }
	@if ! command -v dpkg-query >/dev/null; then \
	  echo 'make: not a Debian system; this is needed under whatever name: $(strip $(1))' >&2; \
	  exit 0; \
	fi; \
	missing=(); \
	for package in $(1); do \
	  status=$$(dpkg-query -W -f='$${db:Status-Status}' "$$package" 2>/dev/null || true); \
	  [ "$$status" = installed ] || missing+=("$$package"); \
	done; \
	[ $${#missing[@]} -gt 0 ] || exit 0; \
	if [ "$$(id -u)" -ne 0 ]; then \
	  echo 'make: some Debian packages are missing. Run this once, then make again:' >&2; \
	  echo "  sudo apt-get update && sudo apt-get install --no-install-recommends $${missing[*]}" >&2; \
	  exit 1; \
	fi; \
	echo "installing $${missing[*]}"; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get update -qq; \
	apt-get install -y -qq --no-install-recommends "$${missing[@]}"
endef

setup: ## install the Debian packages that a build needs (as root), or say which
	$(call need,$(PACKAGES))

setup-checks: setup
	$(call need,$(CHECK_PACKAGES))

build: setup ## build the program for use: .build/release/newsloom
	@[ -x $(BINARY) ] || echo 'A first release build takes about five minutes of processor time.'
	swift build $(RELEASE) --product newsloom
	@touch $(BUILT)

run: build ## build, then follow feeds.conf in the foreground until Ctrl-C
	@mkdir -p '$(STATE)'
	@echo 'newsloom follows $(CONFIG); read $(STATE)/digest/today.html. Ctrl-C ends it.'
	@STATE_DIRECTORY='$(STATE)' exec $(BINARY) run -c '$(CONFIG)'

demo: build ## build, then weave three days of sample feeds into demo-digest; works offline
	$(BINARY) demo --output demo-digest

test: setup ## build and run the tests; NEWSLOOM_CORPORA=DIR adds those that read captured feeds
	swift test --disable-xctest --no-parallel

# Leaks are left out: the test library itself has some.
sanitize: setup ## run the tests of what reads strangers' files under the address sanitizer
	NEWSLOOM_ROOMS='Configuring Parsing' ASAN_OPTIONS=detect_leaks=0 swift test --disable-xctest \
	  --no-parallel --sanitize address --scratch-path .build/sanitize

# Swift's package manager hands on its own two sanitizers in no fixed order, of which the last one
# counts; so they are named together.
fuzz: setup ## search for input that breaks promises; FUZZ_SECONDS=60 a target, NEWSLOOM_CORPORA=DIR
	NEWSLOOM_FUZZ=1 swift build -c release --product newsloom-fuzz --scratch-path .build/fuzz \
	  --sanitize fuzzer -Xswiftc -sanitize=fuzzer,address -Xswiftc -enable-testing
	Tests/Fuzzing/fuzz.sh .build/fuzz/release/newsloom-fuzz .build/fuzzed '$(FUZZ_SECONDS)' \
	  $(FUZZ_TARGETS)

bench: setup ## print the speed of parsing, threading, rendering and polling
	swift build $(RELEASE) --product newsloom
	swift build $(RELEASE) --product newsloom-bench
	.build/release/newsloom-bench

format: ## put all Swift files into the house's layout
	swift format -i -r Sources Tests Package.swift

lint: ## fail if a Swift file is not in the house's layout
	swift format lint --strict -r Sources Tests Package.swift

# systemd-analyze exits 0 on keys it does not know, so any output at all is a failure. It looks for
# the program too, which need not be installed here: /bin/true stands in.
lint-service: setup-checks ## check the unit file, sysusers, tmpfiles and the manual page
	@work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; \
	quiet() { \
	  said=$$("$$@" 2>&1) || { echo "$$*: exit $$?" >&2; echo "$$said" >&2; exit 1; }; \
	  [ -z "$$said" ] || { echo "$$*:" >&2; echo "$$said" >&2; exit 1; }; \
	}; \
	sed 's|^ExecStart=[^ ]*|ExecStart=/bin/true|' systemd/newsloom.service \
	  > "$$work/newsloom.service"; \
	quiet systemd-analyze verify --man=no "$$work/newsloom.service"; \
	score=$$(systemd-analyze security --offline=true --no-pager --threshold=15 \
	  "$$work/newsloom.service" | tail -n 1); \
	score=$${score#*→ }; \
	quiet mandoc -Tlint -W warning systemd/newsloom.1; \
	mkdir -p "$$work/root/etc"; \
	systemd-sysusers --root="$$work/root" "$$PWD/systemd/newsloom.sysusers" > "$$work/said" 2>&1 \
	  || { cat "$$work/said" >&2; exit 1; }; \
	grep -q '^newsloom:' "$$work/root/etc/passwd" \
	  || { echo 'newsloom.sysusers makes no user newsloom' >&2; exit 1; }; \
	systemd-tmpfiles --root="$$work/root" --create "$$PWD/systemd/newsloom.tmpfiles"; \
	[ -d "$$work/root/var/lib/newsloom" ] \
	  || { echo 'newsloom.tmpfiles makes no /var/lib/newsloom' >&2; exit 1; }; \
	echo "unit file, sysusers, tmpfiles and manual page are in order; $${score% *}"

$(BUILT): Package.swift $(shell find Sources -type f)
	@$(MAKE) --no-print-directory build

install: $(BUILT) ## install program, service, manual and completions under PREFIX
	install -D -m 755 $(BINARY) $(DESTDIR)$(bindir)/newsloom
	install -d $(DESTDIR)$(libdir)/systemd/system $(DESTDIR)$(mandir) $(DESTDIR)$(bashdir) \
	  $(DESTDIR)$(zshdir) $(DESTDIR)$(fishdir) $(DESTDIR)$(confdir)
	sed -e 's|/usr/local/bin/|$(bindir)/|' -e 's|/etc/newsloom/|$(confdir)/|' \
	  systemd/newsloom.service > $(DESTDIR)$(libdir)/systemd/system/newsloom.service
	install -D -m 644 systemd/newsloom.sysusers $(DESTDIR)$(libdir)/sysusers.d/newsloom.conf
	install -D -m 644 systemd/newsloom.tmpfiles $(DESTDIR)$(libdir)/tmpfiles.d/newsloom.conf
	install -m 644 systemd/newsloom.1 $(DESTDIR)$(mandir)/newsloom.1
	install -D -m 644 feeds.conf $(DESTDIR)$(sharedir)/newsloom/feeds.conf
	install -m 644 Sources/Publishing/Publishing.docc/digest.schema.json \
	  $(DESTDIR)$(sharedir)/newsloom/digest.schema.json
	[ -e $(DESTDIR)$(confdir)/feeds.conf ] \
	  || install -m 644 feeds.conf $(DESTDIR)$(confdir)/feeds.conf
	$(BINARY) --generate-completion-script bash > $(DESTDIR)$(bashdir)/newsloom
	$(BINARY) --generate-completion-script zsh > $(DESTDIR)$(zshdir)/_newsloom
	$(BINARY) --generate-completion-script fish > $(DESTDIR)$(fishdir)/newsloom.fish

uninstall: ## remove what install put there; the feeds.conf in /etc and the archive stay
	rm -f $(DESTDIR)$(bindir)/newsloom $(DESTDIR)$(libdir)/systemd/system/newsloom.service \
	  $(DESTDIR)$(libdir)/sysusers.d/newsloom.conf $(DESTDIR)$(libdir)/tmpfiles.d/newsloom.conf \
	  $(DESTDIR)$(mandir)/newsloom.1 $(DESTDIR)$(bashdir)/newsloom \
	  $(DESTDIR)$(zshdir)/_newsloom $(DESTDIR)$(fishdir)/newsloom.fish
	rm -rf $(DESTDIR)$(sharedir)/newsloom

clean: ## remove what was built and the demo's digest; state and digest stay
	rm -rf .build .build-core demo-digest
