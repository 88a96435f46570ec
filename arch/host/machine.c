// SPDX-License-Identifier: MIT
/* The host as a machine: its vmemmap, its interrupt flag, symbols that it does not have. */
#include <linux/types.h>
#include <asm/irqflags.h>
#include <asm/pgtable.h>
#include <asm/vmemmap.h>
#include <host/host.h>
#include <host/vmemmap.h>
#include <linux/kernel.h>
#include <quarry/restart.h>
#include <quarry/symbols.h>

__thread unsigned long host_eflags = X86_EFLAGS_IF;
pteval_t supported_pte_mask = ~0ULL; /* a CPU that knows every flag */

int vmemmap_populate(unsigned long start, unsigned long end)
{
	return host_vmemmap_populate(start, end);
}

/* What the kernel's interrupt entry does; arch/host/os cannot see the table. */
unsigned long host_restart_address(unsigned long ip)
{
	return restart_address(ip);
}

/* No symbol table: an address stays a number. A suite that wants names brings a stronger one. */
__attribute__((weak)) int sprint_symbol(char *buffer, unsigned long address)
{
	return snprintf(buffer, KSYM_SYMBOL_LEN, "0x%lx", address);
}

__attribute__((weak)) int sprint_symbol_no_offset(char *buffer, unsigned long address)
{
	return sprint_symbol(buffer, address);
}

__attribute__((weak)) bool kernel_text_address(unsigned long address)
{
	return false;
}
