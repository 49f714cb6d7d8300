"""The hands that change a person's .docx; what is to be done is decided elsewhere.

transplant   elements of a new document, fit for the person's: styles, lists, links, pictures, ids
pieces       a paragraph as the words, fields and controls two versions are held against each other
pens         what may be changed, and the pen that just writes it
redline      the pen that writes tracked insertions and deletions
comments     comments by us, and whether somebody else's is open
"""
