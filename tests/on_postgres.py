"""Run the suites of the records database once more, on PostgreSQL: `python -m tests.on_postgres [pytest options]`."""

import os
import subprocess
import sys

from tests.postgres_server import find_binaries, postgres, required

SUITES = ("tests/privacy", "tests/review_ui")


def main() -> int:
    if "FIRSTBELL_POSTGRES" not in os.environ and find_binaries() is None:
        if required():
            sys.stderr.write("PostgreSQL is missing and CI must run on it: apt-get install postgresql\n")
            return 1
        sys.stderr.write("SKIPPED: no PostgreSQL; apt-get install postgresql, or set FIRSTBELL_POSTGRES\n")
        return 0
    with postgres() as url:
        environment = {**os.environ, "FIRSTBELL_TEST_DATABASE": url}
        command = [sys.executable, "-m", "pytest", *SUITES, "-m", "not model and not browser", *sys.argv[1:]]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
