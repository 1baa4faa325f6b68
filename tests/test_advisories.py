"""The check for known vulnerabilities: what fails, and what is said when nobody answers."""

import runpy
import sys
from pathlib import Path

import pytest

from tests.making import REPOSITORY

SCRIPT = runpy.run_path(str(REPOSITORY / ".ci" / "advisories.py"))
SOUND = {"name": "flask", "version": "3.1.3", "vulns": []}
SKIPPED = {"name": "click", "skip_reason": "Dependency not found"}
VULNERABLE = {"name": "old", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}


@pytest.mark.parametrize(
    ("packages", "code", "said", "loud"),
    [
        ([SOUND], 0, "1 pinned packages checked, 0 known", False),
        ([SOUND, VULNERABLE], 1, "old 1.0: PYSEC-1, fixed in 1.1", False),
        ([SOUND, SKIPPED], 0, "1 pinned packages WERE NOT CHECKED", True),
        ([VULNERABLE, SKIPPED], 1, "PYSEC-1", True),
        ([], 0, "ALL pinned packages WERE NOT CHECKED", True),
    ],
)
def test_vulnerabilities_fail_and_silence_is_loud(packages, code, said, loud):
    found, lines = SCRIPT["verdict"](packages)
    text = "\n".join(lines)
    assert (found, said in text, "!!" in text) == (code, True, loud)


@pytest.mark.parametrize("answer", ["", "raise SystemExit(1)", "print('no such host')"])
def test_an_audit_that_says_nothing_is_no_result(tmp_path: Path, answer):
    tool = tmp_path / "pip-audit"
    tool.write_text(f"#!{sys.executable}\n{answer}\n")
    tool.chmod(0o755)
    assert SCRIPT["report"](str(tool), ["requirements/run.txt"]) == []
    assert SCRIPT["report"](str(tmp_path / "absent"), []) == []
