# SPDX-License-Identifier: MIT
"""The options of tools/run, checked as far as they can be without starting anything."""
import argparse
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
UNITS = {"": 1 << 20, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40}
EXEC_TIMEOUT = 300      # seconds, for --exec without --timeout


class Refused(Exception):
    """The request cannot be met; the text says why and what to do about it."""


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Refused(f"{message}\ntry: tools/run --help")


def size(text):
    """Bytes from '512M', '4G', '1T'; a bare number is MiB, as for QEMU."""
    found = re.fullmatch(r"(\d+)([KMGT]?)[Bb]?", text.strip(), re.IGNORECASE)
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError(f"'{text}' is no memory size; write 64M, 4G or 1T")
    return int(found[1]) * UNITS[found[2].upper()]


def positive(text):
    value = float(text)
    if value <= 0:
        raise argparse.ArgumentTypeError("must be above 0")
    return value


def count(text):
    value = int(text)
    if not 1 <= value <= 255:
        raise argparse.ArgumentTypeError("must be 1 to 255")
    return value


def parser(description):
    options = Parser(
        prog="tools/run", description=description, allow_abbrev=False,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="tools/run [options] [-- QEMU ARGS]",
        epilog="At the keyboard: Ctrl-A X ends the machine, Ctrl-A C is QEMU's own monitor.\n\n"
               "examples:\n"
               "  tools/run                                     the 64-bit kernel and its prompt\n"
               "  tools/run --arch i386 --mem 16M --exec test   the tests of the 32-bit kernel\n"
               "  tools/run --boot usb --firmware uefi          the image as a stick on a UEFI PC\n"
               "  tools/run --exec 'insmod /a.ko; lsmod' --module labs/a.ko\n"
               "  tools/run --gdb                               waits for a debugger on port 1234\n")
    group = options.add_argument_group("the kernel")
    group.add_argument("--arch", choices=["i386", "x86_64"], default="x86_64")
    group.add_argument("--append", metavar="TEXT", action="append", default=[],
                       help="more words for the kernel's command line")
    group.add_argument("--exec", metavar="CMDS", dest="commands",
                       help="monitor commands, separated by ';'; the machine ends with their status")
    group.add_argument("--module", metavar="FILE", nargs="+", action="extend", default=[],
                       dest="modules", type=pathlib.Path, help="put FILE into the initrd, as /FILE")
    group.add_argument("--no-initrd", action="store_true",
                       help="without the kernel's own modules (tests, measurements), which are in the initrd")
    group.add_argument("--build", metavar="DIR", type=pathlib.Path, default=ROOT / "build",
                       help="where make put its output (default: build)")
    group.add_argument("--kernel", metavar="FILE", type=pathlib.Path,
                       help="this kernel instead of DIR/ARCH/quarry.elf (for --boot kernel)")
    group = options.add_argument_group("how it is booted")
    group.add_argument("--boot", choices=["kernel", "iso", "usb", "none"], default="kernel",
                       help="kernel: QEMU loads it; iso, usb: build/quarry.iso as a CD or a stick; "
                            "none: as the QEMU ARGS say")
    group.add_argument("--firmware", choices=["bios", "uefi", "uefi32", "uefi64"], default="bios",
                       help="uefi: of the kernel's own width; for iso and usb")
    group.add_argument("--menu", action="store_true",
                       help="iso, usb: leave the choice to the boot menu, as on a real PC")
    group = options.add_argument_group("the machine")
    group.add_argument("--mem", metavar="SIZE", type=size, default=size("512M"),
                       help="default 512M; 4G, 1T")
    group.add_argument("--cpus", metavar="N", type=count, default=1)
    group.add_argument("--machine", metavar="TYPE", help="QEMU machine: pc, q35, microvm, q35,pit=off …")
    group.add_argument("--cpu", metavar="MODEL", help="QEMU CPU: pentium … max")
    group.add_argument("--kvm", action="store_true", help="use the host's virtualisation")
    group.add_argument("--icount", action="store_true",
                       help="count instructions: each run takes the same, one TSC tick is one")
    group.add_argument("--no-serial", action="store_true", help="a machine without serial ports")
    group.add_argument("--display", metavar="KIND", default="none",
                       help="none (default), window, or what QEMU's -display takes")
    group = options.add_argument_group("the run")
    group.add_argument("--timeout", metavar="S", type=positive,
                       help=f"end after S seconds with status 124 (--exec: default {EXEC_TIMEOUT})")
    group.add_argument("--log", metavar="FILE", type=pathlib.Path, help="copy the serial output there")
    group.add_argument("--screenshot", metavar="FILE", type=pathlib.Path,
                       help="picture (PNG) of the screen when the time has run out")
    group.add_argument("--gdb", action="store_true", help="stop at the first instruction and wait for gdb")
    group.add_argument("--print", dest="print_command", action="store_true",
                       help="print the QEMU command instead of running it")
    return options


def parse(arguments, description):
    """The namespace of options; .qemu_args holds what followed '--'."""
    own, qemu_args = list(arguments), []
    if "--" in own:
        at = own.index("--")
        own, qemu_args = own[:at], own[at + 1:]
    wanted = parser(description).parse_args(own)
    wanted.qemu_args = qemu_args
    if wanted.timeout is None and wanted.commands is not None and not wanted.gdb:
        wanted.timeout = EXEC_TIMEOUT
    if wanted.boot == "kernel" and wanted.firmware != "bios":
        raise Refused("OVMF does not start kernels itself: use --boot iso or --boot usb with UEFI")
    if wanted.menu and (wanted.boot not in ("iso", "usb") or wanted.commands is not None
                        or wanted.append or wanted.modules):
        raise Refused("--menu needs --boot iso or usb and takes no --append, --exec or --module")
    if wanted.screenshot and not wanted.timeout:
        raise Refused("--screenshot is taken when the time runs out: give --timeout")
    if wanted.firmware == "uefi":
        wanted.firmware = "uefi64" if wanted.arch == "x86_64" else "uefi32"
    return wanted
