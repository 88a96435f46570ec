#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes docs/benchmarks.md and its charts from bench/results.json."""
import json
import pathlib
import sys

sys.dont_write_bytecode = True

from benching import rows, svg  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CHART_ROWS = ("page_o0", "page_set256", "page_mix", "kmalloc_256", "kmalloc_256_set256", "kmalloc_mix", "cache_192", "percpu_u64",
              "vmalloc_4k", "vmalloc_64k", "vmalloc_4m", "vmap_64k", "kmap_local_high", "switch_wake_rt", "switch_yield_fifo_rt",
              "mt_remote_free_256")


def number(value):
    if value is None:
        return "–"
    return f"{value:,.1f}" if value < 100 and round(value) != round(value, 1) else f"{value:,.0f}"


def table(heads, lines):
    """A table in Markdown, the first column to the left."""
    yield "| " + " | ".join(heads) + " |"
    yield "|---|" + "---:|" * (len(heads) - 1)
    for line in lines:
        yield "| " + " | ".join(line) + " |"
    yield ""


def comparison(arch, part, notes):
    """The rows of a width, and what is to be said about those that miss the goal."""
    columns, missed = part["linux"], []
    labels, lines = list(columns), []
    for name, cost, values, ratio, goal, met in rows.compare(part["rows"], columns):
        lines.append([f"`{name}`", number(cost), *(number(values[label]) for label in labels),
                      f"{ratio:.2f}" if ratio else "", {0.25: "1/4", 0.5: "1/2"}[goal] if met else "",
                      {"yes": "yes", "NO": "**no**", "": ""}[met]])
        if met == "NO":
            missed.append(f"- `{name}`: {notes.get(name, 'not looked into')}")
    yield f"## {arch}"
    yield ""
    yield from table(["operation", "Quarry", *(f"Linux {label}" for label in labels), "ratio", "goal", "met"], lines)
    if missed:
        yield f"Not reached on {arch}:"
        yield ""
        yield from missed
        yield ""


def boots(results):
    lines = []
    for arch, part in results["arches"].items():
        for mem, cost in part.get("boot", {}).items():
            lines.append([f"{arch} {mem}", number(cost["instructions"]), f"{cost['instructions'] / 1e6:.1f}", number(cost["resident_kib"]),
                          number(cost["struct_pages_kib"]), number(cost["slab_kib"])])
    if not lines:
        return
    yield "## Boot"
    yield ""
    yield "From the kernel's entry to its prompt. An instruction a nanosecond gives the milliseconds."
    yield ""
    yield from table(["machine", "instructions", "ms", "kernel, KiB", "struct pages, KiB", "slab, KiB"], lines)
    for arch, part in results["arches"].items():
        yield f"The image for {arch}, without symbols: {part['image_bytes']:,} bytes."
    yield ""


def scaling(results):
    yield "## As memory and CPUs grow"
    yield ""
    yield "Sets of 256 cost more on small machines: the CPU's lists are shorter there than the set, so pages go to the buddy system and back."
    yield ""
    yield "![instructions for an operation, by memory](bench-memory.svg)"
    yield ""
    yield "![instructions for an operation, by CPUs](bench-cpus.svg)"
    yield ""
    for key, what in (("by_memory", "memory"), ("by_cpus", "CPUs that do the same at once")):
        for arch, part in results["arches"].items():
            if key in part:
                points = list(next(iter(part[key].values())))
                yield from table([f"{arch}: {what}", *points],
                                 [[f"`{name}`", *(number(values.get(p)) for p in points)] for name, values in part[key].items()])


def page(results, notes):
    about = results["about"]
    yield (ROOT / "bench" / "about.md").read_text(encoding="utf-8").rstrip()
    yield ""
    yield "## Which run"
    yield ""
    yield f"`{about['command']}` at commit {about['commit']}{' and changes since' if about['changed'] else ''}; {about['compiler']};"
    yield f"QEMU {about['qemu']}. Linux: {results['linux_source']}."
    yield ""
    yield "![Quarry's cost as a part of Linux's](bench-ratio.svg)"
    yield ""
    for arch, part in results["arches"].items():
        yield from comparison(arch, part, notes)
    yield from boots(results)
    yield from scaling(results)


def charts(results):
    """(name, content) of each chart."""
    ratios = {}
    for arch, part in results["arches"].items():
        ratios[arch] = {name: ratio for name, _, _, ratio, _, _ in rows.compare(part["rows"], part["linux"])
                        if name in CHART_ROWS and ratio}
    names = [name for name in CHART_ROWS if any(name in found for found in ratios.values())]
    yield "bench-ratio.svg", svg.bars("Quarry's instructions, Linux 6.1's lowest figure = 1", names, ratios, marks=(0.25, 0.5))
    for key, file, what in (("by_memory", "bench-memory.svg", "memory"), ("by_cpus", "bench-cpus.svg", "CPUs")):
        series = {f"{name} {arch}": values for arch, part in results["arches"].items() if arch == "x86_64"
                  for name, values in part.get(key, {}).items()}
        if series:
            yield file, svg.lines(f"x86_64: instructions for an operation, by {what}", series)


def main():
    results = json.loads((ROOT / "bench" / "results.json").read_text(encoding="utf-8"))
    notes = json.loads((ROOT / "bench" / "notes.json").read_text(encoding="utf-8"))
    (DOCS / "benchmarks.md").write_text("\n".join(page(results, notes)).rstrip() + "\n", encoding="utf-8")
    for name, content in charts(results):
        (DOCS / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
