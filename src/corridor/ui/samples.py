"""Stub."""


def desk():
    return {}


def portal():
    return {}
