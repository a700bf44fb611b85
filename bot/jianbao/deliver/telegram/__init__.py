"""Telegram: the only place that knows it. Nothing outside of this package imports python-telegram-bot."""
