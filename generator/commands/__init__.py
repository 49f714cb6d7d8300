"""Use cases: one file for each thing a person does; all file access is here."""

import atexit
import gc
import os

# Most objects live as long as the run; to look for cycles among them takes a tenth of it. A pack
# of ten documents stays below this many.
gc.set_threshold(300_000)
# Nor is there anything to find at the end; to look costs another tenth.
atexit.register(gc.freeze)
# Whatever plugins of pydantic are installed here have no say in how project.yml is read.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
