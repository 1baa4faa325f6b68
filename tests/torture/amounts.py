"""How much: little in `make test`, much in `make torture`."""

import os

FULL = "TESTS_TORTURE" in os.environ


def amount(quick: int, full: int) -> int:
    return full if FULL else quick
