# SPDX-License-Identifier: MIT
"""Fetches Debian's Linux, builds the same module for it, and boots it in the same machine.

Nothing is installed: packages are downloaded by apt and unpacked into a folder of the build.
Building for i386 on amd64 needs gcc-multilib and `dpkg --add-architecture i386`; a lean kernel
needs flex, bison, bc and libelf-dev.
"""
import os
import pathlib
import re
import subprocess

from . import quarry
from .quarry import ROOT, fail

WORK = quarry.BUILD / "linux"
FLAVOURS = {"x86_64": ("amd64", "amd64"), "i386": ("i386", "686-pae")}     # Debian's architecture, its kernel's name
BITS = {"x86_64": "64", "i386": "32"}
PROFILES = {"default": "", "best": "mitigations=off init_on_alloc=0 init_on_free=0 slub_debug=- cgroup_disable=memory"}
# The reserve sets the length of the per-CPU page lists. Debian has this one from khugepaged; without
# it sets of pages go to the buddy lists and back.
LEAN_TUNING = "sysctl.vm.min_free_kbytes=67584"
MACHINE = ["-accel", "tcg,thread=single", "-icount", "shift=0,sleep=off", "-seed", "1", "-rtc", "base=2024-01-01,clock=vm",
           "-cpu", "max,la57=off,erms=off", "-m", "2048", "-nodefaults", "-display", "none", "-serial", "stdio", "-no-reboot"]


def shell(words, **options):
    words = [str(word) for word in words]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **options)
    if done.returncode:
        fail(f"status {done.returncode} from {' '.join(words)}:\n{done.stdout[-4000:]}")
    return done.stdout


def newest(name):
    """The newest version of a package that apt knows."""
    line = subprocess.run(["apt-cache", "madison", name], stdout=subprocess.PIPE, text=True).stdout.partition("\n")[0]
    return line.split("|")[1].strip() if "|" in line else None


def release(arch):
    """The kernel's release, 6.1.0-N, of KVERSION= or of the newest that the meta package depends on."""
    if os.environ.get("KVERSION"):
        return os.environ["KVERSION"]
    debian, flavour = FLAVOURS[arch]
    depends = subprocess.run(["apt-cache", "depends", f"linux-image-{flavour}:{debian}"], stdout=subprocess.PIPE, text=True).stdout
    found = re.search(r"linux-image-(6\.1\.0-\d+)-", depends)
    if not found:
        fail(f"apt does not know linux-image-{flavour}:{debian} of Debian 12; try: "
             f"dpkg --add-architecture {debian} && apt-get update, or KVERSION=6.1.0-N")
    return found[1]


def unpack(packages, where):
    """Downloads packages (name[:arch][=version]) and unpacks them below a folder."""
    debs = WORK / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    for package in packages:
        name = re.split("[:=]", package)[0]
        if not any(debs.glob(f"{name}_*.deb")) or ":" in package:
            shell(["apt-get", "download", package], cwd=debs)
    for deb in debs.glob("*.deb"):
        shell(["dpkg", "-x", deb, where])


def fetch(arch):
    """(image, folder of headers) of Debian's kernel."""
    debian, flavour = FLAVOURS[arch]
    version, root = release(arch), WORK / arch
    image = root / "boot" / f"vmlinuz-{version}-{flavour}"
    headers = root / "usr/src" / f"linux-headers-{version}-{flavour}"
    if not image.exists() or not headers.exists():
        common = f"linux-headers-{version}-common"
        unpack([f"linux-image-{version}-{flavour}:{debian}", f"linux-headers-{version}-{flavour}:{debian}", common,
                f"linux-kbuild-6.1={newest(common)}"], root)
        for makefile in root.glob("usr/src/linux-headers-*/Makefile"):      # they name their common part by an absolute path
            text = makefile.read_text()
            makefile.write_text(re.sub(r"^include .*usr/src/", f"include {root}/usr/src/", text, flags=re.MULTILINE))
    return image, headers


def build_lean(arch):
    """(image, build tree) of the lean kernel, built from Debian's source package."""
    source, tree = WORK / "lean" / "linux-source-6.1", WORK / "lean" / arch
    image = tree / "arch/x86/boot/bzImage"
    if not image.exists():
        tree.mkdir(parents=True, exist_ok=True)
        if not source.exists():
            unpack([f"linux-source-6.1={newest('linux-source-6.1')}"], WORK / "lean" / "deb")
            shell(["tar", "xJf", WORK / "lean/deb/usr/src/linux-source-6.1.tar.xz", "-C", WORK / "lean"])
        base = ["make", "-s", "-C", source, f"O={tree}", f"ARCH={arch}"]
        shell([*base, f"KCONFIG_ALLCONFIG={ROOT}/bench/linux/lean.config", "allnoconfig"], env=plain())
        shell([*base, f"-j{os.cpu_count()}", "bzImage", "modules"], env=plain())
    return image, tree


def plain():
    """The environment without this make's own settings."""
    return {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "ARCH", "BUILD", "M")}


def initramfs(arch, tree, folder):
    """The module, and a program that loads it and switches the machine off."""
    from runner import cpio
    quarry.copy_module(folder / "module")
    shell(["make", "-s", "-C", tree, f"M={folder}/module", f"ARCH={arch}", "modules"], env=plain())
    module = folder / "module" / "bench_mm.ko"
    shell(["strip", "--strip-debug", module])
    shell(["gcc", f"-m{BITS[arch]}", "-Os", "-static", "-s", "-o", folder / "init", ROOT / "bench/linux/init.c"])
    archive = folder / "initramfs.cpio"
    archive.write_bytes(cpio.record("init", (folder / "init").read_bytes(), 1, 0o100755)
                        + cpio.archive([("bench_mm.ko", module.read_bytes())]))
    return archive


def boot(image, archive, words, parameters="", cpus=1):
    """What Linux says when the module was loaded with the parameters."""
    line = f"console=ttyS0 quiet loglevel=6 printk.time=0 panic=-1 nokaslr rdinit=/init {words} -- {parameters}"
    return shell(["qemu-system-x86_64", *MACHINE, "-smp", cpus, "-kernel", image, "-initrd", archive, "-append", line],
                 stdin=subprocess.DEVNULL, timeout=int(quarry.TIMEOUT))


def kernels(arch, lean):
    """(label, image, archive, command line) of each column."""
    image, headers = fetch(arch)
    archive = initramfs(arch, headers, pathlib.Path(WORK / f"bench-{arch}"))
    for label, words in PROFILES.items():
        yield label, image, archive, words
    if lean:
        image, tree = build_lean(arch)
        yield "lean", image, initramfs(arch, tree, pathlib.Path(WORK / f"bench-lean-{arch}")), f"{PROFILES['best']} {LEAN_TUNING}"
