"""What a quarter or a year decides about grades, and what people are told of persons."""
