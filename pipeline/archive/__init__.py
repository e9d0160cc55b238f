"""How a result comes to lie in ``outputs/<period>/``: lock, atomic appearance, kept versions, ``run.json``."""
