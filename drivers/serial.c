// SPDX-License-Identifier: MIT
/*
 * Serial lines: 8250, 16450, 16550 and 16550A at the four addresses of the PC.
 *
 * Nothing here waits for ever: a transmitter that does not get ready (no clock, a port that is
 * not what it seems) costs WAIT_READS once, then one look a byte until it recovers.
 *
 * Reference: National Semiconductor PC16550D data sheet (1995), section 8.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/interrupt.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <asm/io.h>
#include <asm/processor.h>
#include <quarry/console.h>
#include <quarry/irq.h>
#include <quarry/serial.h>

/* Registers, as offsets from the port's base. */
#define DATA 0	/* receive, transmit; divisor, low byte, while LCR_DIVISOR is set */
#define IER 1	/* interrupt enable; divisor, high byte */
#define IIR 2	/* read: interrupt identification */
#define FCR 2	/* write: FIFO control */
#define LCR 3	/* line control */
#define MCR 4	/* modem control */
#define LSR 5	/* line status */
#define MSR 6	/* modem status */
#define SCRATCH 7

#define IER_RECEIVED 0x01
#define IIR_FIFO_MASK 0xc0
#define IIR_FIFO_WORKS 0xc0 /* the 16550 without A sets bit 7 only and its FIFO loses bytes */
#define FCR_ENABLE_AND_CLEAR 0x07
#define LCR_8_BITS 0x03
#define LCR_2_STOP 0x04
#define LCR_PARITY 0x08
#define LCR_EVEN 0x10
#define LCR_DIVISOR 0x80
#define MCR_DTR_RTS 0x03
#define MCR_OUT2 0x08 /* lets the interrupt out of the chip, on a PC */
#define MCR_LOOPBACK 0x10
#define LSR_RECEIVED 0x01
#define LSR_BREAK 0x10
#define LSR_ROOM 0x20
#define LSR_EMPTY 0x40 /* the shift register too */

#define CLOCK 115200
#define FIFO_SIZE 16
#define WAIT_READS 200000	/* some 0.1 to 0.3 s; 16 bytes at 9600 bit/s take 17 ms */
#define MAX_RECEIVE 256

/**
 * struct serial_port - a port
 * @console: its console
 * @base: its I/O address
 * @irq: its interrupt line on the ISA bus
 * @burst: bytes its transmitter takes at once; 0 means that there is no such port
 * @stuck: it let us wait in vain, and has not been ready since
 */
struct serial_port {
	struct console console;
	u16 base;
	u8 irq;
	u8 burst;
	bool stuck;
};

static void serial_write(struct console *con, const char *s, size_t n);
static int serial_setup(struct console *con, const char *options);

#define SERIAL_PORT(name_, base_, irq_)                                                            \
	{ .console = { .name = name_, .write = serial_write, .setup = serial_setup,                \
		       .flags = CON_PRINTBUFFER },                                                 \
	  .base = base_, .irq = irq_ }

static struct serial_port ports[] = {
	SERIAL_PORT("ttyS0", 0x3f8, 4),
	SERIAL_PORT("ttyS1", 0x2f8, 3),
	SERIAL_PORT("ttyS2", 0x3e8, 4),
	SERIAL_PORT("ttyS3", 0x2e8, 3),
};

#define for_each_port(port) for (port = ports; port < ports + ARRAY_SIZE(ports); port++)

static u8 get(const struct serial_port *port, u16 reg)
{
	return inb(port->base + reg);
}

static void set(const struct serial_port *port, u16 reg, u8 value)
{
	outb(value, port->base + reg);
}

/* Wait, within bounds, until the transmitter takes bytes. */
static bool wait_for_room(struct serial_port *port)
{
	u32 tries = port->stuck ? 1 : WAIT_READS;

	while (tries--) {
		if (get(port, LSR) & LSR_ROOM) {
			port->stuck = false;
			return true;
		}
	}
	port->stuck = true;
	return false;
}

static void serial_write(struct console *con, const char *s, size_t n)
{
	struct serial_port *port = container_of(con, struct serial_port, console);
	bool cr_sent = false;
	u32 room = 0;

	while (n) {
		u8 c = *s;

		if (!room) {
			if (!wait_for_room(port))
				return;
			room = port->burst;
		}
		room--;
		if (c == '\n' && !cr_sent) {
			cr_sent = true;
			set(port, DATA, '\r');
			continue;
		}
		cr_sent = false;
		set(port, DATA, c);
		s++;
		n--;
	}
}

static void set_line(const struct serial_port *port, u32 divisor, u8 format)
{
	set(port, LCR, LCR_DIVISOR | format);
	set(port, DATA, divisor & 0xff);
	set(port, IER, divisor >> 8);
	set(port, LCR, format);
}

