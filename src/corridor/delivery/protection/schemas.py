"""Shapes of the protection API."""

import datetime

from ninja import Schema


class GrievanceIn(Schema):
    """A complaint without a name; only subject, text and country are needed."""

    category: str
    text: str
    iso3: str = ""
    language: str = ""
    safe_contact: str = ""


class ReceiptOut(Schema):
    """What the person gets at once."""

    tracking_number: str
    message: str


class MessageOut(Schema):
    """One message to the person."""

    at: datetime.datetime
    text: str


class TrackedOut(Schema):
    """What the number opens."""

    tracking_number: str
    status: str
    status_label: str
    received_at: datetime.datetime
    due_date: datetime.date
    messages: list[MessageOut]
