"""Measures speed, memory and sound, each beside a floor taken in the same run."""
