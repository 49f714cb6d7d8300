"""pmopack: a key task and a project config become the document pack of a program office.

errors      what can be wrong, and how it is told
model       nouns: frozen values, no input or output, no clock
merge       three ways: base, theirs and ours; knows nothing of Word or Excel
schedule    engine: plan, links, calendar, network and critical path, as pure functions
checks      rules: a schedule in, findings out
sources     text in: YAML and Markdown become the model
content     words: Jinja and Markdown become typed blocks
formats     files: one room for each format
commands    one file for each thing a person does; all file access is here
cli         arguments in, sentences and exit status out

Imports point up this list only; `make lint` keeps it so.
"""

__version__ = "0.1.0"
