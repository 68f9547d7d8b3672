"""A voice made of a narrator's own recordings: what the chain and its commands need of it."""

from builder.narration.voices.takes.voice import TakesVoice

__all__ = ["TakesVoice"]
