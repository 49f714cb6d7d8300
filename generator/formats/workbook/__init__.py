"""Excel workbooks: the master schedule is written, a person's edits are noticed, rows are read.

write_schedule       the pack's schedule into the template workbook
content_fingerprint  a hash of what a person can see and change
read_rows            the rows of a list that a person keeps in Excel
"""

from generator.formats.workbook.fingerprint import content_fingerprint
from generator.formats.workbook.master import write_schedule
from generator.formats.workbook.rowfile import read_rows

__all__ = ["content_fingerprint", "read_rows", "write_schedule"]