/* "9600", "9600e7": speed, parity (n, o, e), bits (5 to 8). */
static int serial_setup(struct console *con, const char *options)
{
	static const char parities[] = "noe";
	const struct serial_port *port = container_of(con, struct serial_port, console);
	const char *parity = parities;
	u32 speed = 0, bits = 8;

	for (; *options >= '0' && *options <= '9' && speed < CLOCK; options++)
		speed = speed * 10 + (*options - '0');
	if (!speed || speed > CLOCK || CLOCK / speed > 0xffff)
		return -EINVAL;
	if (*options && !(parity = strchr(parities, *options++)))
		return -EINVAL;
	if (*options)
		bits = *options++ - '0';
	if (bits < 5 || bits > 8 || *options)
		return -EINVAL;
	set_line(port, CLOCK / speed, (bits - 5) | (*parity != 'n' ? LCR_PARITY : 0) |
					      (*parity == 'e' ? LCR_EVEN : 0));
	return 0;
}

/* Does a register hold what is written into its low bits? The bus alone answers with ones. */
static bool __init holds(const struct serial_port *port, u16 reg, u8 value, u8 mask)
{
	set(port, reg, value);
	io_delay();
	return (get(port, reg) & mask) == value;
}

/* In loopback mode the modem control outputs come back as modem status inputs. */
static bool __init loops_back(const struct serial_port *port)
{
	u8 status;

	set(port, MCR, MCR_LOOPBACK | MCR_OUT2 | 0x02);
	io_delay();
	status = get(port, MSR) & 0xf0;
	set(port, MCR, MCR_DTR_RTS);
	return status == 0x90;
}

/*
 * Is there a port? The interrupt enable register has four bits that can be set. Besides, either
 * the scratch register (which the 8250 lacks) or the loopback (which emulators may lack) works.
 */
static bool __init port_present(const struct serial_port *port)
{
	if (get(port, LSR) == 0xff)
		return false;
	set(port, LCR, LCR_8_BITS);
	if (!holds(port, IER, 0, 0xff) || !holds(port, IER, 0x0f, 0x0f) ||
	    !holds(port, IER, 0, 0x0f))
		return false;
	if (holds(port, SCRATCH, 0x5a, 0xff) && holds(port, SCRATCH, 0xa5, 0xff))
		return true;
	return loops_back(port);
}

/* What was typed before the kernel started would be lost with the FIFO's content. */
static void __init keep_early_input(const struct serial_port *port)
{
	for (int i = 0; i < FIFO_SIZE && (get(port, LSR) & LSR_RECEIVED); i++)
		console_input(get(port, DATA));
}

static u8 __init find_burst(const struct serial_port *port)
{
	set(port, FCR, FCR_ENABLE_AND_CLEAR);
	if ((get(port, IIR) & IIR_FIFO_MASK) == IIR_FIFO_WORKS)
		return FIFO_SIZE;
	set(port, FCR, 0);
	return 1;
}

void __init serial_init(void)
{
	struct serial_port *port;
	bool first = true;

	for_each_port(port) {
		if (!port_present(port))
			continue;
		set_line(port, 1, LCR_8_BITS);
		set(port, MCR, MCR_DTR_RTS);
		keep_early_input(port);
		port->burst = find_burst(port);
		if (!first)
			port->console.flags |= CON_ONLY_NAMED;
		first = false;
		register_console(&port->console);
	}
}

static void receive(const struct serial_port *port)
{
	u32 i;

	for (i = 0; i < MAX_RECEIVE; i++) {
		u8 status = get(port, LSR);
		u8 byte;

		if (!(status & LSR_RECEIVED) || status == 0xff)
			return;
		byte = get(port, DATA);
		if (!(status & LSR_BREAK))
			console_input(byte);
	}
}

static void poll_ports(void)
{
	struct serial_port *port;

	for_each_port(port) {
		if (port->burst && (port->console.flags & CON_ENABLED))
			receive(port);
	}
}

/* A line may be shared by two ports, and what came may have been polled away meanwhile. */
static irqreturn_t serial_irq(int irq, void *port)
{
	console_receive(poll_ports);
	return IRQ_HANDLED;
}

/* The identification register is read to settle what happened before the interrupt was wanted. */
static void __init start_input(struct serial_port *port)
{
	if (request_irq(port->irq, serial_irq, IRQF_SHARED, port->console.name, port))
		return;
	set(port, MCR, MCR_DTR_RTS | MCR_OUT2);
	get(port, IIR);
	set(port, IER, IER_RECEIVED);
}

void __init serial_start_input(void)
{
	struct serial_port *port;

	for_each_port(port) {
		if (port->burst && (port->console.flags & CON_ENABLED))
			start_input(port);
	}
	console_register_poll(poll_ports);
}

/**
 * serial_drain() - wait until the last byte has left, before the power goes
 */
void serial_drain(void)
{
	struct serial_port *port;

	for_each_port(port)
		for (int reads = 0; port->burst && reads < WAIT_READS && !(get(port, LSR) & LSR_EMPTY); reads++)
			cpu_relax();
}
