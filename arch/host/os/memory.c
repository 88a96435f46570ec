// SPDX-License-Identifier: MIT
/*
 * "Physical" memory and vmemmap of the host: two big reservations of address space. Linux gives
 * them pages when they are touched, so a terabyte costs nothing until it is used; what is not RAM
 * stays unreadable, so that a stray access faults here as it would in the kernel.
 */
#define _GNU_SOURCE
#include <asm/memory_map.h>
#include <host/host.h>
#include <host/vmemmap.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#define MAX_RAM_RANGES 256
#define PAGE 4096UL

static struct {
	unsigned long long start, end;
} ram[MAX_RAM_RANGES];
static int nr_ram;
static unsigned long vmemmap_left;

static void fail(const char *what)
{
	perror(what);
	exit(99);
}

static void reserve(unsigned long start, unsigned long size)
{
	void *p = mmap((void *)start, size, PROT_NONE,
		       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);

	if (p != (void *)start)
		fail("host: cannot reserve address space for the machine");
}

/* A new mapping in place of the old one gives the pages back and starts with zeroes again. */
static void map_over(unsigned long start, unsigned long size, int prot)
{
	if (mmap((void *)start, size, prot,
		 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) == MAP_FAILED)
		fail("host: mmap");
}

void host_memory_start(void)
{
	reserve(PAGE_OFFSET, HOST_PHYS_SIZE);
	reserve(VMEMMAP_START, VMEMMAP_END - VMEMMAP_START);
	vmemmap_left = VMEMMAP_END - VMEMMAP_START;
}

void host_memory_reset(void)
{
	nr_ram = 0;
	map_over(PAGE_OFFSET, HOST_PHYS_SIZE, PROT_NONE);
	map_over(VMEMMAP_START, VMEMMAP_END - VMEMMAP_START, PROT_NONE);
	vmemmap_left = VMEMMAP_END - VMEMMAP_START;
}

void host_ram_add(unsigned long long base, unsigned long long size)
{
	unsigned long long start = base & ~(PAGE - 1), end = (base + size + PAGE - 1) & ~(PAGE - 1);

	if (end > HOST_PHYS_SIZE || end < start || nr_ram == MAX_RAM_RANGES)
		host_die("host_ram_add(): no place for this RAM");
	map_over(PAGE_OFFSET + start, end - start, PROT_READ | PROT_WRITE);
	ram[nr_ram].start = start;
	ram[nr_ram++].end = end;
}

int host_is_ram(unsigned long long base, unsigned long long size)
{
	unsigned long long at = base, end = base + size;
	int again = end > base;

	while (again && at < end) {
		again = 0;
		for (int i = 0; i < nr_ram; i++)
			if (at >= ram[i].start && at < ram[i].end) {
				at = ram[i].end;
				again = 1;
			}
	}
	return at >= end && end > base;
}

void host_vmemmap_limit(unsigned long bytes)
{
	vmemmap_left = bytes;
}

int host_vmemmap_populate(unsigned long start, unsigned long end)
{
	if (start < VMEMMAP_START || end > VMEMMAP_END || start > end || end - start > vmemmap_left)
		return -ENOMEM;
	vmemmap_left -= end - start;
	if (mprotect((void *)start, end - start, PROT_READ | PROT_WRITE))
		return -ENOMEM;
	return 0;
}
