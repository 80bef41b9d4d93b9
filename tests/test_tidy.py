"""Style that matters is a test: the layers, the mirrors, and the documents that must keep up."""

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import msgspec
import pytest

from firstbell.settings import Settings
from stream.contracts import Reason

ROOT = Path(__file__).parents[1]
PACKAGES = ("firstbell", "review_ui", "ingest", "geofence", "classify", "privacy", "models", "stream")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
TOO_LONG = 300
"""Lines. Good projects keep 91 to 97% of their files below it."""


def _sources() -> list[Path]:
    return [
        path
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def _documents() -> list[Path]:
    return [
        ROOT / "README.md",
        ROOT / "ARCHITECTURE.md",
        ROOT / "CHANGELOG.md",
        *sorted((ROOT / "docs").rglob("*.md")),
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_is_loaded_from_this_repository(package: str) -> None:
    assert Path(str(import_module(package).__file__)).is_relative_to(ROOT)


def test_every_top_level_package_stands_in_the_layers_contract() -> None:
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}
    contract = next(each for each in PROJECT["tool"]["importlinter"]["contracts"] if each["type"] == "layers")
    assert (
        found == {name.strip() for layer in contract["layers"] for name in layer.split("|")} == set(PACKAGES)
    )


def test_the_wheel_takes_all_our_packages_and_no_test() -> None:
    listed = set(PROJECT["tool"]["setuptools"]["packages"])
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for package in PACKAGES
        for path in (ROOT / package).rglob("__init__.py")
    }
    assert listed == found


@pytest.mark.parametrize("stage", ["locate", "ingest"])
def test_a_stage_loads_neither_django_nor_a_model_runtime(stage: str) -> None:
    program = f"""
import sys
import firstbell.worker
{"from firstbell.pipeline import locate; import geofence.stage, geofence.fences" if stage == "locate" else "import ingest.bluesky, ingest.jetstream"}
print([name for name in ("django", "openvino", "torch", "spacy", "transformers", "presidio_analyzer") if name in sys.modules])
"""
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("document", _documents(), ids=lambda path: path.name)
def test_links_between_documents_resolve(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
    broken = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert not broken


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    undocumented = [
        field.name
        for field in msgspec.structs.fields(Settings)
        if field.name != "home" and f"| `{field.name}`" not in text
    ]
    assert not undocumented


def test_every_reason_is_documented() -> None:
    text = (ROOT / "docs/filters.md").read_text("utf-8")
    assert [reason for reason in Reason if f"| `{reason}` |" not in text] == []


def test_tests_mirror_packages() -> None:
    strays = [
        str(test.relative_to(ROOT))
        for package in PACKAGES
        for test in (ROOT / "tests" / package).rglob("test_*.py")
        if not _mirrored(package, test)
    ]
    assert not strays, "tests/<package>/test_<module>.py tests <package>/<module>.py"


def _mirrored(package: str, test: Path) -> bool:
    inner = test.parent.relative_to(ROOT / "tests" / package)
    name = test.stem.removeprefix("test_")
    folder = ROOT / package / inner
    return any((folder / part).exists() for part in (f"{name}.py", name)) or any(folder.rglob(f"{name}.py"))


def test_few_files_are_long() -> None:
    long = [path for path in _sources() if len(path.read_text("utf-8").splitlines()) > TOO_LONG]
    assert len(long) <= 0.09 * len(_sources()), [str(path.relative_to(ROOT)) for path in long]


def test_ignored_rules_have_a_reason_beside_them() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [
            *_sources(),
            *sorted((ROOT / "tests").rglob("*.py")),
            *sorted((ROOT / "bench").rglob("*.py")),
        ]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if re.search(r"#\s*(noqa|type: ignore)[^#\-]*$", line) and path != Path(__file__)
    ]
    assert not bare


def test_the_workflow_of_ci_is_the_one_of_the_readme() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert "make check\n" in script
    assert "make check-long SECONDS=60" in script


def test_floats_are_drawn_without_subnormals() -> None:
    """The model runtime makes the processor flush them to zero, at which hypothesis stops."""
    drawn = [
        str(path)
        for path in (ROOT / "tests").rglob("test_*.py")
        if re.search(r"st\.floats\((?![^()]*allow_subnormal)", path.read_text("utf-8"))
    ]
    assert [path for path in drawn if path != __file__] == []
