"""Charts and maps as SVG, made on the server: no script, the same picture on the page, on paper and in e-mail."""

from corridor.ui.viz.bars import Bar, bar, bar_chart, stacked
from corridor.ui.viz.corridor_map import Flow, corridor_map
from corridor.ui.viz.funnel import FunnelRow, funnel_rows
from corridor.ui.viz.gantt import Task, gantt
from corridor.ui.viz.sankey import Link, Node, sankey
from corridor.ui.viz.spark import Series, line_chart, spark

__all__ = [
    "Bar", "Flow", "FunnelRow", "Link", "Node", "Series", "Task", "bar", "bar_chart", "corridor_map", "funnel_rows",
    "gantt", "line_chart", "sankey", "spark", "stacked",
]  # fmt: skip
