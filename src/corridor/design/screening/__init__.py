"""Choice of sector and country by weighted criteria."""
