# SPDX-License-Identifier: MIT
"""Boots without tools/run's help: other emulators (Bochs, v86), other loaders (isolinux, iPXE).

Each runs the page count and in-kernel tests: those about the machine, or all. Bochs has no debug-exit device, but it shows the
bytes written to port 0xe9; so the kernel is told that this is the port, and the status is the
byte before it switches the machine off. It gets a plain VGA card: GRUB trips over its VBE.
"""
import dataclasses
import pathlib
import shlex
import shutil
import subprocess
import tarfile
import tempfile

import census
import processors
from case import LIMIT, ROOT, ZONES, Case, Skip, all_tests_passed, run
from runner import machine as qemu
from runner import options as run_options

ALL_SUITES = f"{ZONES}; test"
# What another processor or loader could make a difference to (not mm.vmalloc, which takes Bochs a minute).
MACHINE_SUITES = f"{ALL_SUITES} arch irq mm.ioremap mm.kmap mm.restart mm.smp mm.spaces"
FIRST_STATUS = 0x10
SYSLINUX = pathlib.Path("/usr/lib/syslinux/modules/bios")
ISOLINUX = pathlib.Path("/usr/lib/ISOLINUX")
BOCHS_PORT = 0xe9
CYLINDER = 16 * 63 * 512
BOCHSRC = """\
config_interface: textconfig
display_library: rfb, options="timeout=0"
megs: {megs}
cpu: model={cpu}, count={cpus}, ips=50000000, reset_on_triple_fault=0, ignore_bad_msrs=1
romimage: file=/usr/share/bochs/BIOS-bochs-latest
vgaromimage: file=/usr/share/bochs/VGABIOS-lgpl-latest
ata0: enabled=1, ioaddr1=0x1f0, ioaddr2=0x3f0, irq=14
ata0-master: type=cdrom, path={image}, status=inserted
ata0-slave: type=disk, path={outside}, mode=flat, cylinders={cylinders}, heads=16, spt=63
vga: extension=none
boot: cdrom
com1: enabled=1, mode=file, dev={folder}/serial
port_e9_hack: enabled=1
sound: waveoutdrv=dummy, waveindrv=dummy, midioutdrv=dummy
log: {folder}/log
panic: action=fatal
error: action=report
info: action=ignore
debug: action=ignore
clock: sync=none
"""


def require(*things):
    for thing in things:
        if not (pathlib.Path(thing).exists() or shutil.which(str(thing))):
            raise Skip(f"{thing} is missing; tools/setup test installs it")


@dataclasses.dataclass
class EmulatorCase(Case):
    """A boot that needs a folder of its own; _start(folder) returns status and output."""
    arch: str = "i386"
    work: str = ALL_SUITES

    def run(self):
        with tempfile.TemporaryDirectory(prefix="quarry-matrix-") as folder:
            status, self.output = self._start(pathlib.Path(folder))
        return self.verdict(status, 0)

    def repeat(self):
        return f"repeat: tests/matrix/boot_matrix.py --only {shlex.quote(self.name)}"

    def kernel(self):
        kernel = self.build / self.arch / "quarry.stripped.elf"
        require(kernel)
        return kernel

    def initrd(self):
        return self.build / self.arch / "initrd.cpio"

    def command_line(self):
        return f'debug_exit={qemu.DEBUG_EXIT:#x} console=ttyS0 exec="{self.work}"'

    def _qemu(self, *arguments):
        return run([str(ROOT / "tools" / "run"), "--arch", self.arch, "--boot", "none", "--machine", "pc",
                    "--cpu", "max", "--timeout", str(self.limit), "--exec", "", "--", *arguments], self.limit + 60)


