"""Commands say what they cannot use in one line and end with exit code 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command on the empty database of a folder."""
    environment = {"VAR_DIR": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run_clock", "--on", "2026-02-30"], "--on must be a date as YYYY-MM-DD, not '2026-02-30'."),
        (["run_clock", "--on", "2999-01-01"], "--on 2999-01-01 lies in the future"),
        (["run_clock"], "has manage.py migrate been run?"),
        (["send_outbox", "--limit", "-1"], "--limit must be 1 or more, not -1."),
        (["send_outbox", "--limit", "many"], "argument --limit: invalid int value: 'many'"),
        (["load_catalogues"], "has manage.py migrate been run?"),
        (["demo", "--sideways"], "unrecognized arguments: --sideways"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_unusable_input_is_told_in_one_line(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
