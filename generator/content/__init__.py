"""Words: Jinja and Markdown become typed blocks; table rows come from the model."""
