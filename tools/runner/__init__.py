# SPDX-License-Identifier: MIT
"""The parts of tools/run: options, the machine's command line, the initrd, the QEMU process."""
