"""File in, file out, no database: the engines for analysts and for very large runs."""
