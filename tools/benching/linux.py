# SPDX-License-Identifier: MIT
"""Fetches Debian's Linux, builds the same module for it, and boots it in the same machine.

Nothing is installed: packages of both architectures are downloaded by apt and unpacked into a
folder of the build. A lean kernel needs flex, bison, bc and libelf-dev: tools/setup linux.
"""
import hashlib
import os
import pathlib
import re
import subprocess

from . import quarry
from .quarry import ROOT, fail

WORK = quarry.BUILD / "linux"
FLAVOURS = {"x86_64": ("amd64", "amd64"), "i386": ("i386", "686-pae")}     # Debian's architecture, its kernel's name
RELEASE = "6.1.0-50"        # of bench/linux-6.1.json
BITS = {"x86_64": "64", "i386": "32"}
PROFILES = {"default": "", "best": "mitigations=off init_on_alloc=0 init_on_free=0 slub_debug=- cgroup_disable=memory"}
# The reserve sets the length of the per-CPU page lists. Debian has this one from khugepaged; without
# it sets of pages go to the buddy lists and back.
LEAN_TUNING = "sysctl.vm.min_free_kbytes=67584"
INIT_FLAGS = ["-Os", "-ffreestanding", "-fno-stack-protector", "-fno-pie", "-no-pie", "-nostdlib", "-static", "-s"]
LAST_WORDS = "reboot: Power down"       # what has not come so far, or was ended from outside, is no answer
MEMORY = 2048
TOO_SMALL_PATIENCE = 240    # seconds; most kernels neither boot nor stop in 16 MiB, and what boots needs a few seconds
MACHINE = ["-accel", "tcg,thread=single", "-icount", "shift=0,sleep=off", "-seed", "1", "-rtc", "base=2024-01-01,clock=vm",
           "-cpu", "max,la57=off,erms=off", "-nodefaults", "-display", "none", "-serial", "stdio", "-no-reboot"]


def shell(words, **options):
    words = [str(word) for word in words]
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", **options)
    if done.returncode:
        fail(f"status {done.returncode} from {' '.join(words)}:\n{done.stdout[-4000:]}")
    return done.stdout


