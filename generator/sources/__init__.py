"""Text in: YAML and Markdown become the model and its problems; nothing here prints."""
