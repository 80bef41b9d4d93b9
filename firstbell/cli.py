"""The command line: what each command does. Each loads only what it needs."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence

from firstbell.arguments import FATAL_STATUS, USAGE_STATUS, build_parser
from firstbell.settings import Settings, load
from stream.errors import BadInput, Fatal, FirstbellError


def _settings(options: argparse.Namespace) -> Settings:
    chosen = {name: getattr(options, name, None) for name in ("broker", "database")}
    return load(options.home, **chosen)


def _init(options: argparse.Namespace) -> int:
    from firstbell.database import migrate
    from firstbell.initialise import initialise
    from firstbell.signing import name_key

    home = (options.home or load(None).home).absolute()
    made = initialise(home, sample=options.sample)
    migrate(_settings(options))
    name_key(_settings(options))
    for line in made or ["nothing: it was complete"]:
        print(f"made {line}")
    print(f"\nNext: describe your schools in {home / 'district.toml'} (docs/district.md),")
    print(
        f"check it with `firstbell boundaries check {home / 'district.toml'}`, then `firstbell run --home {home}`."
    )
    return 0


def _demo(options: argparse.Namespace) -> int:
    from firstbell.demo import demo

    return demo(options)


def _run(options: argparse.Namespace) -> int:
    from firstbell.launch import launch

    return launch(_settings(options))


def _worker(options: argparse.Namespace) -> int:
    from firstbell.worker import work

    return work(_settings(options), options.stage, options.source)


def _keys(options: argparse.Namespace) -> int:
    from firstbell.keyring_command import keys

    return keys(_settings(options), options.action)


def _roster(options: argparse.Namespace) -> int:
    from firstbell.roster_command import import_roster

    return import_roster(_settings(options), options.file)


def _destroy(options: argparse.Namespace) -> int:
    from firstbell.destroy_command import destroy

    return destroy(_settings(options))


def _account(options: argparse.Namespace) -> int:
    from firstbell.account_command import add_up

    return add_up(_settings(options), ids=options.ids)


def _audit(options: argparse.Namespace) -> int:
    from firstbell.audit_command import audit

    return audit(_settings(options), options)


def _report(options: argparse.Namespace) -> int:
    from firstbell.report_command import write

    return write(_settings(options), options)


def _boundaries(options: argparse.Namespace) -> int:
    from firstbell.district import district
    from geofence.check import check
    from geofence.draw import draw

    if not options.file.is_file():
        raise BadInput(f"{options.file}: no such file; name a district file or a boundary file")
    report = check(
        options.file,
        id_field=options.id,
        name_field=options.name,
        district=district(options.district) if options.district else None,
        anywhere=options.anywhere,
        radius_m=options.radius,
    )
    print("\n".join(report.lines))
    if options.draw and report.areas:
        draw(report.areas, options.draw)
        print(f"drawn: {options.draw}")
    return 1 if report.refused else 0


def _person(options: argparse.Namespace) -> int:
    from firstbell.people_command import create

    return create(_settings(options), options.username, options.role, options.school)


def _sources(options: argparse.Namespace) -> int:
    from firstbell.sources_command import sources

    return sources(load(options.home), options.action, options.name)


def _doctor(options: argparse.Namespace) -> int:
    from firstbell.doctor import examine

    return examine(_settings(options))


def _parse(options: argparse.Namespace) -> int:
    from firstbell import filters

    return filters.run(filters.parse(options.source, options.home))


def _score(options: argparse.Namespace) -> int:
    from firstbell import filters

    return filters.run(filters.score())


def _locate(options: argparse.Namespace) -> int:
    from firstbell import filters

    return filters.run(filters.locate(options))


def _redact(options: argparse.Namespace) -> int:
    from firstbell import filters

    return filters.run(filters.redact(options.district))


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": _init,
    "demo": _demo,
    "run": _run,
    "worker": _worker,
    "keys": _keys,
    "roster": _roster,
    "destroy": _destroy,
    "account": _account,
    "audit": _audit,
    "report": _report,
    "boundaries": _boundaries,
    "person": _person,
    "sources": _sources,
    "doctor": _doctor,
    "parse": _parse,
    "score": _score,
    "locate": _locate,
    "redact": _redact,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0, 1 for what a check refused, 2 for bad input or options, 3 when our own
    state is broken."""
    options = build_parser().parse_args(arguments)
    try:
        status = COMMANDS[options.command](options)
        sys.stdout.flush()
    except BadInput as error:
        print(f"firstbell: {error}", file=sys.stderr)
        return USAGE_STATUS
    except Fatal as error:
        print(f"firstbell: {error}", file=sys.stderr)
        return FATAL_STATUS
    except FirstbellError as error:
        print(f"firstbell: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader has what it wanted (`| head`); Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    else:
        return status
