"""HTTP and drop folders: what a source has to offer, asked for politely and safely. Nothing is marked as seen here."""
