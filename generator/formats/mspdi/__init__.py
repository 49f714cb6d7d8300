"""MSPDI, the XML format of Microsoft Project.

read_mspdi   a file of Project as a plan in whole working days, with what did not fit
write_mspdi  a computed schedule as a file that Project opens

Source: Microsoft's schema mspdi_pj12.xsd and its description of the elements.
"""

from generator.formats.mspdi.reader import read_mspdi
from generator.formats.mspdi.writer import write_mspdi

__all__ = ["read_mspdi", "write_mspdi"]
