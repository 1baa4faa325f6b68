"""Ask the advisory database of Python about every pinned package: `advisories.py PIP-AUDIT REQUIREMENTS...`

Fails when one of them has a known vulnerability. A database that cannot be reached fails nothing, since an
outage of others must not stop a release, but it is said in a way that nobody misses.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SECONDS = 240


def report(pip_audit: str, requirements: list[str]) -> list[dict]:
    """Per package `vulns`, or `skip_reason` where nothing is known. Empty if nobody answers."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        options = [
            "--disable-pip",
            "--require-hashes",
            "--progress-spinner=off",
            "--timeout=10",
            "--format=json",
        ]
        files = [part for path in requirements for part in ("-r", path)]
        try:
            subprocess.run(
                [pip_audit, *options, f"--output={answer}", *files], timeout=SECONDS, capture_output=True
            )
            return json.loads(answer.read_text())["dependencies"]
        except (subprocess.TimeoutExpired, OSError, ValueError):
            return []


def verdict(packages: list[dict]) -> tuple[int, list[str]]:
    """The exit code and what to say."""
    vulnerable = [
        f"{package['name']} {package['version']}: {found['id']}, fixed in "
        + (", ".join(found["fix_versions"]) or "no release")
        for package in packages
        for found in package.get("vulns", ())
    ]
    checked = sum("skip_reason" not in package for package in packages)
    lines = [
        f"Advisories: {checked} pinned packages checked, {len(vulnerable)} known vulnerabilities",
        *vulnerable,
    ]
    if checked < len(packages) or not packages:
        unchecked = len(packages) - checked or "ALL"
        lines += [
            "!" * 78,
            f"!! {unchecked} pinned packages WERE NOT CHECKED for vulnerabilities: the advisory database",
            "!! cannot be reached or does not know them. Run `make advisories` where it can be reached.",
            "!" * 78,
        ]
    return (1 if vulnerable else 0), lines


if __name__ == "__main__":
    code, said = verdict(report(sys.argv[1], sys.argv[2:]))
    print("\n".join(said), file=sys.stderr, flush=True)
    raise SystemExit(code)
