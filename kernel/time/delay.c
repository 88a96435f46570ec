// SPDX-License-Identifier: MIT
/* Delays that keep the CPU busy. */
#include <linux/delay.h>
#include <linux/export.h>
#include <linux/time64.h>
#include <quarry/time.h>

void ndelay(unsigned long nsecs)
{
	delay_ns(nsecs);
}
EXPORT_SYMBOL(ndelay);

/**
 * udelay() - keep the CPU busy for at least so many microseconds
 * @usecs: how many
 *
 * Context: any.
 */
void udelay(unsigned long usecs)
{
	delay_ns((u64)usecs * NSEC_PER_USEC);
}
EXPORT_SYMBOL(udelay);

/**
 * mdelay() - keep the CPU busy for at least so many milliseconds
 * @msecs: how many
 *
 * Context: any.
 */
void mdelay(unsigned long msecs)
{
	delay_ns((u64)msecs * NSEC_PER_MSEC);
}
EXPORT_SYMBOL(mdelay);

/**
 * delay_us() - as udelay(), under the name that drivers of the boot use
 * @us: microseconds
 */
void delay_us(u32 us)
{
	udelay(us);
}
