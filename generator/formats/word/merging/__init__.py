"""A person's .docx brought up to date: base, theirs and ours become the file they go on with.

document     merge_documents: all of it, in order
reading      a document as sections, paragraphs, tables and facts in canonical form
sections     sections and what stands in them, three ways
tables       rows and cells, three ways
facts        the values in content controls, brought up to date or read back
frame        headers, footers and the properties of the file
turning      pages turned sideways for what was put in
hand         what is done at one place, and what is told of it
transplant   elements of a new document, fit for the person's: links, pictures, notes, ids
lending      its styles and lists, as the person's document has them
pens         how a change is written: `plain`, or as tracked changes by `redline`
rewriting    one paragraph's content brought to another's, what they share left as it stands
pieces       a paragraph as the words, fields and controls two versions are held against each other
marks        the halves of bookmarks and comments stay in pairs
controls     whether a control is open, and what stands in it
fitting      new tables and rows, fit to the page and to the table's columns
comments     comments by us, and whether somebody else's is open
numbers      captions, references and contents after a merge
"""

from generator.formats.word.merging.document import Merged, merge_documents
from generator.formats.word.merging.hand import Item

__all__ = ["Item", "Merged", "merge_documents"]
