// SPDX-License-Identifier: MIT
/*
 * The keyboard behind the i8042 controller of the PC, or what firmware shows of a USB one there.
 *
 * The controller may be absent. Then its ports read as ones, and every wait below ends by count.
 *
 * Reference: IBM PS/2 Hardware Interface Technical Reference, "Keyboard and Auxiliary Device
 * Controller".
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <asm/io.h>
#include <quarry/console.h>
#include <quarry/irq.h>
#include <quarry/keyboard.h>

#define DATA 0x60
#define STATUS 0x64
#define COMMAND 0x64
#define KEYBOARD_IRQ 1

#define STATUS_OUTPUT_FULL 0x01	/* there is a byte to read */
#define STATUS_INPUT_FULL 0x02	/* the last byte written was not taken yet */
#define STATUS_FROM_MOUSE 0x20

#define READ_CONFIG 0x20
#define WRITE_CONFIG 0x60
#define DISABLE_MOUSE 0xa7
#define SELF_TEST 0xaa
#define SELF_TEST_PASSED 0x55
#define DISABLE_KEYBOARD 0xad
#define ENABLE_KEYBOARD 0xae

#define CONFIG_KEYBOARD_IRQ 0x01
#define CONFIG_MOUSE_IRQ 0x02
#define CONFIG_KEYBOARD_OFF 0x10
#define CONFIG_MOUSE_OFF 0x20
#define CONFIG_TRANSLATE 0x40

#define START_SCANNING 0xf4 /* to the keyboard itself */

#define WAIT_READS 50000 /* of about a microsecond; a self test may take 20 ms */
#define MAX_BYTES 32

static struct keyboard keyboard;

static bool __init wait_status(u8 mask, u8 value)
{
	u32 tries;

	for (tries = 0; tries < WAIT_READS; tries++) {
		if ((inb(STATUS) & mask) == value)
			return true;
	}
	return false;
}

static bool __init send(u16 port, u8 byte)
{
	if (!wait_status(STATUS_INPUT_FULL, 0))
		return false;
	outb(byte, port);
	return true;
}

/* A byte of answer, or -1. */
static int __init answer(void)
{
	return wait_status(STATUS_OUTPUT_FULL, STATUS_OUTPUT_FULL) ? inb(DATA) : -1;
}

static void __init discard(void)
{
	u32 i;

	for (i = 0; i < MAX_BYTES && (inb(STATUS) & STATUS_OUTPUT_FULL); i++)
		inb(DATA);
}

/* Quiet, tested, and set to translate to scan code set 1. */
static bool __init controller_init(void)
{
	int config;

	if (inb(STATUS) == 0xff || !send(COMMAND, DISABLE_KEYBOARD) ||
	    !send(COMMAND, DISABLE_MOUSE))
		return false;
	discard();
	if (!send(COMMAND, SELF_TEST) || answer() != SELF_TEST_PASSED)
		return false;
	if (!send(COMMAND, READ_CONFIG))
		return false;
	config = answer();
	if (config < 0)
		return false;
	config |= CONFIG_KEYBOARD_IRQ | CONFIG_TRANSLATE | CONFIG_MOUSE_OFF;
	config &= ~(CONFIG_MOUSE_IRQ | CONFIG_KEYBOARD_OFF);
	return send(COMMAND, WRITE_CONFIG) && send(DATA, config) && send(COMMAND, ENABLE_KEYBOARD);
}

/* Bytes that are there now. Interrupts are off. */
static void receive(void)
{
	u8 typed[KEY_BYTES_MAX];
	u32 i, n, k;

	for (i = 0; i < MAX_BYTES; i++) {
		u8 status = inb(STATUS);
		u8 byte;

		if (!(status & STATUS_OUTPUT_FULL) || status == 0xff)
			return;
		byte = inb(DATA);
		if (status & STATUS_FROM_MOUSE)
			continue;
		n = keyboard_decode(&keyboard, byte, typed);
		for (k = 0; k < n; k++)
			console_input(typed[k]);
	}
}

static irqreturn_t keyboard_irq(int irq, void *arg)
{
	console_receive(receive);
	return IRQ_HANDLED;
}

int __init keyboard_init(void)
{
	if (!controller_init())
		return -ENODEV;
	if (send(DATA, START_SCANNING))
		answer(); /* 0xfa if a keyboard is plugged in; one may be later */
	discard();
	console_register_poll(receive);
	if (request_irq(KEYBOARD_IRQ, keyboard_irq, 0, "i8042", NULL))
		pr_info("keyboard: polled, as its interrupt cannot be had\n");
	return 0;
}
