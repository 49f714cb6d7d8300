"""Use cases: one file for each thing a person does; all file access is here."""
