"""Files of classifications in, plain records out: ESCO, Tabiya, crosswalks and national lists. No database here."""
