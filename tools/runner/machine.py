# SPDX-License-Identifier: MIT
"""From the options to QEMU's command line, with the files it needs in a temporary directory.

An image is the same whoever boots it. To choose kernel, command line and modules from outside, a
second, read-only disk is attached: a tar archive (GRUB reads these as a file system) that holds
/quarry-run.cfg, which the image's own grub.cfg looks for, and the initrd.
"""
import io
import os
import pathlib
import re
import shlex
import shutil
import sys
import tarfile
import tempfile

from . import cmdline, cpio
from .options import Refused

DEBUG_EXIT = 0xf4
GIB = 1 << 30
NORESERVE_ABOVE = 2 * GIB       # the host's overcommit heuristic refuses big guests otherwise
Q35_ABOVE = 16 * GIB
WIDE_ABOVE = 768 * GIB          # the default of 40 physical address bits ends soon after
OUTSIDE_SIZE = 16 << 20         # GRUB does not list BIOS disks of less than a cylinder
ICOUNT_CPU = "max,la57=off,erms=off"
FIRMWARE = {"uefi64": "/usr/share/OVMF/OVMF_{}_4M.fd", "uefi32": "/usr/share/OVMF/OVMF32_{}_4M{}.fd"}


class Machine:
    """A virtual machine that has not started yet; a context manager for its temporary files."""

    def __init__(self, options):
        self.options = options
        self.directory = None
        self.arguments = []

    def __enter__(self):
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="quarry-run-"))
        try:
            self.arguments = self._build()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.directory, ignore_errors=True)

    def shell_line(self):
        return shlex.join(self.arguments)

    # Each of these returns a part of the command line.

    def _build(self):
        options = self.options
        parts = [self._binary(), "-nodefaults", "-no-user-config", "-no-reboot",
                 *self._machine(), *self._cpu(), *self._memory(), *self._screen(), *self._debug_exit(),
                 *self._serial(), *self._firmware(), *self._boot()]
        if options.icount:
            parts += ["-icount", "shift=0,sleep=off", "-seed", "1", "-rtc", "base=2024-01-01,clock=vm"]
        if options.gdb:
            parts += ["-S", "-gdb", "tcp::1234"]
        return parts + options.qemu_args

    def _binary(self):
        options = self.options
        wide = options.arch == "x86_64" or options.firmware == "uefi64"
        name = "qemu-system-x86_64" if wide else "qemu-system-i386"
        path = shutil.which(name)
        if not path:
            raise Refused(f"{name} is not installed; say: tools/setup run")
        return path

    def _machine(self):
        options = self.options
        kind = options.machine
        if not kind:
            modern = options.firmware != "bios" or options.mem > Q35_ABOVE
            kind = "q35" if modern else "pc"
        if self._backend():
            kind += ",memory-backend=ram"
        self.kind = kind.split(",")[0]
        return ["-machine", kind, *self._accelerator()]

    def _accelerator(self):
        options = self.options
        if options.kvm:
            if not os.access("/dev/kvm", os.R_OK | os.W_OK):
                raise Refused("--kvm: /dev/kvm is missing or not accessible to you")
            return ["-accel", "kvm"]
        # The SMM rendezvous of 32-bit OVMF takes a minute on several TCG threads.
        single = options.icount or options.firmware == "uefi32"
        return ["-accel", "tcg,thread=single" if single else "tcg"]

    def _cpu(self):
        options = self.options
        model = options.cpu or (ICOUNT_CPU if options.icount else None)
        if options.kvm and not model:
            model = "host,-arch-capabilities"
        if options.mem > WIDE_ABOVE and "phys-bits" not in (model or ""):
            model = (model or "qemu64") + ",phys-bits=46"
        return (["-cpu", model] if model else []) + ["-smp", str(options.cpus)]

    def _backend(self):
        """Does the memory come from a back end of its own? Not where the QEMU ARGS make one."""
        own = any(re.match(r"-{1,2}numa$|memory-backend", arg) for arg in self.options.qemu_args)
        return self.options.mem > NORESERVE_ABOVE and not own

    def _memory(self):
        kib = self.options.mem // 1024
        if not self._backend():
            return ["-m", f"{kib}K"]
        return ["-m", f"{kib}K", "-object", f"memory-backend-ram,id=ram,size={kib}K,reserve=off"]

    def _screen(self):
        display = self.options.display
        kinds = {"none": ["-display", "none"], "window": []}
        card = [] if self.kind == "microvm" or "-vga" in self.options.qemu_args else ["-vga", "std"]
        return card + kinds.get(display, ["-display", display])

    def _debug_exit(self):
        return ["-device", f"isa-debug-exit,iobase={DEBUG_EXIT:#x},iosize=4"]

    def _serial(self):
        options = self.options
        if options.no_serial:
            return ["-serial", "none"]
        interactive = owns_terminal()
        monitor = interactive and options.commands is None
        console = "stdio,id=serial0"
        console += ",mux=on,signal=off" if monitor else ",signal=on" if interactive else ",signal=off"
        if options.log:
            console += ",logfile=" + str(options.log).replace(",", ",,")
        return ["-chardev", console, "-serial", "chardev:serial0",
                *(["-mon", "chardev=serial0"] if monitor else [])]

    def _firmware(self):
        firmware = self.options.firmware
        if firmware == "bios":
            return []
        secure = ".secboot" if firmware == "uefi32" else ""
        code = FIRMWARE[firmware].format("CODE", secure)
        variables = FIRMWARE[firmware].format("VARS", "")
        for path in (code, variables):
            if not os.path.exists(path):
                raise Refused(f"{path} is missing; say: tools/setup test")
        flash = "if=pflash,format=raw,unit="
        return ["-drive", f"{flash}0,readonly=on,file={code}",
                "-drive", f"{flash}1,snapshot=on,file={variables}"]

    def _boot(self):
        boot = self.options.boot
        if boot == "kernel":
            return self._boot_kernel()
        if boot == "none":
            return []
        return self._boot_image(usb=boot == "usb")

    def _boot_kernel(self):
        options = self.options
        kernel = options.kernel or options.build / options.arch / "quarry.elf"
        if not kernel.exists():
            raise Refused(f"{kernel} does not exist; build it first: make")
        parts = ["-kernel", str(kernel), "-append", self._command_line()]
        content = self._initrd()
        if content:
            initrd = self.directory / "initrd.cpio"
            initrd.write_bytes(content)
            parts += ["-initrd", str(initrd)]
        return parts

    def _boot_image(self, usb):
        options = self.options
        image = options.build / "quarry.iso"
        if not image.exists():
            raise Refused(f"{image} does not exist; build it first: make iso")
        name = str(image).replace(",", ",,")
        drive = f"if=none,id=image,format=raw,file={name}"
        if usb:
            parts = ["-device", "qemu-xhci", "-drive", drive + ",snapshot=on",
                     "-device", "usb-storage,drive=image,bootindex=0"]
        elif self.kind == "pc":
            parts = ["-drive", drive + ",media=cdrom,readonly=on", "-device", "ide-cd,drive=image,bootindex=0"]
        else:
            parts = ["-drive", drive + ",media=cdrom,readonly=on",
                     "-device", "ide-cd,bus=ide.0,drive=image,bootindex=0"]
        return parts if options.menu else parts + self._outside_disk()

    def _outside_disk(self):
        """The disk that tells the image's grub.cfg what to boot.

        Nothing can start from it, but OVMF leaves devices alone that are not in the boot order.
        """
        files = {"quarry-run.cfg": self._grub_script().encode()}
        initrd = self._initrd()
        if initrd:
            files["quarry-initrd.cpio"] = initrd
        disk = self.directory / "outside.tar"
        with tarfile.open(disk, "w", format=tarfile.USTAR_FORMAT) as archive:
            for name, data in files.items():
                member = tarfile.TarInfo(name)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        with open(disk, "r+b") as image:
            image.truncate(max(OUTSIDE_SIZE, disk.stat().st_size + 511 & -512))
        return ["-drive", f"if=none,id=outside,format=raw,readonly=on,file={disk}",
                "-device", "virtio-blk-pci,drive=outside,bootindex=1"]

    def _grub_script(self):
        self._command_line()        # refuses what does not fit
        words = " ".join(cmdline.grub_quote(word) for word in self._words())
        script = f"multiboot2 ($root)/boot/quarry-{self.options.arch}.elf {words}\n"
        if self._initrd():
            script += "module2 ($outside)/quarry-initrd.cpio initrd.cpio\n"
        return script + "boot\nhalt\n"      # comes back only from a kernel it could not load

    def _initrd(self):
        """The kernel's own modules, as they were built with it, and those asked for; empty: none."""
        own = self.options.build / self.options.arch / "initrd.cpio"
        members = cpio.members(own.read_bytes()) if own.exists() and not self.options.no_initrd else []
        for path in self.options.modules:
            try:
                members.append((path.name, path.read_bytes()))
            except OSError as why:
                raise Refused(f"--module {path}: {why.strerror}") from None
        return cpio.archive(members) if members else b""

    def _words(self):
        options = self.options
        words = [f"debug_exit={DEBUG_EXIT:#x}"]
        if options.display != "none" or options.no_serial:
            words.append("console=tty0")
        if not options.no_serial:
            words.append("console=ttyS0")
        for text in options.append:
            words += cmdline.split(text)
        if options.commands is not None:
            words.append("exec=" + self._exec_value())
        return words

    def _exec_value(self):
        value = cmdline.monitor_quotes(self.options.commands)
        if value is None:
            raise Refused("--exec: quotes within quotes do not fit on a kernel command line")
        if len(self.options.commands.encode()) > cmdline.MONITOR_LIMIT:
            raise Refused(f"--exec: {len(self.options.commands)} bytes; a line of the monitor has at most {cmdline.MONITOR_LIMIT}")
        return value

    def _command_line(self):
        line = cmdline.join(self._words())
        if len(line.encode()) > cmdline.LIMIT:
            raise Refused(f"the command line has {len(line)} bytes; the kernel takes {cmdline.LIMIT}")
        if "\n" in line or "\r" in line:
            raise Refused("the kernel's command line is one line; separate commands by ';'")
        return line


def owns_terminal():
    """Is standard input a terminal whose keys come to this process? (Not in the background.)"""
    try:
        return sys.stdin.isatty() and os.tcgetpgrp(0) == os.getpgrp()
    except (OSError, AttributeError, ValueError):
        return False
