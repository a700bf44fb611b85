"""Office files: texts, sheets, archives of them."""
