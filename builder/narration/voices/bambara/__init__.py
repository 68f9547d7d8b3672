"""The embedded Bambara voice: reading, tone, melody and sound."""

from builder.narration.voices.bambara.checks import check_text, unknown_words
from builder.narration.voices.bambara.reading import pronounce, pronounce_lines
from builder.narration.voices.bambara.table import PronunciationTable, load_table
from builder.narration.voices.bambara.voice import BAMBARA, BambaraVoice

__all__ = [
    "BAMBARA",
    "BambaraVoice",
    "PronunciationTable",
    "check_text",
    "load_table",
    "pronounce",
    "pronounce_lines",
    "unknown_words",
]
