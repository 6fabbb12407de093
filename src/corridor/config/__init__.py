"""Settings, URLs, subscriptions: where the house is put together."""
