"""Placeholder until the canonical form lands."""

import hashlib


def content_fingerprint(data: bytes) -> str:
    """The hash of the content."""
    return hashlib.sha256(data).hexdigest()
