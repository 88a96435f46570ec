# SPDX-License-Identifier: MIT
"""The parts of tools/bench.py: what a row means, Quarry's and Linux's runs, reports."""
