"""The page of a case, made of panels."""
