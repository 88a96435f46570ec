# SPDX-License-Identifier: MIT
"""Builds the benchmark module for Quarry and runs it."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = pathlib.Path(os.environ.get("BUILD", ROOT / "build")).resolve()
ARCHES = ("x86_64", "i386")
MEMORY = "2G"
TIMEOUT = "1800"


def fail(text):
    sys.exit(f"tools/bench.py: {text}")


def copy_module(folder):
    """The sources, to be built in the folder: nothing is written beside the originals."""
    folder.mkdir(parents=True, exist_ok=True)
    for source in (ROOT / "bench").iterdir():
        if source.suffix in (".c", ".h") or source.name == "Kbuild":
            target = folder / source.name
            if not target.exists() or target.read_bytes() != source.read_bytes():
                shutil.copyfile(source, target)
    return folder


def build(arch):
    """The module for a kernel that is built; its path."""
    folder = copy_module(BUILD / arch / "bench_mm")
    done = subprocess.run(["make", "-s", "-C", ROOT, f"M={folder}", f"ARCH={arch}", f"BUILD={BUILD}", "modules"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          env={k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS")})
    if done.returncode:
        fail(f"the module does not build for {arch}:\n{done.stdout}")
    return folder / "bench_mm.ko"


def command(arch, module, parameters, mem=MEMORY, cpus=1, kvm=False, between=None):
    """The words that start a measurement; @between: a command before, between and after the module's runs."""
    pause = f"{between}; " if between else ""
    insmod = "; rmmod bench_mm; ".join(f"{pause}insmod /bench_mm.ko {p}".strip() for p in parameters)
    if between:
        insmod += f"; {between}"
    return [ROOT / "tools" / "run", "--build", BUILD, "--arch", arch, "--mem", mem, "--cpus", str(cpus),
            "--kvm" if kvm else "--icount", "--timeout", TIMEOUT, "--append", "bench=boot", "--module", module,
            "--exec", insmod]


def run(words):
    """What the kernel says."""
    done = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    text = done.stdout.decode(errors="replace").replace("\r", "")
    if done.returncode:
        print(text, file=sys.stderr)
        fail(f"status {done.returncode} from: " + " ".join(str(word) for word in words))
    return text


MONITOR_ROW = re.compile(r"^bench: (\S+) (\d+\.\d+)", re.MULTILINE)
MONITOR_RUNS = ((1, "bench"), (2, "bench mt_remote"))       # CPUs, commands


def monitor_rows(arch):
    """{name: cost} of the cases of the monitor's own `bench`, which look into the kernel's parts."""
    found = {}
    for cpus, commands in MONITOR_RUNS:
        text = run([ROOT / "tools" / "run", "--build", BUILD, "--arch", arch, "--mem", MEMORY, "--cpus", str(cpus), "--icount",
                    "--timeout", TIMEOUT, "--exec", commands])
        for name, cost in MONITOR_ROW.findall(text):
            found.setdefault(name, float(cost))
    return found


BOOT = re.compile(r"^boot: instructions=(\d+) frames=(\d+) since_reset=(\d+)", re.MULTILINE)
MEMORY_LINE = re.compile(r"Memory: (\d+)K/(\d+)K available \((\d+)K kernel code, (\d+)K rwdata, (\d+)K rodata, "
                         r"(\d+)K init, (\d+)K bss, (\d+)K reserved")
PAGE_STRUCT = {"x86_64": 64, "i386": 32}
BOOT_SIZES = {"x86_64": ("16M", "512M", "4G", "64G"), "i386": ("16M", "512M", "4G")}


def boot(arch, mem):
    """What a boot costs, and what stays of it."""
    text = run([ROOT / "tools" / "run", "--build", BUILD, "--arch", arch, "--mem", mem, "--icount", "--timeout", TIMEOUT,
                "--append", "bench=boot", "--exec", "cat /proc/meminfo"])
    cost, memory, slab = BOOT.search(text), MEMORY_LINE.search(text), re.search(r"^Slab:\s+(\d+)", text, re.MULTILINE)
    if not cost or not memory:
        fail(f"{arch} with {mem} does not say what its boot cost:\n{text}")
    available, total, *parts, reserved = map(int, memory.groups())
    return {"instructions": int(cost[1]), "since_reset": int(cost[3]), "frames": int(cost[2]), "resident_kib": sum(parts),
            "struct_pages_kib": int(cost[2]) * PAGE_STRUCT[arch] // 1024, "reserved_kib": reserved,
            "slab_kib": int(slab[1]) if slab else None}


def image_bytes(arch):
    return (BUILD / arch / "quarry.stripped.elf").stat().st_size
