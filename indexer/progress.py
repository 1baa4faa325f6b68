"""How far a long piece of work is, told to whoever waits for it."""

from collections.abc import Callable

Progress = Callable[[int], object]
"""Told how much more of the work is done."""
OnStart = Callable[[int], Progress]
"""Told once how much work there is, in whatever it is counted in."""


def unwatched(_: int) -> Progress:
    """Where nobody waits."""
    return lambda _: None