def apt(program, *words, check=True, **options):
    """apt-get or apt-cache, for both architectures, with lists of its own: neither root nor the system's settings are needed."""
    settings = ["-qq", "-o", "APT::Architectures=amd64,i386", "-o", f"Dir::State::lists={WORK}/apt/lists",
                "-o", f"Dir::Cache={WORK}/apt/cache", "-o", "APT::Sandbox::User=root"]
    if check:
        return shell([program, *settings, *words], **options)
    return subprocess.run([program, *settings, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def update():
    """Reads Debian's lists once. Another source of the system may fail: what matters is whether apt then knows the kernel."""
    if not (WORK / "apt/lists/partial").exists():
        for folder in ("lists/partial", "cache/archives/partial"):
            (WORK / "apt" / folder).mkdir(parents=True, exist_ok=True)
        apt("apt-get", "update", check=False)


def version_of(name):
    """The newest version of a package that apt knows."""
    line = apt("apt-cache", "madison", name, check=False).partition("\n")[0]
    return line.split("|")[1].strip() if "|" in line else None


def release(arch):
    """The kernel's release, 6.1.0-N: KVERSION=, or that of the checked-in figures, or, when Debian has dropped it, the newest."""
    debian, flavour = FLAVOURS[arch]
    wanted = os.environ.get("KVERSION", RELEASE)
    if version_of(f"linux-image-{wanted}-{flavour}:{debian}"):
        return wanted
    depends = apt("apt-cache", "depends", f"linux-image-{flavour}:{debian}", check=False)
    found = re.search(r"linux-image-(6\.1\.0-\d+)-", depends)
    if not found or "KVERSION" in os.environ:
        fail(f"apt knows no linux-image-{wanted}-{flavour}:{debian} of Debian 12; is it among the sources in /etc/apt? "
             f"(its lists are read anew when {WORK}/apt is removed)")
    return found[1]


def unpack(packages, where):
    """Downloads packages (name[:arch][=version]) and unpacks them below a folder."""
    debs = where / "debs"
    debs.mkdir(parents=True, exist_ok=True)
    apt("apt-get", "download", *packages, cwd=debs)
    for deb in debs.glob("*.deb"):
        shell(["dpkg", "-x", deb, where])
        deb.unlink()


def fetch(arch):
    """(image, folder of headers) of Debian's kernel."""
    update()
    debian, flavour = FLAVOURS[arch]
    version, root = release(arch), WORK / arch
    image = root / "boot" / f"vmlinuz-{version}-{flavour}"
    headers = root / "usr/src" / f"linux-headers-{version}-{flavour}"
    if not image.exists() or not headers.exists():
        common = f"linux-headers-{version}-common"
        unpack([f"linux-image-{version}-{flavour}:{debian}", f"linux-headers-{version}-{flavour}:{debian}", common,
                f"linux-kbuild-6.1={version_of(common)}"], root)
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
            update()
            version = version_of(f"linux-headers-{release(arch)}-common")
            unpack([f"linux-source-6.1={version}"], WORK / "lean" / "deb")
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
    shell(["gcc", f"-m{BITS[arch]}", *INIT_FLAGS, "-o", folder / "init", ROOT / "bench/linux/init.c"])
    init = cpio.record("init", (folder / "init").read_bytes(), 1, 0o100755)
    (folder / "bare.cpio").write_bytes(init + cpio.archive([]))
    (folder / "initramfs.cpio").write_bytes(init + cpio.archive([("bench_mm.ko", module.read_bytes())]))
    return folder / "initramfs.cpio"


def asked(machine, patience):
    """What the machine says; LAST_WORDS alone if it is patient no longer (an answer: it does not come up)."""
    try:
        return shell(machine, stdin=subprocess.DEVNULL, timeout=patience or int(quarry.TIMEOUT))
    except subprocess.TimeoutExpired:
        if not patience:
            raise
        return LAST_WORDS


def boot(image, archive, words, parameters="", cpus=1, mem=MEMORY, patience=None):
    """What Linux says when the module was loaded with the parameters.

    The machine gives the same answer to the same files and words, so it is asked once: the answer is
    kept in the build. FRESH=1 asks again.
    """
    if cpus > 1:
        words += " maxcpus=1 idle=halt"     # init starts the others: see there
    line = f"console=ttyS0 quiet loglevel=6 printk.time=0 panic=-1 nokaslr rdinit=/init {words} -- {parameters}"
    machine = ["qemu-system-x86_64", *MACHINE, "-m", str(mem), "-smp", str(cpus), "-append", line]
    if mem == "64G":        # more than the host may have: only what is touched counts
        machine += ["-machine", "memory-backend=ram", "-object", f"memory-backend-ram,id=ram,size={mem},reserve=off"]
    known = hashlib.sha256("\0".join([shell(["qemu-system-x86_64", "--version"]), *machine]).encode())
    for file in (image, archive):
        known.update(file.read_bytes())
    answer = WORK / "answers" / known.hexdigest()
    if not answer.exists() or os.environ.get("FRESH"):
        text = asked([*machine, "-kernel", image, "-initrd", archive], patience)
        if LAST_WORDS not in text:
            return text
        answer.parent.mkdir(parents=True, exist_ok=True)
        answer.write_text(text)
    return answer.read_text()


MEMORY_LINE = re.compile(r"Memory: (\d+)K/(\d+)K available \((\d+)K kernel code, (\d+)K rwdata, (\d+)K rodata, "
                         r"(\d+)K init, (\d+)K bss, (\d+)K reserved")


def struct_page(image, archive, words):
    """Bytes of a struct page, from the module."""
    return int(re.search(r"struct_page (\d+)", boot(image, archive, words))[1])


def boot_cost(image, archive, words, mem):
    """What a boot costs up to the first instruction of /init, and what stays of it; None if it does not come so far."""
    patience = TOO_SMALL_PATIENCE if mem == "16M" else None
    text = boot(image, archive.parent / "bare.cpio", words, mem=mem, patience=patience).replace("\r", "")
    cost, memory, slab = (re.search(pattern, text) for pattern in (r"boot: instructions=(\d+)", MEMORY_LINE, r"Slab:\s+(\d+)"))
    if not cost or not memory or not slab:
        return None
    _, total, *parts, reserved = map(int, memory.groups())
    return {"since_reset": int(cost[1]), "resident_kib": sum(parts), "reserved_kib": reserved,
            "struct_pages_kib": total // 4 * struct_page(image, archive, words) // 1024, "slab_kib": int(slab[1])}


def kernels(arch, lean):
    """(label, image, archive, command line) of each column."""
    image, headers = fetch(arch)
    archive = initramfs(arch, headers, pathlib.Path(WORK / f"bench-{arch}"))
    for label, words in PROFILES.items():
        yield label, image, archive, words
    if lean:
        image, tree = build_lean(arch)
        yield "lean", image, initramfs(arch, tree, pathlib.Path(WORK / f"bench-lean-{arch}")), f"{PROFILES['best']} {LEAN_TUNING}"
