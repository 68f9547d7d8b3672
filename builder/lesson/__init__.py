"""YAML → Course: positions, models, the Activity base class. Pure: no audio, no HTML."""
