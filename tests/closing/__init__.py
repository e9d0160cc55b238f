"""Tests of signing, closing and proving."""
