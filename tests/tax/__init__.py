"""The statute of ``config.yaml`` through the real engine, month after month."""
