"""Posts a second of the redactor, as a ratio to plain Presidio one text at a time.

Run: python -m bench.redact [FILE]   (FILE as privacy.redact.evaluate reads it)
"""

import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

import tldextract
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import NlpEngineProvider

from privacy.redact import Redactor
from privacy.redact.evaluate import read
from privacy.redact.ner import MODEL

FILE = Path(__file__).parent.parent / "tests" / "privacy" / "redact" / "data" / "chat.jsonl"
ROUNDS = 3


def best(act: Callable[[], object]) -> float:
    """Seconds of the quickest of a few rounds: the one least disturbed by others."""
    seconds = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def plain_presidio() -> AnalyzerEngine:
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    tldextract.tldextract.TLD_EXTRACTOR = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    configuration = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": MODEL}]}
    return AnalyzerEngine(nlp_engine=NlpEngineProvider(nlp_configuration=configuration).create_engine())


def main() -> None:
    posts = read(Path(sys.argv[1]) if len(sys.argv) > 1 else FILE)
    texts, langs = [p.text for p in posts], [p.lang for p in posts]
    presidio = plain_presidio()
    presidio.analyze(texts[0], "en")
    redactor = Redactor()
    redactor.redact(texts[:2], langs[:2])
    alone = len(texts) / best(lambda: [presidio.analyze(text, "en") for text in texts])
    ours = len(texts) / best(lambda: redactor.redact(texts, langs))
    single = len(texts) / best(
        lambda: [redactor.redact([t], [lang]) for t, lang in zip(texts, langs, strict=True)]
    )
    print(f"plain Presidio, one at a time  {alone:7.0f} posts/s  1.0")
    print(f"redactor, one at a time        {single:7.0f} posts/s  {single / alone:.1f}")
    print(f"redactor, one batch            {ours:7.0f} posts/s  {ours / alone:.1f}")


if __name__ == "__main__":
    main()
