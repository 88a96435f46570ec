# SPDX-License-Identifier: MIT
"""Rows of measurements: read from a kernel's output, and held against the goal."""
import re

LINE = re.compile(r"\bbench (\S+) (\d+(?:\.\d+)?) (\d+(?:\.\d+)?) (\S+)\s*$", re.MULTILINE)
NOPS, NOPS_COST = "cal_nop1000", 1003      # 1000 one-byte instructions and a loop of three
CHEAP = 30                                  # rows that cost Linux no more have no goal
FAST_PATHS = re.compile(r"(page_o0|page_set256|page_bulk256|kmalloc_|cache_192|percpu_u64|mt_(page|kmalloc|cache))")
ZEROED = re.compile(r"zeroed")              # filling memory is no fast path: the stores alone are most of it
CALIBRATION = re.compile(r"cal_|mt_nop")


class Unusable(Exception):
    """The figures mean nothing; the text says why."""


def parse(text):
    """{name: cost of an operation} of a kernel's output; medians, and not the rates."""
    return {name: float(median) for name, median, _, unit in LINE.findall(text.replace("\r", "")) if unit == "ticks/op"}


def check_calibration(rows, whose):
    """One tick has to be one instruction."""
    cost = rows.get(NOPS)
    if cost is None or round(cost) != NOPS_COST:
        raise Unusable(f"{whose}: {NOPS} is {cost}, not {NOPS_COST}: ticks are not instructions on this machine")


def share(name):
    """The part of Linux's cost that the row may have: 1/4, 1/2, or None for rows without a goal."""
    if CALIBRATION.match(name):
        return None
    return 0.25 if FAST_PATHS.match(name) and not ZEROED.search(name) else 0.5


def verdict(name, ours, linux):
    """'yes', 'NO', or '' where there is no goal; linux: its lowest figure, or None."""
    part = share(name)
    if part is None or ours is None or linux is None or linux <= CHEAP:
        return ""
    return "yes" if ours <= linux * part else "NO"


def lowest(columns, name):
    """Linux's lowest figure of the columns that count (not the default, which zeroes and accounts)."""
    found = [rows[name] for label, rows in columns.items() if label != "default" and rows.get(name) is not None]
    return min(found, default=None)


def compare(ours, columns):
    """[(name, ours, {label: cost}, ratio, share, verdict)] in the order of measurement."""
    result = []
    for name, cost in ours.items():
        best = lowest(columns, name)
        result.append((name, cost, {label: rows.get(name) for label, rows in columns.items()},
                       cost / best if best else None, share(name), verdict(name, cost, best)))
    return result
