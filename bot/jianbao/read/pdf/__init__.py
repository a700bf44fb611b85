"""PDF: characters with positions to lines, columns and articles.

A page whose text stands in columns is read as a newspaper page, any other as a part of one document.
"""

from jianbao.read.pdf.reader import read

__all__ = ["read"]
