"""Commands say what they cannot use in one line and end with exit code 2."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[2]
# How Python holds the byte 255 of a command line.
NOT_UTF8 = "\udcff"


def run(
    folder: Path, *arguments: str, stdout: int | IO[str] = subprocess.PIPE, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command on the empty database of a folder."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"VAR_DIR": str(folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **environment},
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run_clock", "--on", "2026-02-30"], "--on must be a date as YYYY-MM-DD, not '2026-02-30'."),
        (["run_clock", "--on", "2999-01-01"], "--on 2999-01-01 lies in the future"),
        (["run_clock"], "has manage.py migrate been run?"),
        (["run_clock", "--on", "0001-01-01"], "--on 0001-01-01 lies before the year 1900."),
        (["run_clock", "--on", "20260101"], "--on must be a date as YYYY-MM-DD, not '20260101'."),
        (["send_outbox", "--limit", "-1"], "--limit must be from 1 to 100000, not -1."),
        (["send_outbox", "--limit", "99999999999999999999"], "--limit must be from 1 to 100000, not 9999"),
        (["send_outbox", "--limit", "many"], "argument --limit: invalid int value: 'many'"),
        (["load_catalogues"], "has manage.py migrate been run?"),
        (["due", "--from", "0001-01-01", "--term", "1 months"], "--from 0001-01-01 lies before the year 1900."),
        (["due", "--from", "2026-01-01", "--term", "9" * 5000 + " months"], "not a number of 5000 digits."),
        (["import_entities", NOT_UTF8 + ".csv", "--dry-run"], r"The argument '\udcff.csv' is not text in UTF-8."),
        (["import_entities", "some.csv", "--by", NOT_UTF8], r"The argument '\udcff' is not text in UTF-8."),
        (["reset_second_factor", NOT_UTF8, "--reason", "x"], r"The argument '\udcff' is not text in UTF-8."),
        (["demo", "--reset", "--password", NOT_UTF8], r"The argument '\udcff' is not text in UTF-8."),
        (["demo", "--reset", "--password", ""], "--password must be text that can be typed"),
        (["demo", "--reset", "--password", "uno\ndos"], "--password must be text that can be typed"),
        (["demo", "--sideways"], "unrecognized arguments: --sideways"),
    ],
    ids=lambda value: ascii(" ".join(value)) if isinstance(value, list) else "",
)
def test_unusable_input_is_told_in_one_line(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    done = run(tmp_path, *arguments)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_output_is_utf8_whatever_the_terminal_is_set_to(tmp_path: Path) -> None:
    done = run(tmp_path, "permission_matrix", "--markdown", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "–" in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_an_output_that_takes_nothing_is_told_in_one_line(tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run(tmp_path, "permission_matrix", "--markdown", stdout=full)
    assert (done.returncode, done.stderr) == (2, "The output cannot be written: No space left on device.\n")
