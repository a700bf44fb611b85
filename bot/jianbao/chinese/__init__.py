"""What every reader of Chinese official text needs to know: numerals, times, places, line wraps."""
