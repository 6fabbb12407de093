"""Instruments that pay for a scheme, as dated flows of money. Method pages: docs/methods/instruments.md, welfare-fund.md."""

__all__: list[str] = []
