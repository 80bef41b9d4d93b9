"""Django's settings for the type checker: those of a throw-away home folder."""

import os
import tempfile
from pathlib import Path

from firstbell.initialise import initialise

if "FIRSTBELL_HOME" not in os.environ:
    with tempfile.TemporaryDirectory(prefix="firstbell-typing-") as _folder:
        os.environ["FIRSTBELL_HOME"] = _folder
        initialise(Path(_folder), sample=True)
        from firstbell.django_settings import *  # noqa: F403 - this module stands for that one
        from firstbell.public_settings import (  # noqa: F401 - the public process has these besides
            TIPS_ADDRESS,
            TIPS_DEMO,
            TIPS_DISTRICT,
            TIPS_GATE,
            TIPS_SMS_SECRET,
        )
