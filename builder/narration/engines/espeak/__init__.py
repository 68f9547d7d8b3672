"""espeak-ng as a library: one engine a process, given phonemes or French text, gives samples.

Not a voice itself: `bambara` and `french` speak through it.
"""

from builder.narration.engines.espeak.engine import Engine, Mark, Spoken
from builder.narration.engines.espeak.speakers import Speaker, data_digest, voice_engine, voice_name

__all__ = ["Engine", "Mark", "Speaker", "Spoken", "data_digest", "voice_engine", "voice_name"]
