"""A person's .docx brought up to date: base, theirs and ours become the file they go on with.

document     merge_documents: all of it, in order
reading      a document as sections, paragraphs, tables and facts in canonical form
sections     sections and what stands in them, three ways
tables       rows and cells, three ways
facts        the values in content controls, brought up to date or read back
frame        headers, footers and the properties of the file
turning      pages turned sideways for what was put in
hand         what is done at one place, and what is told of it
transplant   elements of a new document, fit for the person's: styles, lists, links, pictures, ids
pieces       a paragraph as the words, fields and controls two versions are held against each other
pens         how a change is written: plainly, or as tracked insertions and deletions
comments     comments by us, and whether somebody else's is open
numbers      captions, references and contents after a merge
"""

from generator.formats.word.merging.document import Merged, merge_documents
from generator.formats.word.merging.hand import Item

__all__ = ["Item", "Merged", "merge_documents"]
