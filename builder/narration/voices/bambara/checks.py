"""What an author should mend before a text is spoken, and words of unknown tone."""

from __future__ import annotations

from builder.narration.voices.bambara.normal_form import normalize
from builder.narration.voices.bambara.spelling import has_marks
from builder.narration.voices.bambara.table import PronunciationTable, built_in

Finding = tuple[int, str, str, str]
"""Offset in the text, slug, French message, hint."""


def unknown_words(text: str, table: PronunciationTable | None = None) -> list[str]:
    """Words whose tone is only guessed, each once, in order."""
    table = table or built_in()
    tokens = normalize(text, knows=table.lists).tokens
    forms = dict.fromkeys(token.form for token in tokens if not token.is_french)
    return [form for form in forms if not has_marks(form) and not table.knows(form)]


def check_text(text: str) -> list[Finding]:
    """Everything that would be misread, in the order of the text."""
    if not text.strip():
        return [(0, "text-empty", "Ce texte est vide.", "Écrivez la phrase à dire.")]
    return []
