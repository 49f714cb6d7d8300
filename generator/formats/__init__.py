"""Files: one room for each format; each reads and writes its own."""
