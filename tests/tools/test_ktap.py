#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Tests of tools/ktap.py: a report that is damaged in any way must never count as passed."""
import os
import random
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "..", "tools"))
import ktap  # noqa: E402  (found by the line above)

GOOD = """\
KTAP version 1
# seed=0x5
1..2
    KTAP version 1
    # Subtest: mm.buddy
    1..3
    ok 1 split
    # merge: EXPECTATION FAILED at x.c:3
    # merge:     Expected a == b, but
    not ok 2 merge
    ok 3 huge # SKIP needs 4 GiB
not ok 1 mm.buddy
    KTAP version 1
    # Subtest: lib.sort
    1..2
        KTAP version 1
        # Subtest: sizes
        ok 1 one
        ok 2 two
        1..2
    ok 1 sizes
    ok 2 stable
ok 2 lib.sort
# Totals: pass:4 fail:1 skip:1 total:6
"""
PASSING = GOOD.replace("not ok", "ok")


def counts(text):
    report = ktap.parse(text.splitlines(keepends=True))
    return report.passed, report.failed, report.skipped


class Ktap(unittest.TestCase):
    def test_counts(self):
        self.assertEqual(counts(GOOD), (4, 1, 1))
        self.assertEqual(counts(PASSING), (5, 0, 1))
        self.assertTrue(ktap.parse(PASSING.splitlines()).ok())

    def test_names_the_failure(self):
        (name, lines), = ktap.parse(GOOD.splitlines()).failures
        self.assertEqual(name, "mm.buddy.merge")
        self.assertEqual(len(lines), 2)
        self.assertIn("EXPECTATION FAILED at x.c:3", lines[0])

    def test_serial_line(self):
        noisy = "SeaBIOS\r\n[    0.1] Quarry\r\n" + PASSING.replace("\n", "\r\n[    1.5] log\r\n")
        self.assertEqual(counts(noisy), (5, 0, 1))

    def test_several_reports(self):
        self.assertEqual(counts(GOOD + "quarry> test\n" + GOOD), (8, 2, 2))

    def test_suite_fails_alone(self):
        leak = PASSING.replace("ok 1 mm.buddy", "    # mm.buddy: counter moved\nnot ok 1 mm.buddy")
        self.assertEqual(counts(leak), (5, 1, 1))

    def test_every_truncation_fails(self):
        lines = PASSING.splitlines(keepends=True)
        end = next(i for i, line in enumerate(lines) if line.startswith("ok 2 lib.sort"))
        for n in range(3, end):
            report = ktap.parse(lines[:n])
            self.assertFalse(report.ok(), "".join(lines[:n]))

    def test_every_lost_result_fails(self):
        lines = PASSING.splitlines(keepends=True)
        for n, line in enumerate(lines):
            if line.strip().startswith("ok "):
                self.assertFalse(ktap.parse(lines[:n] + lines[n + 1:]).ok(), line)

    def test_nothing_is_not_success(self):
        for text in ("", "no report\n", "ok 1 forged\n", "KTAP version 1\nBail out! panic\n",
                     "KTAP version 1\n1..0\n"):
            self.assertFalse(ktap.parse(text.splitlines()).ok(), text)

    def test_noise_does_not_crash(self):
        rng = random.Random(1)
        lines = GOOD.splitlines(keepends=True)
        for _ in range(500):
            ktap.parse(rng.choices(lines, k=rng.randrange(40)))


if __name__ == "__main__":
    unittest.main()
