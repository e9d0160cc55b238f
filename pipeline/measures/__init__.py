"""What a rule may ask about a person: one row per person, one column per measure."""
