"""Rules: a schedule in, findings out. One rule is one small function; its words are YAML."""
