"""When offices are open and when a chat wants to be written to. Pure."""