@dataclasses.dataclass
class Bochs(EmulatorCase):
    """The same image as everywhere, from CD; what to run stands on a second disk."""
    cpus: int = 1
    words: str = ""     # for the kernel's command line

    def _start(self, folder):
        require("bochs", "/usr/share/bochs/BIOS-bochs-latest", "/usr/share/bochs/VGABIOS-lgpl-latest",
                self.build / "quarry.iso")
        outside = self._outside_disk(folder)
        (folder / "bochsrc").write_text(BOCHSRC.format(
            megs=128, cpus=self.cpus, cpu="pentium" if self.arch == "i386" else "corei7_haswell_4770",
            image=self.build / "quarry.iso", outside=outside,
            cylinders=outside.stat().st_size // CYLINDER, folder=folder))
        (folder / "rc").write_text("c\n")
        _, screen = run(["bochs", "-q", "-f", str(folder / "bochsrc"), "-rc", str(folder / "rc")], self.limit)
        serial = folder / "serial"
        output = serial.read_text(errors="replace") if serial.exists() else ""
        verdicts = [ord(char) - FIRST_STATUS for char in screen if 0x10 <= ord(char) < 0x1b]
        if not verdicts:
            log = (folder / "log").read_text(errors="replace") if (folder / "log").exists() else screen
            return "none", output + "\n".join(log.splitlines()[-15:])
        return verdicts[-1], output

    def _outside_disk(self, folder):
        wanted = run_options.parse(["--arch", self.arch, "--boot", "iso", "--exec", self.work,
                                    "--append", self.words, "--build", str(self.build)], "")
        with qemu.Machine(wanted) as vm:
            source = vm.directory / "outside.tar"
            with tarfile.open(source) as archive:
                archive.extractall(folder)
        script = (folder / "quarry-run.cfg").read_text()
        script = script.replace(f"debug_exit={qemu.DEBUG_EXIT:#x}", f"debug_exit={BOCHS_PORT:#x}")
        (folder / "quarry-run.cfg").write_text(script)
        disk = folder / "outside.img"
        with tarfile.open(disk, "w", format=tarfile.USTAR_FORMAT) as archive:
            for name in ("quarry-run.cfg", "quarry-initrd.cpio"):
                archive.add(folder / name, name)
        with open(disk, "r+b") as image:
            image.truncate(32 * CYLINDER)
        return disk


@dataclasses.dataclass
class V86(EmulatorCase):
    """A PC in JavaScript, without BIOS, ACPI, APIC: its own multiboot1 loader. It has no task gates,
    which a stack overflow needs in 32-bit mode."""

    def __post_init__(self):
        self.work += " -arch.stack_overflow"

    def _start(self, _folder):
        package = self.build / "npm" / "node_modules" / "v86"
        require("node", "/usr/share/seabios/bios.bin")
        if not package.exists():
            raise Skip("the npm package v86 is missing; tools/setup test fetches it")
        return run(["node", str(pathlib.Path(__file__).with_name("v86.mjs")), str(package), str(self.kernel()),
                    str(self.initrd()), self.command_line(), str(self.limit)], self.limit + 60)


class Isolinux(EmulatorCase):
    """isolinux and mboot.c32: multiboot1, other selectors, structures at the top of memory."""

    def _start(self, folder):
        require("xorriso", ISOLINUX / "isolinux.bin", SYSLINUX / "mboot.c32")
        tree = folder / "tree"
        (tree / "isolinux").mkdir(parents=True)
        for file in (ISOLINUX / "isolinux.bin", *(SYSLINUX / f"{n}.c32" for n in ("ldlinux", "libcom32", "mboot"))):
            shutil.copy(file, tree / "isolinux")
        shutil.copy(self.kernel(), tree / "quarry.elf")
        shutil.copy(self.initrd(), tree)
        (tree / "isolinux" / "isolinux.cfg").write_text(
            f"DEFAULT q\nLABEL q\n KERNEL mboot.c32\n APPEND /quarry.elf {self.command_line()} --- /initrd.cpio\n")
        image = folder / "isolinux.iso"
        subprocess.run(["xorriso", "-as", "mkisofs", "-quiet", "-o", str(image), "-b", "isolinux/isolinux.bin",
                        "-c", "isolinux/boot.cat", "-no-emul-boot", "-boot-load-size", "4", "-boot-info-table",
                        str(tree)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self._qemu("-cdrom", str(image), "-boot", "d")


class Ipxe(EmulatorCase):
    """iPXE from the network card's ROM: multiboot1, a map that lists RAM only."""

    def _start(self, folder):
        shutil.copy(self.kernel(), folder / "quarry.elf")
        shutil.copy(self.initrd(), folder)
        (folder / "boot.ipxe").write_text(
            f"#!ipxe\nkernel quarry.elf {self.command_line()}\nmodule initrd.cpio initrd.cpio\nboot\n")
        return self._qemu("-netdev", f"user,id=net,tftp={folder},bootfile=boot.ipxe",
                          "-device", "e1000,netdev=net", "-boot", "n")


def cases(build, whole):
    checks, limit, work = (all_tests_passed,), LIMIT["uefi"], ALL_SUITES if whole else MACHINE_SUITES
    x2apic = Bochs("bochs x86_64 two CPUs by x2APIC", [], None, build, arch="x86_64", limit=limit, cpus=2, words="x2apic",
                   work=processors.COMMANDS,
                   checks=(census.check("x86_64"), processors.online(2)))
    return [x2apic] + [kind(f"{name} {arch}", [], None, build, checks=checks, limit=limit, arch=arch, work=work)
            for name, kind, arch in (("bochs", Bochs, "i386"), ("bochs", Bochs, "x86_64"), ("v86", V86, "i386"),
                                     ("isolinux", Isolinux, "i386"), ("ipxe", Ipxe, "i386"))]
