"""What ``jianbao extract`` prints: the record of a document, as text, JSON, JSON lines or CSV."""

from jianbao.record.fields import document_record
from jianbao.record.printers import Format, printer

__all__ = ["Format", "document_record", "printer"]
