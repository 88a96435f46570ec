# SPDX-License-Identifier: MIT
"""The virtual PCs of the boot matrix: what varies, what fits together, how tools/run is told."""
import pairwise

CPUS = {
    "i386": ("pentium", "pentium2", "pentium3", "athlon", "qemu32", "n270", "qemu64", "max"),
    "x86_64": ("qemu64", "kvm64", "phenom", "core2duo", "Nehalem", "Haswell", "EPYC", "max"),
}
# What a machine lacks: interval timer, interrupt controller, HPET, PS/2 controller, serial ports.
LACKS = {
    "": ("", []),
    "pit": (",pit=off", []),
    "pic": (",pic=off", []),
    "hpet": (",hpet=off", []),
    "i8042": (",i8042=off", []),
    "serial": ("", ["--no-serial"]),
    "all": (",pit=off,pic=off,hpet=off,i8042=off", ["--no-serial"]),
}
FACTORS = {
    "arch": ("i386", "x86_64"),
    "boot": ("kernel", "iso-bios", "usb-bios", "iso-uefi64", "usb-uefi64", "iso-uefi32", "usb-uefi32"),
    "mem": ("16M", "64M", "512M", "3G", "4G", "6G"),
    "machine": ("pc", "q35"),
    "cpu": tuple(dict.fromkeys(CPUS["i386"] + CPUS["x86_64"])),
    "lacks": tuple(LACKS),
}
OLD = ("pentium", "pentium2")           # no SSE, which 32-bit OVMF wants
WIDE = ("qemu64", "max")                # CPUs with long mode, for the 32-bit kernel under 64-bit UEFI
FULL_TEST_MEM = "512M"


# What `make test` boots on, of these: the oldest, without PSE or PAE; SSE; long mode; and the most of both vendors.
EVERYDAY_CPUS = ("pentium", "pentium3", "qemu64", "EPYC", "max")


def allowed(case):
    """Can the (perhaps partial) case exist? Facts about firmware, not wishes."""
    arch, boot, cpu = case.get("arch"), case.get("boot", ""), case.get("cpu")
    if arch and cpu and cpu not in CPUS[arch]:
        return False
    if "uefi" in boot and case.get("mem") == "16M":
        return False                    # OVMF itself needs 64M
    if "uefi" in boot and cpu in OLD:
        return False
    if boot.endswith("uefi32") and case.get("machine") == "pc":
        return False                    # Debian's 32-bit OVMF is the SMM build
    if boot.endswith("uefi64") and cpu and cpu not in WIDE + CPUS["x86_64"]:
        return False
    return True


def boots(whole):
    """All machines of the matrix, or of it those with some CPU models, as dicts with the keys of FACTORS."""
    factors = FACTORS if whole else {**FACTORS, "cpu": EVERYDAY_CPUS}
    return list(pairwise.Selection(factors, allowed).cases())


def name_of(case):
    lacks = f"no-{case['lacks']}" if case["lacks"] else "full"
    return " ".join([case["arch"], case["boot"], case["machine"], case["cpu"], case["mem"], lacks])


def arguments(case):
    """Options of tools/run for a machine."""
    how, _, firmware = case["boot"].partition("-")
    suffix, more = LACKS[case["lacks"]]
    options = ["--arch", case["arch"], "--boot", how]
    if firmware:
        options += ["--firmware", firmware]
    return options + ["--machine", case["machine"] + suffix, "--cpu", case["cpu"], "--mem", case["mem"], *more]
