"""A console of its own for the browser: `python -m tests.browser.site HOME PORT` seeds and serves it.

Invented people and posts, put through the real sink, in a home folder that is thrown away.
"""

import os
import sys
from datetime import timedelta
from pathlib import Path

PEOPLE = ("analyst", "counsellor", "lead", "privacy_officer", "operator", "administrator")


def main(home: Path, port: int) -> int:
    os.environ["FIRSTBELL_HOME"] = str(home)
    os.environ.pop("FIRSTBELL_BROKER", None)
    os.environ.pop("FIRSTBELL_DATABASE", None)
    from firstbell.console import serve  # noqa: PLC0415 - after the environment is set
    from firstbell.database import migrate  # noqa: PLC0415 - as above
    from firstbell.initialise import initialise  # noqa: PLC0415 - as above
    from firstbell.settings import load  # noqa: PLC0415 - as above
    from firstbell.signing import name_key  # noqa: PLC0415 - as above

    initialise(home, sample=True)
    file = home / "firstbell.toml"
    file.write_text(f'demo = true\ndistrict = "district.toml"\nlisten = "127.0.0.1:{port}"\n', "utf-8")
    settings = load(home)
    migrate(settings)
    name_key(settings)
    from django.conf import settings as django_settings  # noqa: PLC0415 - as above

    from privacy.vault_line import Here  # noqa: PLC0415 - as above

    django_settings.VAULT = Here()  # one process is enough for pages
    _seed()
    return serve(settings)


def _seed() -> None:
    from tests.review_ui import factory  # noqa: PLC0415 - Django is set up now

    for role in PEOPLE:
        factory.person(role, username=role, name=f"Pat {role.replace('_', ' ').title()}")
    for number, sample in enumerate((*factory.SAMPLES, factory.HOSTILE)):
        factory.held(sample, coordinates=number == 1, ago=timedelta(minutes=number))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
