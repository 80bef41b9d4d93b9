"""`firstbell audit`: verify the log, prove one entry of it, check a proof, exchange the signing key."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from firstbell.database import setup_django
from firstbell.settings import Settings
from firstbell.signing import checkpoint_folder, public_key, signer_folder
from stream.errors import BadInput

if TYPE_CHECKING:
    from privacy.verify import Report


def audit(settings: Settings, options: argparse.Namespace) -> int:
    """Returns the exit status: 0 when all holds, 1 when it does not."""
    match options.action:
        case "verify":
            return _verify(settings, options)
        case "prove":
            return _prove(settings, options)
        case "verify-proof":
            return _verify_proof(settings, options)
        case _:
            return _rotate_key(settings)


def check(
    settings: Settings,
    *,
    log: Path | None = None,
    checkpoints: Sequence[Path] = (),
    roots: Sequence[str] = (),
    keys: Sequence[str] = (),
) -> "Report":
    """The verifier's report. Our own tables are a second count: an act without an entry shows.

    `log`: a copy of records.db in place of the deployment's own; then nothing of this machine counts.
    """
    from privacy.publish import kept
    from privacy.verify import Held, verify

    held = [Held(_text(path), str(path)) for path in checkpoints]
    known = dict(map(_root, roots))
    given = [_key(key) for key in keys]
    if log is not None:
        return verify(log, known=known, checkpoints=held, keys=given)
    return verify(
        _target(settings),
        expected=_expected(settings),
        known=known,
        checkpoints=[
            *held,
            *(Held(text, name, local=True) for name, text in kept(checkpoint_folder(settings))),
        ],
        keys=given,
    )


def _verify(settings: Settings, options: argparse.Namespace) -> int:
    report = check(
        settings, log=options.log, checkpoints=options.checkpoint, roots=options.root, keys=options.key
    )
    print(json.dumps(report.as_dict()) if options.json else "\n".join(report.lines()))
    return 0 if report.ok else 1


def _prove(settings: Settings, options: argparse.Namespace) -> int:
    from privacy import proofs
    from privacy.publish import LATEST
    from privacy.verify_note import parse_checkpoint
    from privacy.verify_source import connected

    path = options.checkpoint or checkpoint_folder(settings) / LATEST
    note = _text(path)
    checkpoint = parse_checkpoint(note)
    if options.seq is None and options.since is None:
        raise BadInput("prove what? An entry by its number, or --since CHECKPOINT that the log only grew")
    with connected(_target(settings)) as connection:
        if options.since is not None:
            earlier = parse_checkpoint(_text(options.since))
            if not 0 < earlier.size <= checkpoint.size:
                raise BadInput(
                    f"{options.since} saw {earlier.size} entries, {path} {checkpoint.size}: exchange them"
                )
            leaves = proofs.leaves_of(connection, checkpoint.size)
            made = proofs.consistency_file(earlier.size, proofs.consistency(leaves, earlier.size), note)
            name = f"since-{earlier.size}.tlog-witness"
        else:
            index = options.seq - 1
            if not 0 <= index < checkpoint.size:
                raise BadInput(
                    f"entry {options.seq} is not among the {checkpoint.size} that {path} covers: is the number right,"
                    " or is the next checkpoint still to come? It follows within minutes while the signer runs"
                )
            leaves = proofs.leaves_of(connection, checkpoint.size)
            entry = proofs.entry_of(connection, options.seq)
            made = proofs.inclusion_file(entry, index, proofs.inclusion(leaves, index), note)
            name = f"entry-{options.seq}.tlog-proof"
    if proofs.root_of(leaves) != checkpoint.root:
        raise BadInput(f"the log is not the one that {path} saw: run `firstbell audit verify`")
    out = options.out or Path(name)
    out.write_text(made, "utf-8")
    print(out)
    return 0


def _verify_proof(settings: Settings, options: argparse.Namespace) -> int:
    from privacy.verify_proof import check_proof

    keys = [_key(key) for key in options.key]
    if not keys and (own := public_key(settings)):
        keys = [own]
        print(
            f"note: checked with the public key of {settings.home}; name the one that you were given with --key",
            file=sys.stderr,
        )
    since = _text(options.since) if options.since else None
    found = check_proof(_text(options.file), keys, since=since)
    print(found.says if found.ok else f"NOT PROVEN: {found.says}")
    if found.members:
        print(json.dumps(found.members, indent=1))
    return 0 if found.ok else 1


def _rotate_key(settings: Settings) -> int:
    setup_django(settings)
    from privacy.signer_keys import rotate

    new = rotate(signer_folder(settings))
    print(f"The log hands over to this key; the signer signs its next checkpoint with both:\n{new.verifier}")
    print(
        "Give the line to everyone who keeps checkpoints. They can check it themselves: both keys signed the entry."
    )
    return 0


def _target(settings: Settings) -> str:
    return str(settings.path("records.db")) if settings.database == "sqlite" else settings.database


def _expected(settings: Settings) -> dict[str, int] | None:
    setup_django(settings)
    from django.db import DatabaseError

    from review_ui.verifying import expected_rows

    try:
        return expected_rows()
    except DatabaseError:
        return None  # the verifier opens the database itself and says what is wrong with it


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{path} is no text") from None
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or type(error).__name__}") from None


def _key(text: str) -> str:
    """A public key itself, or the file that holds it."""
    return text if "+" in text and not Path(text).is_file() else _text(Path(text)).strip()


def _root(text: str) -> tuple[int, str]:
    size, colon, root = text.partition(":")
    if not colon or not size.isdecimal():
        raise BadInput(f"--root {text!r}: write SIZE:ROOT, as `firstbell audit verify` prints them")
    return int(size), root
