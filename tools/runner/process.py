# SPDX-License-Identifier: MIT
"""Runs QEMU, never outlives it and never lets it outlive us.

QEMU reads and writes the terminal itself, so that not a byte changes on the way. A machine
protocol connection (QMP) on a socket pair tells why the machine stopped and takes pictures.
"""
import ctypes
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import termios

from .machine import owns_terminal
from .options import Refused

OK, RESET, TIMEOUT, NOT_STARTED = 0, 3, 124, 125
FIRST_STATUS = 0x10         # the kernel writes FIRST_STATUS + status to the debug-exit port
PR_SET_PDEATHSIG = 1
GRACE = 3                   # seconds between asking QEMU to end and ending it


class Stopped(BaseException):
    """A signal asks tools/run to end."""

    def __init__(self, number):
        self.number = number


class Monitor:
    """The QMP side of the socket pair."""

    def __init__(self):
        self.ours, self.theirs = socket.socketpair()
        self.ours.sendall(b'{"execute":"qmp_capabilities"}\n')
        self.pending = b""

    def arguments(self):
        return ["-chardev", f"socket,id=qmp,fd={self.theirs.fileno()}", "-mon", "chardev=qmp,mode=control"]

    def started(self):
        self.theirs.close()

    def _messages(self):
        """Messages as they come in, until the other side closes or stays silent."""
        while True:
            line, newline, rest = self.pending.partition(b"\n")
            if newline:
                self.pending = rest
                yield json.loads(line)
                continue
            try:
                more = self.ours.recv(65536)
            except OSError:
                return
            if not more:
                return
            self.pending += more

    def shutdown_reason(self):
        """Why QEMU ended by itself, after it has: guest-reset, guest-shutdown, … or None."""
        reason = None
        self.ours.settimeout(1)
        for message in self._messages():
            if message.get("event") == "SHUTDOWN":
                reason = message["data"].get("reason")
        return reason

    def quit(self):
        try:
            self.ours.sendall(b'{"execute":"quit"}\n')
        except OSError:
            pass

    def screenshot(self, path):
        command = {"execute": "screendump", "id": "shot",
                   "arguments": {"filename": str(path.resolve()), "format": "png"}}
        self.ours.settimeout(10)
        self.ours.sendall(json.dumps(command).encode() + b"\n")
        for message in self._messages():
            if message.get("id") == "shot":
                if "error" in message:
                    say(f"--screenshot: {message['error'].get('desc')}")
                return


def say(text):
    print(f"tools/run: {text}", file=sys.stderr, flush=True)


def _die_with_parent():
    """In the child: if tools/run is killed hard, the kernel kills QEMU as well."""
    try:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    except (OSError, AttributeError):
        pass


def _terminal_state():
    try:
        flags = fcntl.fcntl(0, fcntl.F_GETFL)
        return flags, termios.tcgetattr(0) if os.isatty(0) and owns_terminal() else None
    except (OSError, termios.error):
        return None, None


def _restore_terminal(state):
    flags, modes = state
    try:
        if flags is not None:
            fcntl.fcntl(0, fcntl.F_SETFL, flags)
        if modes is not None:
            termios.tcsetattr(0, termios.TCSADRAIN, modes)
    except (OSError, termios.error):
        pass


def _end(qemu, monitor):
    """Ends QEMU itself, first politely (it restores the terminal), then surely."""
    if qemu.poll() is None:
        monitor.quit()
        try:
            qemu.wait(GRACE)
        except subprocess.TimeoutExpired:
            qemu.kill()
            qemu.wait()


def _verdict(code, monitor, interactive):
    """tools/run's status for the status QEMU ended with."""
    if code < 0:
        say(f"QEMU was ended by signal {-code}")
        return NOT_STARTED
    if code & 1 and code >> 1 >= FIRST_STATUS:
        return (code >> 1) - FIRST_STATUS
    if code != 0:
        return NOT_STARTED          # QEMU has said why
    reason = monitor.shutdown_reason()
    if reason in ("guest-shutdown", "host-qmp-quit", "host-ui", "host-signal") and interactive:
        return OK
    what = {"guest-reset": "was reset (reboot, or a triple fault)",
            "guest-shutdown": "was switched off"}.get(reason, f"ended ({reason or 'no reason given'})")
    say(f"the machine {what} without a verdict from the kernel")
    return RESET


def _announce(vm, options):
    if options.gdb:
        kernel = options.kernel or options.build / options.arch / "quarry.elf"
        say(f"waiting for a debugger: gdb {kernel} -ex 'target remote :1234'")
    if options.log and options.no_serial:
        raise Refused("--log: there is no serial port to copy")


def run(vm, options):
    """Runs the machine to its end; the exit status of tools/run."""
    _announce(vm, options)
    monitor = Monitor()
    interactive = options.commands is None
    terminal = _terminal_state()
    background = os.isatty(0) and not owns_terminal()

    def stopped(number, _frame):
        raise Stopped(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stopped)
    qemu = None
    try:
        qemu = subprocess.Popen(vm.arguments + monitor.arguments(), preexec_fn=_die_with_parent,
                                pass_fds=[monitor.theirs.fileno()],
                                stdin=subprocess.DEVNULL if background else None)
        monitor.started()
        return _verdict(qemu.wait(options.timeout), monitor, interactive)
    except subprocess.TimeoutExpired:
        if options.screenshot:
            monitor.screenshot(options.screenshot)
        _end(qemu, monitor)
        say(f"the time ran out after {options.timeout:g} s")
        return TIMEOUT
    except Stopped as stop:
        return 128 + stop.number
    except OSError as why:
        raise Refused(f"QEMU did not start: {why}") from None
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        if qemu is not None:
            _end(qemu, monitor)
        _restore_terminal(terminal)
