# SPDX-License-Identifier: MIT
"""Pairwise test selection: few combinations in which every possible pair of values occurs.

Most faults that depend on the configuration depend on one or two factors, and the number of cases
grows with the product of the two largest factors instead of with that of all. The choice is
greedy: each new case begins with a pair that is still missing and takes, factor by factor, the
value that completes most other missing pairs. Same input, same cases.
"""
import itertools
import random


class Selection:
    """Cases over factors, a dict of name -> values, as far as allowed(case) lets them be.

    allowed() gets partial cases, too: a dict with only some of the factors. It must not refuse
    one that a full case could still make right.
    """

    def __init__(self, factors, allowed, seed=1):
        self.factors = factors
        self.allowed = allowed
        self.random = random.Random(seed)

    def complete(self, case):
        """The case with its missing factors filled in somehow, or None if none fits."""
        if not self.allowed(case):
            return None
        missing = [name for name in self.factors if name not in case]
        if not missing:
            return case
        name = min(missing, key=lambda n: len(self.factors[n]))
        for value in self.factors[name]:
            full = self.complete({**case, name: value})
            if full:
                return full
        return None

    def possible_pairs(self):
        pairs = set()
        for (a, a_values), (b, b_values) in itertools.combinations(self.factors.items(), 2):
            for x, y in itertools.product(a_values, b_values):
                if self.complete({a: x, b: y}):
                    pairs.add(((a, x), (b, y)))
        return pairs

    @staticmethod
    def pairs_of(case, order):
        items = [(name, case[name]) for name in order if name in case]
        return set(itertools.combinations(items, 2))

    def extend(self, case, missing):
        """Fills the case up, each time with the value that brings the most missing pairs."""
        names = [name for name in self.factors if name not in case]
        self.random.shuffle(names)
        for name in names:
            best, best_gain = None, -1
            for value in self.factors[name]:
                tried = {**case, name: value}
                gain = len(self.pairs_of(tried, self.factors) & missing)
                if gain > best_gain and self.complete(tried):
                    best, best_gain = value, gain
            case = {**case, name: best}
        return case

    def cases(self, given=()):
        """The cases, in a fixed order; pairs in the given ones count as done."""
        missing = self.possible_pairs()
        for case in given:
            missing -= self.pairs_of(case, self.factors)
        while missing:
            case = self.extend(dict(min(missing, key=repr)), missing)
            missing -= self.pairs_of(case, self.factors)
            yield {name: case[name] for name in self.factors}
