"""`python -m generator` is `pmopack`."""

from generator.cli import main

main()
