"""The options of the command line, and the help that explains them."""

import argparse
from pathlib import Path

from firstbell.audit_arguments import audit_options
from firstbell.report_arguments import report_options
from firstbell.settings import DEFAULT_HOME, HOME_ENV

USAGE_STATUS = 2
FATAL_STATUS = 3
"""Exit status for stream.errors.Fatal: starting the program again would fail again."""

EPILOG = f"""\
The home folder holds configuration, keys and databases: --home, else ${HOME_ENV}, else ./{DEFAULT_HOME}.
Try it with invented posts: `firstbell demo`. For your district: `firstbell init`, then README.md.
Firstbell never acts on its own: people decide.
"""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> "None":  # type: ignore[override]  # argparse says NoReturn; exit() below never returns
        self.exit(USAGE_STATUS, f"{self.prog}: {message}\nTry `{self.prog} --help`.\n")


def build_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="firstbell",
        description="Public posts near a school, put before trained people who decide.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _running(commands)
    _keeping(commands)
    _filters(commands)
    return parser


def _version() -> str:
    from firstbell.numbers import firstbell_version

    return f"firstbell {firstbell_version()}"


def _add(
    commands: "argparse._SubParsersAction[_Parser]",
    name: str,
    text: str,
    details: str = "",
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=text,
        description=f"{text[0].upper()}{text[1:]}.",
        epilog=details,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=name)
    return command


def _with_home(command: argparse.ArgumentParser, *, services: bool = False) -> None:
    command.add_argument("--home", type=Path, metavar="DIR", help="the home folder")
    if services:
        command.add_argument(
            "--broker", metavar="URL", help="kafka://host:port[,host:port] in place of the embedded stream"
        )
        command.add_argument(
            "--database", metavar="URL", help="postgresql://user:password@host:port/name in place of SQLite"
        )


def _running(commands: "argparse._SubParsersAction[_Parser]") -> None:
    init = _add(commands, "init", "make a home folder with keys, configuration and databases")
    _with_home(init, services=True)
    init.add_argument("--sample", action="store_true", help="start from an invented district file")

    demo = _add(
        commands,
        "demo",
        "run everything on invented posts and print where to sign in",
        "Opens no port but loopback. Ctrl-C stops all of it.",
    )
    demo.add_argument(
        "--home", type=Path, metavar="DIR", help="keep the demo in this folder (default: a temporary one)"
    )
    demo.add_argument("--broker", metavar="URL", help="kafka://host:port in place of the embedded stream")
    demo.add_argument(
        "--database",
        metavar="URL",
        help="postgresql://… in place of SQLite (a schema of its own, removed after)",
    )
    demo.add_argument(
        "--port", type=int, default=8600, help="the console's port (default 8600; the next free one if taken)"
    )
    demo.add_argument("--rate", type=float, default=25.0, help="posts a second (default 25, Bluesky's mean)")
    demo.add_argument(
        "--headless", action="store_true", help="no people: replay for --seconds, drain, check, stop"
    )
    demo.add_argument(
        "--seconds",
        type=float,
        default=30.0,
        help="how long the replay stays open with --headless (default 30)",
    )
    demo.add_argument(
        "--json", action="store_true", help="with --headless: print only the result, as a JSON object"
    )

    run = _add(commands, "run", "start all stages and the console on this machine")
    _with_home(run, services=True)

    worker = _add(
        commands,
        "worker",
        "run one stage, so that more machines can share the work",
        "docs/scaling.md says how many of which.",
    )
    worker.add_argument(
        "stage",
        choices=(
            "ingest",
            "ingest-push",
            "locate",
            "classify",
            "redact",
            "queue",
            "clock",
            "signer",
            "console",
            "tips",
            "vault",
            "verify",
        ),
        metavar="STAGE",
        help="ingest, ingest-push, locate, classify, redact, queue, clock, signer, console, tips, vault or verify",
    )
    worker.add_argument("--source", help="for ingest: the source's name in firstbell.toml")
    _with_home(worker, services=True)


