# Short names; the work is in tools/, which also runs where there is no make: python3 -m tools run
.PHONY: run test demo setup

run test demo setup:
	@python3 -m tools $@
