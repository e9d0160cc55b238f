"""The scheme language: what a pay standard or a statute says, parsed, ordered, evaluated and explained."""
