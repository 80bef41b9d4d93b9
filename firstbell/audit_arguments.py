"""The options of `firstbell audit`."""

import argparse
from collections.abc import Callable
from pathlib import Path

KEY = "the log's public key that you were given, or the file that holds it; repeat for more"


def audit_options(
    audit: argparse.ArgumentParser, with_home: Callable[[argparse.ArgumentParser], None]
) -> None:
    """Add verify, prove, verify-proof and rotate-key."""
    actions = audit.add_subparsers(dest="action", metavar="ACTION", required=True)

    verify = actions.add_parser(
        "verify", help="check that nobody changed the log; exit status 1 when someone did"
    )
    verify.add_argument(
        "--checkpoint", type=Path, action="append", default=[], metavar="FILE",
        help="a checkpoint that someone else kept; repeat for more",
    )  # fmt: skip
    verify.add_argument("--key", action="append", default=[], metavar="KEY", help=KEY)
    verify.add_argument(
        "--root", action="append", default=[], metavar="SIZE:ROOT", help="a size and root that someone noted"
    )
    verify.add_argument(
        "--log", type=Path, metavar="FILE", help="check this copy of records.db, on any machine"
    )
    verify.add_argument("--json", action="store_true", help="print the report as JSON")
    with_home(verify)

    prove = actions.add_parser("prove", help="write a proof that an entry is in the signed log")
    prove.add_argument("seq", type=int, nargs="?", metavar="SEQ", help="the entry's number")
    prove.add_argument(
        "--since",
        type=Path,
        metavar="FILE",
        help="prove instead that the log only grew since this checkpoint",
    )
    prove.add_argument(
        "--checkpoint", type=Path, metavar="FILE", help="against this one (default: the newest)"
    )
    prove.add_argument("--out", type=Path, metavar="FILE", help="default: entry-SEQ.tlog-proof here")
    with_home(prove)

    proof = actions.add_parser(
        "verify-proof",
        help="check a proof with nothing but the log's public key; exit status 1 when it fails",
    )
    proof.add_argument("file", type=Path, metavar="FILE")
    proof.add_argument("--key", action="append", default=[], metavar="KEY", help=KEY)
    proof.add_argument(
        "--since", type=Path, metavar="FILE", help="the earlier checkpoint, for a proof of growth"
    )
    with_home(proof)

    rotate = actions.add_parser(
        "rotate-key",
        help="exchange the signing key: an entry that both keys sign, then the signer takes it over",
    )
    with_home(rotate)
