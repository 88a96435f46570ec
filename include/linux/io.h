/* SPDX-License-Identifier: MIT */
/*
 * Device memory: mapping it, and reading and writing it. Theory in arch/x86/ioremap.c.
 *
 * An access through readl() and the like is one access of that size, made where it is written, in the order
 * of the program: the pointers are not for dereferencing.
 */
#ifndef _LINUX_IO_H
#define _LINUX_IO_H

#include <asm/io.h>
#include <linux/compiler.h>
#include <linux/types.h>

/* ---- mapping ----------------------------------------------------------------------------------- */

void __iomem *ioremap(phys_addr_t phys, size_t size);
void __iomem *ioremap_wc(phys_addr_t phys, size_t size);
void __iomem *ioremap_cache(phys_addr_t phys, size_t size);
void __iomem *ioremap_uc(phys_addr_t phys, size_t size);
void iounmap(volatile void __iomem *addr);

#define ioremap_nocache(phys, size) ioremap(phys, size) /* until 5.6 */

/* ---- access ------------------------------------------------------------------------------------ */

#define DEFINE_IO_ACCESS(suffix, type)                                                             \
	static inline type __raw_read##suffix(const volatile void __iomem *addr)                   \
	{                                                                                          \
		return *(const volatile type *)addr;                                               \
	}                                                                                          \
	static inline type read##suffix(const volatile void __iomem *addr)                         \
	{                                                                                          \
		type value = *(const volatile type *)addr;                                         \
		barrier();                                                                         \
		return value;                                                                      \
	}                                                                                          \
	static inline void __raw_write##suffix(type value, volatile void __iomem *addr)            \
	{                                                                                          \
		*(volatile type *)addr = value;                                                    \
	}                                                                                          \
	static inline void write##suffix(type value, volatile void __iomem *addr)                  \
	{                                                                                          \
		barrier();                                                                         \
		*(volatile type *)addr = value;                                                    \
	}
DEFINE_IO_ACCESS(b, u8)
DEFINE_IO_ACCESS(w, u16)
DEFINE_IO_ACCESS(l, u32)
#undef DEFINE_IO_ACCESS

/* A machine of 32 bits needs two accesses: the low half first. */
static inline u64 readq(const volatile void __iomem *addr)
{
	u64 value;

	if (sizeof(long) == sizeof(u64)) {
		value = *(const volatile u64 *)addr;
		barrier();
	} else {
		value = readl(addr);
		value |= (u64)readl((const volatile char *)addr + 4) << 32;
	}
	return value;
}

static inline void writeq(u64 value, volatile void __iomem *addr)
{
	barrier();
	if (sizeof(long) == sizeof(u64)) {
		*(volatile u64 *)addr = value;
	} else {
		writel(value, addr);
		writel(value >> 32, (volatile char *)addr + 4);
	}
}

#define readb_relaxed(addr) __raw_readb(addr)
#define readw_relaxed(addr) __raw_readw(addr)
#define readl_relaxed(addr) __raw_readl(addr)
#define readq_relaxed(addr) readq(addr)
#define writeb_relaxed(value, addr) __raw_writeb(value, addr)
#define writew_relaxed(value, addr) __raw_writew(value, addr)
#define writel_relaxed(value, addr) __raw_writel(value, addr)
#define writeq_relaxed(value, addr) writeq(value, addr)

#define ioread8(addr) readb(addr)
#define ioread16(addr) readw(addr)
#define ioread32(addr) readl(addr)
#define ioread64(addr) readq(addr)
#define iowrite8(value, addr) writeb(value, addr)
#define iowrite16(value, addr) writew(value, addr)
#define iowrite32(value, addr) writel(value, addr)
#define iowrite64(value, addr) writeq(value, addr)

/* For devices that put the most significant byte first. */
#define ioread16be(addr) __builtin_bswap16(readw(addr))
#define ioread32be(addr) __builtin_bswap32(readl(addr))
#define iowrite16be(value, addr) writew(__builtin_bswap16(value), addr)
#define iowrite32be(value, addr) writel(__builtin_bswap32(value), addr)

/* mm/io_copy.c: in accesses of 4 bytes where the device's address is aligned, and single bytes elsewhere. */
void memcpy_fromio(void *to, const volatile void __iomem *from, size_t n);
void memcpy_toio(volatile void __iomem *to, const void *from, size_t n);
void memset_io(volatile void __iomem *addr, int value, size_t n);

#endif
