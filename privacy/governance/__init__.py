"""Whether live monitoring may run: the record of its adoption, its end, and the switch that stops it."""
