#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes docs/benchmarks.md and its charts from bench/results.json, and puts its figures into the other documents.

There a figure stands between <!--i386 NAME--> and <!--/-->: of the monitor's `bench`, or, if that has no such case, of
the module; with "linux" before the name, Linux's lowest.
"""
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True

from benching import rows, svg  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CHART_ROWS = ("page_o0", "page_set256", "page_mix", "kmalloc_256", "kmalloc_256_set256", "kmalloc_mix", "cache_192", "percpu_u64",
              "vmalloc_4k", "vmalloc_64k", "vmalloc_4m", "vmap_64k", "kmap_local_high", "switch_wake_rt", "switch_yield_fifo_rt",
              "mt_remote_free_256")

SCALING = (("memory", "by_memory", "bench-memory.svg", "memory"),
           ("pages that come from holes", "by_holes", "bench-holes.svg", "fragmentation"),
           ("CPUs that do the same at once", "by_cpus", "bench-cpus.svg", "CPUs"))
README_ROWS = ("page_o0", "page_set256", "page_mix", "kmalloc_256", "kmalloc_256_set256", "kmalloc_mix", "percpu_u64", "vmalloc_64k",
               "switch_wake_rt")
FIGURE = re.compile(r"(<!--(i386|x86_64) (linux )?(\w+)-->)[^<]*(<!--/-->)")
README_BEGIN, README_END = "<!-- from bench/results.json by tools/bench_chart.py -->", "<!-- end -->"


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


def boot_line(name, cost):
    if not cost:
        return [name, "does not boot", "", "", "", ""]
    return [name, number(cost.get("instructions")), f"{cost['since_reset'] / 1e6:,.1f}" if "since_reset" in cost else "–",
            number(cost["resident_kib"]), number(cost.get("struct_pages_kib")), number(cost.get("slab_kib"))]


def boots(results):
    """What a boot costs and leaves, of each kernel."""
    lines = []
    for arch, part in results["arches"].items():
        for mem, cost in part.get("boot", {}).items():
            lines.append(boot_line(f"Quarry {arch} {mem}", cost))
            lines += [boot_line(f"Linux {label}, {arch} {mem}", found[mem])
                      for label, found in part.get("linux_boot", {}).items() if mem in found]
    if not lines:
        return
    yield "## Boot"
    yield ""
    yield "Instructions from the kernel's entry to its prompt, and milliseconds from the machine's reset to the prompt, or, with"
    yield "Linux, to the first instruction of its init (firmware included; an instruction a nanosecond, and the time that is waited)."
    yield "What stays: code and data of the kernel, struct pages, and what the slab allocator holds."
    yield ""
    yield from table(["machine", "instructions", "ms since reset", "kernel, KiB", "struct pages, KiB", "slab, KiB"], lines)
    for arch, part in results["arches"].items():
        yield f"The image for {arch}, without symbols: {part['image_bytes']:,} bytes."
        yield from (f"Linux {label}: {size:,} bytes, compressed." for label, size in part.get("linux_image_bytes", {}).items())
    yield ""


def waits(part, key, points):
    """How often a CPU had to wait for a spin lock (/proc/spinlocks)."""
    if key != "by_cpus" or "lock_waits" not in part:
        return []
    return [["waits for a spin lock, all rows", *(number(part["lock_waits"].get(p)) for p in points)]]


def scaling(results):
    yield "## As memory, fragmentation and CPUs grow"
    yield ""
    for _, key, file, what in SCALING:
        yield f"![instructions for an operation, by {what}]({file})"
        yield ""
    yield "`page_set1000`: sets larger than a CPU's list, so that most pages come from the buddy system and go back; that many of them from"
    yield "holes, free pages whose neighbours are in use. What the others are cut out of is merged again, which is what costs."
    yield ""
    for heading, key, _, _ in SCALING:
        for arch, part in results["arches"].items():
            if key in part:
                points = list(next(iter(part[key].values())))
                yield from table([f"{arch}: {heading}", *map(str, points)],
                                 [[f"`{name}`", *(number(values.get(p)) for p in points)] for name, values in part[key].items()]
                                 + waits(part, key, points))


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


def readme(results):
    """The README's part: the chart and some rows."""
    about = results["about"]
    yield README_BEGIN
    yield "![Quarry's cost as a part of Linux's](docs/bench-ratio.svg)"
    yield ""
    lines = {name: [f"`{name}`"] for name in README_ROWS}
    for part in results["arches"].values():
        for name, cost, _, ratio, _, _ in rows.compare(part["rows"], part["linux"]):
            if name in lines:
                lines[name] += [number(cost), number(rows.lowest(part["linux"], name)), f"{ratio:.2f}" if ratio else ""]
    heads = [head for arch in results["arches"] for head in (f"Quarry {arch}", "Linux 6.1", "ratio")]
    yield from table(["instructions for an operation", *heads], list(lines.values()))
    met = [met for part in results["arches"].values() for *_, met in rows.compare(part["rows"], part["linux"]) if met]
    yield f"The goal (allocator fast paths a quarter, the rest half of Linux's lowest figure) is met by {met.count('yes')} of {len(met)} rows."
    yield f"`{about['command'].strip()}` at commit {about['commit'][:12]}; all rows, and the rules: [docs/benchmarks.md](docs/benchmarks.md)."
    yield README_END


def put_into_readme(results):
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(README_BEGIN)
    path.write_text(before + "\n".join(readme(results)) + rest.partition(README_END)[2], encoding="utf-8")


def figure(results, match):
    """What stands for a figure's comments and what is between them."""
    opening, arch, of_linux, name, closing = match.groups()
    part = results["arches"].get(arch, {})
    if of_linux:
        cost = rows.lowest(part["linux"], name)
    else:
        cost = part.get("monitor", {}).get(name, part.get("rows", {}).get(name))
    if cost is None:
        sys.exit(f"tools/bench_chart.py: results.json has no {name} of {arch}")
    return f"{opening}{cost:,.0f}{closing}"


def put_figures_into_documents(results):
    for path in DOCS.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        filled = FIGURE.sub(lambda match: figure(results, match), text)
        if filled != text:
            path.write_text(filled, encoding="utf-8")


def charts(results):
    """(name, content) of each chart."""
    ratios = {}
    for arch, part in results["arches"].items():
        ratios[arch] = {name: ratio for name, _, _, ratio, _, _ in rows.compare(part["rows"], part["linux"])
                        if name in CHART_ROWS and ratio}
    names = [name for name in CHART_ROWS if any(name in found for found in ratios.values())]
    yield "bench-ratio.svg", svg.bars("Quarry's instructions, Linux 6.1's lowest figure = 1", names, ratios, marks=(0.25, 0.5))
    for _, key, file, what in SCALING:
        arch = next((arch for arch, part in results["arches"].items() if key in part), None)
        if arch:
            series = {f"{name} {arch}": values for name, values in results["arches"][arch][key].items()}
            yield file, svg.lines(f"{arch}: instructions for an operation, by {what}", series)


def main():
    results = json.loads((ROOT / "bench" / "results.json").read_text(encoding="utf-8"))
    notes = json.loads((ROOT / "bench" / "notes.json").read_text(encoding="utf-8"))
    (DOCS / "benchmarks.md").write_text("\n".join(page(results, notes)).rstrip() + "\n", encoding="utf-8")
    put_into_readme(results)
    put_figures_into_documents(results)
    for name, content in charts(results):
        (DOCS / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
