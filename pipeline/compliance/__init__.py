"""Compliance lint of a pay standard: what in it a person should look at again, each with the document it rests on."""
