"""The appraisal of a quarter or a year: targets and progress, items of the appraisals, standards met or missed."""
