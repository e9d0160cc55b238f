"""The files of the next desk."""
