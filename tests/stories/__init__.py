"""Stories: long lives through the pages, as the people of the case live them."""
