"""Print the address of a PostgreSQL server on which the tests may make databases.

``TEST_DATABASE_URL`` decides when it is set; otherwise a server of this machine is looked for, on its
socket and then on 127.0.0.1, as the current user and then as ``postgres``. A server counts only when it
is recent enough for Django and a database could really be made there. The address names a database of
its own for each run, so that two runs never meet.

Exit code: 0 found and printed, 1 none (the reasons go to standard error).
"""

from __future__ import annotations

import getpass
import os
import secrets
import sys
from collections.abc import Iterator
from urllib.parse import quote

import psycopg
from psycopg import sql

OLDEST_VERSION = 140_000
SOCKET_FOLDERS = ("/var/run/postgresql", "/tmp")  # noqa: S108  (where PostgreSQL puts its socket)


def current_user() -> str:
    """Return the name of the current user; a container may run without one."""
    try:
        return os.environ.get("PGUSER") or getpass.getuser()
    except (KeyError, OSError):
        return "postgres"


def local_addresses() -> Iterator[str]:
    """Yield the addresses at which a server of this machine usually answers."""
    users = dict.fromkeys([current_user(), "postgres"])
    port = os.environ.get("PGPORT", "5432")
    hosts = [os.environ["PGHOST"]] if os.environ.get("PGHOST") else [*SOCKET_FOLDERS, "127.0.0.1"]
    for host in hosts:
        if host.startswith("/") and not os.path.exists(f"{host}/.s.PGSQL.{port}"):
            continue
        for user in users:
            yield f"postgresql://{quote(user, safe='')}@{quote(host, safe='')}:{port}"


def refusal_of(address: str) -> str:
    """Return why the tests cannot use a server, or nothing when they can.

    The database of the address need not exist: like Django, this connects to ``postgres``.
    """
    probe = sql.Identifier(f"convenia_probe_{secrets.token_hex(4)}")
    try:
        with psycopg.connect(address, dbname="postgres", connect_timeout=3, autocommit=True) as connection:
            if connection.info.server_version < OLDEST_VERSION:
                return "older than PostgreSQL 14"
            connection.execute(sql.SQL("CREATE DATABASE {}").format(probe))
            connection.execute(sql.SQL("DROP DATABASE {}").format(probe))
    except psycopg.Error as error:
        return " ".join(str(error).split())
    return ""


def main() -> int:
    """Print the first address that serves; return 0, or 1 when there is none."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        if reason := refusal_of(given):
            print(f"TEST_DATABASE_URL does not serve: {reason}", file=sys.stderr)
            return 1
        print(given)
        return 0
    for server in local_addresses():
        reason = refusal_of(server)
        if not reason:
            print(f"{server}/convenia_{secrets.token_hex(4)}")
            return 0
        print(f"{server}: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