def _keeping(commands: "argparse._SubParsersAction[_Parser]") -> None:
    keys = _add(
        commands,
        "keys",
        "list the stream's keys, exchange the vault's key, or destroy what has expired",
        "rotate makes a new key for the vault and seals every held item anew (docs/retention.md).",
    )
    keys.add_argument(
        "action",
        choices=("list", "rotate", "destroy-expired"),
        help="destroy-expired removes stream keys whose retention has passed",
    )
    _with_home(keys, services=True)

    roster = _add(
        commands,
        "roster",
        "import pupils' dates, so that what concerns a pupil goes a year after they turn 18 or leave",
        "Columns: pupil_id, birth_month (YYYY-MM), exit_date (YYYY-MM-DD or empty). Serves nothing else.",
    )
    roster.add_argument("action", choices=("import",))
    roster.add_argument("file", type=Path, metavar="FILE.csv")
    _with_home(roster, services=True)

    destroy = _add(
        commands,
        "destroy",
        "destroy everything at the end of a contract, with a certificate",
        "Asks for the district's name. What stays: the audit log, certificates and the staff's accounts.",
    )
    destroy.add_argument("--everything", action="store_true", required=True, help="there is no other kind")
    _with_home(destroy, services=True)

    account = _add(
        commands,
        "account",
        "add up what became of every post that the stream still holds",
        "Exit status 1 while posts are under way.",
    )
    account.add_argument("--ids", action="store_true", help="one line a post: its id, version and outcome")
    _with_home(account, services=True)

    audit = _add(commands, "audit", "check the audit log, prove its entries, exchange the key that signs it")
    audit_options(audit, lambda command: _with_home(command, services=True))

    report = _add(
        commands,
        "report",
        "write the transparency report of some days to an HTML file that a board can publish",
        "Small counts are hidden, and others so that totals do not give them away (docs/transparency.md).",
    )
    report_options(report)
    _with_home(report, services=True)

    boundaries = _add(
        commands,
        "boundaries",
        "check a district file or a boundary file before it is used",
        "Exit status 1 when something is refused.",
    )
    boundaries.add_argument("action", choices=("check",))
    boundaries.add_argument("file", type=Path, metavar="FILE", help="district.toml, or a boundary file")
    boundaries.add_argument(
        "--id", metavar="FIELD", help="for a boundary file: the property that names each area"
    )
    boundaries.add_argument(
        "--name", metavar="FIELD", help="for a boundary file: the property that holds its name"
    )
    boundaries.add_argument(
        "--district", type=Path, metavar="FILE", help="a district file: areas must lie in its district"
    )
    _with_place(boundaries)
    boundaries.add_argument(
        "--draw", type=Path, metavar="OUT", help="draw the areas to a .png, or to an .html page with names"
    )

    person = _add(commands, "person", "create a person who may sign in; prints a first password")
    person.add_argument("username")
    person.add_argument(
        "--role",
        required=True,
        choices=("analyst", "counsellor", "lead", "privacy_officer", "operator", "administrator"),
    )
    person.add_argument(
        "--school",
        action="append",
        default=[],
        metavar="ID",
        help="a school's id in the district file; repeat, or leave out for all schools",
    )
    _with_home(person, services=True)

    sources = _add(commands, "sources", "show what is read and on what terms; switch a source off and on")
    sources.add_argument(
        "action",
        nargs="?",
        default="list",
        choices=("list", "pause", "resume", "token"),
        help="list (the default), pause or resume a source, or make a new token for one that is pushed",
    )
    sources.add_argument("name", nargs="?", metavar="NAME", help="the source's name in firstbell.toml")
    _with_home(sources)

    doctor = _add(
        commands,
        "doctor",
        "check configuration, keys, model, broker and database, each with its remedy",
    )
    _with_home(doctor, services=True)


def _with_place(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--anywhere", action="store_true", help="for a boundary file: it need not lie in the United States"
    )
    command.add_argument(
        "--radius", type=float, metavar="METRES", help="for a file of points: make circles of this radius"
    )


def _filters(commands: "argparse._SubParsersAction[_Parser]") -> None:
    lines = (
        "Reads JSON Lines on standard input, writes one JSON line for each. docs/filters.md has the contract."
    )
    parse = _add(commands, "parse", "turn a source's wire records into posts, events or named drops", lines)
    parse.add_argument(
        "source", metavar="SOURCE", help="bluesky, mastodon, rss, import, x, reddit, youtube or telegram"
    )
    parse.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        help="use this home folder's key, so that ids equal the pipeline's",
    )
    _add(commands, "score", "score texts for self_harm, violence and cyberbullying", lines)
    locate = _add(commands, "locate", "say near which schools a post is, and on what grounds", lines)
    what = locate.add_mutually_exclusive_group(required=True)
    what.add_argument("--district", type=Path, metavar="FILE", help="a district file")
    what.add_argument("--boundaries", type=Path, metavar="FILE", help="a boundary file (with --id)")
    locate.add_argument("--id", metavar="FIELD", help="the property that names each area")
    locate.add_argument("--name", metavar="FIELD", help="the property that holds its name")
    _with_place(locate)
    redact = _add(commands, "redact", "replace personal data by typed placeholders", lines)
    redact.add_argument(
        "--district", type=Path, metavar="FILE", help="a district file, whose school names stay"
    )
