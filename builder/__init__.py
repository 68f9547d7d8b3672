"""Kalankan: YAML lessons become an offline site that speaks Bambara."""

__version__ = "0.1.0"
