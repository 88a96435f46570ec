// SPDX-License-Identifier: MIT
/*
 * Copying from and to device memory. A device may care how wide an access is and that each byte is
 * accessed once, so memcpy() will not do: here the accesses are of 4 bytes, aligned, and of single bytes
 * at the ends.
 */
#include <linux/export.h>
#include <linux/io.h>

#define STEP sizeof(u32)

static bool aligned(const volatile void *addr)
{
	return (unsigned long)addr % STEP == 0;
}

/**
 * memcpy_fromio() - copy from a device
 * @to: where to
 * @from: where from, mapped by ioremap()
 * @n: bytes
 */
void memcpy_fromio(void *to, const volatile void __iomem *from, size_t n)
{
	const volatile char *source = from;
	char *destination = to;

	while (n) {
		size_t step = aligned(source) && n >= STEP ? STEP : 1;

		if (step == STEP) {
			u32 value = readl(source);

			__builtin_memcpy(destination, &value, STEP);
		} else {
			*destination = readb(source);
		}
		source += step;
		destination += step;
		n -= step;
	}
}
EXPORT_SYMBOL(memcpy_fromio);

/**
 * memcpy_toio() - copy to a device
 * @to: where to, mapped by ioremap()
 * @from: where from
 * @n: bytes
 */
void memcpy_toio(volatile void __iomem *to, const void *from, size_t n)
{
	volatile char *destination = to;
	const char *source = from;

	while (n) {
		size_t step = aligned(destination) && n >= STEP ? STEP : 1;

		if (step == STEP) {
			u32 value;

			__builtin_memcpy(&value, source, STEP);
			writel(value, destination);
		} else {
			writeb(*source, destination);
		}
		source += step;
		destination += step;
		n -= step;
	}
}
EXPORT_SYMBOL(memcpy_toio);

/**
 * memset_io() - fill device memory
 * @addr: where, mapped by ioremap()
 * @value: the byte
 * @n: how many
 */
void memset_io(volatile void __iomem *addr, int value, size_t n)
{
	volatile char *destination = addr;

	while (n) {
		size_t step = aligned(destination) && n >= STEP ? STEP : 1;

		if (step == STEP)
			writel(0x01010101u * (u8)value, destination);
		else
			writeb(value, destination);
		destination += step;
		n -= step;
	}
}
EXPORT_SYMBOL(memset_io);
