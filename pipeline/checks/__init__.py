"""The checks across rows and tables; :mod:`pipeline.flow` and :mod:`pipeline.span_flow` say when each is asked.

A check returns findings and changes nothing; its parameter names are the names of what it reads.
"""
