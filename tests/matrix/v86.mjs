// SPDX-License-Identifier: MIT
// Boots a multiboot1 kernel in v86 without a screen: node v86.mjs V86-DIR KERNEL INITRD "command line" SECONDS
// Serial output goes to standard output. Status: what the kernel writes to its debug-exit port,
// less 0x10, as tools/run has it; 124 when the time is over; 3 when the emulator gives up.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const FIRST_STATUS = 0x10, DEBUG_EXIT = 0xf4;
const [folder, kernel, initrd, cmdline, seconds] = process.argv.slice(2);
const { V86 } = await import(pathToFileURL(path.join(folder, "build", "libv86.mjs")));
const bytes = (file) => {
	const data = fs.readFileSync(file);
	return { buffer: data.buffer.slice(data.byteOffset, data.byteOffset + data.length) };
};
const end = (status) => {
	process.stdout.write("", () => process.exit(status));
};
console.log = console.debug; // v86's own messages are not the guest's

const pc = new V86({
	wasm_path: path.join(folder, "build", "v86.wasm"),
	memory_size: 64 << 20,
	vga_memory_size: 8 << 20,
	bios: bytes("/usr/share/seabios/bios.bin"),
	vga_bios: bytes("/usr/share/seabios/vgabios-stdvga.bin"),
	multiboot: bytes(kernel),
	initrd: bytes(initrd),
	cmdline,
	autostart: true,
	disable_speaker: true,
	net_device: { type: "none" },
});
pc.add_listener("serial0-output-byte", (byte) => process.stdout.write(Buffer.from([byte])));
pc.add_listener("emulator-ready", () => {
	// v86's own handler of this port only logs and halts.
	pc.v86.cpu.io.register_write(DEBUG_EXIT, pc.v86.cpu, (value) => end(value - FIRST_STATUS));
});
process.on("uncaughtException", (error) => {
	console.error(String(error));
	end(3);
});
setTimeout(() => end(124), Number(seconds) * 1000);
