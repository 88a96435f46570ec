/* SPDX-License-Identifier: MIT */
/* Port input and output: emulated and recorded, see host_port_* in <host/host.h>. */
#ifndef _ASM_IO_H
#define _ASM_IO_H

#include <linux/types.h>
#include <asm/page.h>
#include <host/host.h>

static inline u8 inb(u16 port)
{
	return (u8)host_port_read(port, 1);
}

static inline u16 inw(u16 port)
{
	return (u16)host_port_read(port, 2);
}

static inline u32 inl(u16 port)
{
	return host_port_read(port, 4);
}

static inline void outb(u8 value, u16 port)
{
	host_port_write(port, value, 1);
}

static inline void outw(u16 value, u16 port)
{
	host_port_write(port, value, 2);
}

static inline void outl(u32 value, u16 port)
{
	host_port_write(port, value, 4);
}

static inline void io_delay(void)
{
}

static inline unsigned long virt_to_phys(const volatile void *address)
{
	return __phys_addr((unsigned long)address);
}

static inline void *phys_to_virt(unsigned long address)
{
	return __va(address);
}

#include <linux/io.h> /* where modules from books look for readb() and ioremap() */

#endif
