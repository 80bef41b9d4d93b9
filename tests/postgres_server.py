"""A PostgreSQL server of our own for a test run: private folder, loopback, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port

FLAGS = "-c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=150"


def find_binaries() -> Path | None:
    """The folder with initdb: on PATH, or where Debian keeps it."""
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


def required() -> bool:
    """In CI it must be there."""
    return os.environ.get("CI") == "true"


@contextmanager
def postgres(folder: Path | None = None) -> Iterator[str]:
    """Yields postgresql://…/postgres of a fresh server, or FIRSTBELL_POSTGRES when that is set."""
    if given := os.environ.get("FIRSTBELL_POSTGRES"):
        yield given
        return
    binaries = find_binaries()
    if binaries is None:
        raise FileNotFoundError(
            "PostgreSQL is not installed: apt-get install postgresql, or set FIRSTBELL_POSTGRES"
        )
    folder = folder or Path(tempfile.mkdtemp(prefix="firstbell-postgres-"))
    folder.mkdir(exist_ok=True)
    port = free_port()
    # PostgreSQL refuses to run as root.
    account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
    if account is not None:
        os.chown(folder, account.pw_uid, account.pw_gid)

    def run(*arguments: str) -> None:
        subprocess.run(
            arguments,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )

    data = folder / "data"
    run(
        str(binaries / "initdb"),
        "-D",
        str(data),
        "-U",
        "firstbell",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
        "--locale=C",
    )
    control = str(binaries / "pg_ctl")
    run(control, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", f"-p {port} {FLAGS}", "start")
    try:
        yield f"postgresql://firstbell@127.0.0.1:{port}/postgres"
    finally:
        run(control, "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
