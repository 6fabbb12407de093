"""Changes to risks, change requests and pipelines."""

from corridor.design.flexibility.services.changes import carry_out, decide, open_request, save_request, submit
from corridor.design.flexibility.services.risks import close_risk, record_reading, save_risk
from corridor.design.flexibility.services.whatif import (
    begin_pipeline,
    play,
    remove_scenario,
    save_pipeline,
    save_scenario,
)

__all__ = [
    "begin_pipeline",
    "carry_out",
    "close_risk",
    "decide",
    "open_request",
    "play",
    "record_reading",
    "remove_scenario",
    "save_pipeline",
    "save_request",
    "save_risk",
    "save_scenario",
    "submit",
]
