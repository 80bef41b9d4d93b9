"""`firstbell person`: someone who may sign in."""

from firstbell.database import setup_django
from firstbell.district import schools
from firstbell.settings import Settings
from stream.errors import BadInput


def create(settings: Settings, username: str, role: str, school_ids: list[str]) -> int:
    known = schools(settings.path(settings.district))
    if unknown := [school for school in school_ids if school not in known]:
        raise BadInput(
            f"school {unknown[0]!r} is not in the district file; known are {', '.join(sorted(known))}"
        )
    setup_django(settings)
    from review_ui.people import create_person

    password = create_person(username, role, school_ids or None)
    print(f"{username} may sign in at {settings.address} as {role.replace('_', ' ')}.")
    print(f"First password, shown once: {password}")
    return 0
