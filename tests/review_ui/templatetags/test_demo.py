"""No page of its own frame goes without the banner of demo mode."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.template.loader import render_to_string

FOLDER = Path(__file__).parents[3] / "review_ui/templates"
FRAMES = [
    str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html") if "<html" in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", FRAMES)
def test_every_frame_says_demo_in_demo_mode_only(name: str, settings: Any) -> None:
    real = settings.FIRSTBELL
    context = {"demo": False, "calls": [], "user": None}
    assert "Demo: invented posts" not in render_to_string(name, context)
    settings.FIRSTBELL = msgspec.structs.replace(real, demo=True)
    assert "Demo: invented posts" in render_to_string(name, {**context, "demo": True})
