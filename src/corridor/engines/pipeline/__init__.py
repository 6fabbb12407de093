"""A whole scheme played through many times: people, months and money, with shocks."""
