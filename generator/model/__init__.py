"""Nouns: frozen values with no input or output and no clock."""
