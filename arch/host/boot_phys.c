// SPDX-License-Identifier: MIT
/* boot_phys() of the host: buffers that a test shows as physical memory, and host RAM. */
#include <linux/types.h>
#include <asm/page.h>
#include <host/host.h>
#include <quarry/boot_info.h>

#define MAX_WINDOWS 16

static struct {
	u64 base;
	const u8 *data;
	size_t size;
} windows[MAX_WINDOWS];
static int nr_windows;

void host_phys_window(unsigned long long base, const void *data, size_t size)
{
	if (nr_windows == MAX_WINDOWS)
		host_die("host_phys_window(): more than 16");
	windows[nr_windows].base = base;
	windows[nr_windows].data = data;
	windows[nr_windows++].size = size;
}

void host_phys_windows_clear(void)
{
	nr_windows = 0;
}

/* Weak: a suite with memory of its own kind may bring another. */
__attribute__((weak)) const void *boot_phys(u64 phys, size_t len)
{
	for (int i = nr_windows - 1; i >= 0; i--)
		if (phys >= windows[i].base && phys - windows[i].base < windows[i].size &&
		    len <= windows[i].size - (phys - windows[i].base))
			return windows[i].data + (phys - windows[i].base);
	return host_is_ram(phys, len) ? __va(phys) : NULL;
}
