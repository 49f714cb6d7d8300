"""Word: typed blocks in, a document out; a document in, its fingerprint out.

document     write_document: the package and its properties
pages        sections upright and turned, with headers and footers that fit
body         blocks -> the body's XML, as one text
inlines      runs, links, facts and cross-references
tables       captions, tables and their notes
footnotes    marks in the text, notes in a part of their own
pictures     figures, in line with the text
contents     the contents and the list of tables, as fields with their results
outline      the numbers and bookmarks of headings and tables
flow         which blocks start a page, which stand on pages turned sideways
reference    what a reference document offers: styles, numbering, page
markup       the XML pieces all of them are made of
pagination   the page numbers of the contents
template     as_template: a document as .dotx

brand        adopt_reference, dress_reference: an organisation's look, made ready to write into
cover        what is kept of its body: the cover and the page
lending      styles it lacks, in its colours
house_table  its own table style, for the tables of the documents
lent_lists   lists it lacks, so that headings and lists count
lent_headers the header and footer it lacks
settings     its settings, language and properties, fit for new documents
readable     what readers may find hard in it
theme        colours, typeface and contrast
logo         a picture at the top of the title block

fingerprint  content_fingerprint: has a person edited this file?
story        a text in canonical form, paragraph by paragraph
looks        paragraphs, runs and tables as they look
effective    styles resolved
lists        the number an item shows
parts        what a package's relationships lead to
"""

from generator.formats.word.document import write_document
from generator.formats.word.fingerprint import content_fingerprint
from generator.formats.word.pagination import page_numbers, with_page_numbers
from generator.formats.word.template import as_template

__all__ = [
    "as_template",
    "content_fingerprint",
    "page_numbers",
    "with_page_numbers",
    "write_document",
]
