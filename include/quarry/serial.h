/* SPDX-License-Identifier: MIT */
/* Serial lines COM1 to COM4 as consoles ttyS0 to ttyS3. */
#ifndef _QUARRY_SERIAL_H
#define _QUARRY_SERIAL_H

/**
 * serial_init() - find the serial ports and use the first one as console
 *
 * Needs nothing but the CPU; to be called as the very first driver. Sets 115200 bit/s, 8N1;
 * console=ttyS1,9600n8 chooses another port and speed. Ports that are absent are passed over.
 */
void serial_init(void);

/**
 * serial_start_input() - let typed bytes arrive by interrupt, and by polling
 *
 * Once interrupts can be requested. Polling stays in place: console_getc() then also works
 * where no interrupt is ever delivered.
 */
void serial_start_input(void);

void serial_drain(void);

#endif
