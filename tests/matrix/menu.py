# SPDX-License-Identifier: MIT
"""The boot menu as a person sees it: nothing is chosen from outside, keys come over the line."""
import dataclasses
import os
import re
import selectors
import signal
import subprocess
import time

from case import LIMIT, TOOL_GRACE, Case

BANNER = re.compile(rb"Quarry version \S+ \((i386|x86_64)[,)]")
MENU = re.compile(rb"--id|32 bit \(i386")      # the second entry is on the screen
DOWN_ENTER = b"\x1b[B\r"
RETRY = 2           # seconds between attempts to be heard at the prompt


@dataclasses.dataclass
class MenuCase(Case):
    """Boots by the menu, expects the kernel of one architecture, and switches off at its prompt."""
    kernel: str = "x86_64"
    keys: bytes = b""

    def run(self):
        guest = subprocess.Popen(self.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT)
        try:
            data = self._converse(guest, time.monotonic() + self.limit + TOOL_GRACE)
        finally:
            if guest.poll() is None:
                guest.send_signal(signal.SIGTERM)
            guest.wait()
        self.output = data.decode(errors="replace")
        banner = BANNER.search(data)
        if not banner:
            return "no kernel came up"
        if banner[1].decode() != self.kernel:
            return f"the menu chose {banner[1].decode()} instead of {self.kernel}"
        return None if guest.returncode == 0 else f"status {guest.returncode} after poweroff"

    def _converse(self, guest, deadline):
        """Presses the keys when the menu is there, then says poweroff until the machine obeys."""
        data, keys, said = b"", self.keys, 0.0
        with selectors.DefaultSelector() as ready:
            ready.register(guest.stdout, selectors.EVENT_READ)
            while time.monotonic() < deadline:
                if ready.select(0.5):
                    more = os.read(guest.stdout.fileno(), 65536)
                    if not more:
                        guest.wait(5)
                        break
                    data += more
                if keys and MENU.search(data):
                    self._say(guest, keys)
                    keys = b""
                if BANNER.search(data) and time.monotonic() - said > RETRY:
                    self._say(guest, b"poweroff\r")
                    said = time.monotonic()
        return data

    @staticmethod
    def _say(guest, text):
        try:
            guest.stdin.write(text)
            guest.stdin.flush()
        except BrokenPipeError:
            pass


def cases(build):
    """Each firmware's default, a CPU that decides for the other kernel, and a choice by key."""
    def menu(name, kernel, *options, keys=b"", firmware="bios"):
        limit = LIMIT["bios" if firmware == "bios" else "uefi"]
        return MenuCase(f"menu {name}", ["--menu", "--firmware", firmware, *options], None, build,
                        limit=limit, kernel=kernel, keys=keys)
    return [
        menu("bios cd", "x86_64", "--boot", "iso"),
        menu("bios stick", "x86_64", "--boot", "usb"),
        menu("bios cd second entry", "i386", "--boot", "iso", keys=DOWN_ENTER),
        menu("bios cd pentium3", "i386", "--boot", "iso", "--arch", "i386", "--cpu", "pentium3"),
        menu("uefi64 cd", "x86_64", "--boot", "iso", firmware="uefi64"),
        menu("uefi64 stick second entry", "i386", "--boot", "usb", keys=DOWN_ENTER, firmware="uefi64"),
        menu("uefi32 cd 64-bit CPU", "x86_64", "--boot", "iso", firmware="uefi32"),
        menu("uefi32 stick 32-bit CPU", "i386", "--boot", "usb", "--arch", "i386", "--cpu", "n270,lm=off",
             firmware="uefi32"),
    ]
