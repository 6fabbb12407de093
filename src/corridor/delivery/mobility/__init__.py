"""Cases, documents, contracts, arrivals, check-ins."""
