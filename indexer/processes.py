"""Other processes of this program, which do what takes time on all cores."""

import gc
import multiprocessing
import os
import threading


def begin_work() -> None:
    """What a process does first that is started for work. Words by the million are never part of a cycle;
    looking for some would take a third of its time.
    """
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A run that is killed cannot end its processes, so they watch it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
