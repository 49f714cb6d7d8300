"""Rules over the pack; one rule is one small function."""
