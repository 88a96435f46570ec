// SPDX-License-Identifier: MIT
/*
 * memblock: the machine's own, under Linux's names.
 *
 * The arrays live as long as the kernel: memblock_free_all() hands the free memory to the page
 * allocator and freezes them, after which they can be read (/proc/memblock, who owned what at
 * boot) but not changed.
 *
 * "memblock=debug" on the command line prints each change with its caller.
 *
 * See mm/memblock.c for the theory.
 */
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/memblock.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include <asm/page.h>
#include <quarry/proc.h>

#define CACHE_LINE 64 /* what an alignment of 0 means */

static struct memblock_region memory_regions[INIT_MEMBLOCK_REGIONS];
static struct memblock_region reserved_regions[INIT_MEMBLOCK_REGIONS];

static void *direct_map(phys_addr_t phys)
{
	return __va(phys);
}

struct memblock memblock = {
	.current_limit = BOOT_DIRECT_MAP_SIZE, /* until paging_init() */
	.memory = { .max = INIT_MEMBLOCK_REGIONS, .regions = memory_regions, .name = "memory" },
	.reserved = { .max = INIT_MEMBLOCK_REGIONS,
		      .regions = reserved_regions,
		      .name = "reserved" },
	.virt = direct_map,
};

bool memblock_debug;

static int __init memblock_option(char *arg)
{
	if (!arg || strcmp(arg, "debug")) {
		pr_warn("memblock: \"memblock=%s\" ignored: only \"debug\" is known\n",
			arg ? arg : "");
		return -EINVAL;
	}
	memblock_debug = true;
	return 0;
}
early_param("memblock", memblock_option);

static void trace(const char *what, phys_addr_t base, phys_addr_t size, const void *caller)
{
	if (memblock_debug)
		pr_info("%s: [%#018llx-%#018llx] %pS\n", what, (unsigned long long)base,
			(unsigned long long)(base + size - 1), caller);
}

#define TRACE(base, size) trace(__func__, base, size, __builtin_return_address(0))

/** memblock_add() - there is RAM here; see mb_add() */
int memblock_add(phys_addr_t base, phys_addr_t size)
{
	TRACE(base, size);
	return mb_add(&memblock, base, size, NUMA_NO_NODE);
}

/** memblock_add_node() - there is RAM of this node here; see mb_add() */
int memblock_add_node(phys_addr_t base, phys_addr_t size, int nid)
{
	TRACE(base, size);
	return mb_add(&memblock, base, size, nid);
}

/** memblock_remove() - there is no RAM here after all; see mb_remove() */
int memblock_remove(phys_addr_t base, phys_addr_t size)
{
	TRACE(base, size);
	return mb_remove(&memblock, base, size);
}

/** memblock_reserve() - these addresses are in use; see mb_reserve() */
int memblock_reserve(phys_addr_t base, phys_addr_t size)
{
	TRACE(base, size);
	return mb_reserve(&memblock, base, size, NUMA_NO_NODE);
}

/** memblock_phys_free() - these addresses are not in use any more; see mb_free() */
int memblock_phys_free(phys_addr_t base, phys_addr_t size)
{
	TRACE(base, size);
	return mb_free(&memblock, base, size);
}

/**
 * memblock_free() - give back memory that memblock_alloc() returned
 * @ptr: the pointer; NULL is fine
 * @size: bytes, as allocated
 */
void memblock_free(void *ptr, size_t size)
{
	if (ptr) {
		TRACE(__pa(ptr), size);
		mb_free(&memblock, __pa(ptr), size);
	}
}

/** memblock_set_node() - these regions belong to a node; see mb_set_node() */
int memblock_set_node(phys_addr_t base, phys_addr_t size, struct memblock_type *type, int nid)
{
	return mb_set_node(&memblock, type, base, size, nid);
}

/** memblock_trim_memory() - keep only RAM in whole blocks of @align bytes; see mb_trim() */
void memblock_trim_memory(phys_addr_t align)
{
	mb_trim(&memblock, align);
}

/** memblock_enforce_memory_limit() - keep only the first @bytes of RAM; see mb_enforce_limit() */
void memblock_enforce_memory_limit(phys_addr_t bytes)
{
	mb_enforce_limit(&memblock, bytes);
}

/* ---- allocation ------------------------------------------------------------------------------ */

static phys_addr_t alloc_phys(phys_addr_t size, phys_addr_t align, phys_addr_t start,
			      phys_addr_t end, int nid, const void *caller)
{
	phys_addr_t at;

	at = mb_alloc_range(&memblock, size, align ? align : CACHE_LINE, start, end, nid);
	if (at)
		trace("memblock_alloc", at, size, caller);
	return at;
}

static void *alloc(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr, phys_addr_t max_addr,
		   int nid, bool zero, const void *caller)
{
	void *ptr = mb_alloc(&memblock, size, align ? align : CACHE_LINE, min_addr, max_addr, nid,
			     zero);

	if (ptr)
		trace("memblock_alloc", __pa(ptr), size, caller);
	return ptr;
}

static void *must(void *ptr, phys_addr_t size, phys_addr_t align)
{
	if (!ptr) {
		mb_dump(&memblock);
		panic("memblock: no %llu bytes of boot memory aligned to %#llx below %#llx: this machine has too little RAM, or memmap= and mem= leave too little",
		      (unsigned long long)size, (unsigned long long)align,
		      (unsigned long long)memblock.current_limit);
	}
	return ptr;
}

/**
 * memblock_phys_alloc_range() - take physical memory between two addresses
 * @size: bytes, at least 1
 * @align: alignment in bytes, a power of two; 0 for a cache line
 * @start: lowest acceptable address
 * @end: address behind the highest; MEMBLOCK_ALLOC_ACCESSIBLE, MEMBLOCK_ALLOC_ANYWHERE
 *
 * Return: its address (not zeroed, perhaps not mapped), or 0.
 */
phys_addr_t memblock_phys_alloc_range(phys_addr_t size, phys_addr_t align, phys_addr_t start,
				      phys_addr_t end)
{
	return alloc_phys(size, align, start, end, NUMA_NO_NODE, __builtin_return_address(0));
}

/** memblock_phys_alloc_try_nid() - take physical memory, on node @nid if possible; 0: there is none */
phys_addr_t memblock_phys_alloc_try_nid(phys_addr_t size, phys_addr_t align, int nid)
{
	const void *caller = __builtin_return_address(0);
	phys_addr_t at = alloc_phys(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE, nid, caller);

	if (!at && nid != NUMA_NO_NODE)
		at = alloc_phys(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE, NUMA_NO_NODE, caller);
	return at;
}

/** memblock_phys_alloc() - take physical memory below the current limit; 0 if there is none */
phys_addr_t memblock_phys_alloc(phys_addr_t size, phys_addr_t align)
{
	return alloc_phys(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE, NUMA_NO_NODE,
			  __builtin_return_address(0));
}

/**
 * memblock_alloc_try_nid() - take zeroed memory, where it is wanted if possible
 * @size: bytes, at least 1
 * @align: alignment in bytes, a power of two; 0 for a cache line
 * @min_addr: wished lowest physical address
 * @max_addr: highest physical end; MEMBLOCK_ALLOC_ACCESSIBLE
 * @nid: wished node, or NUMA_NO_NODE
 *
 * Return: a pointer, or NULL.
 */
void *memblock_alloc_try_nid(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
			     phys_addr_t max_addr, int nid)
{
	return alloc(size, align, min_addr, max_addr, nid, true, __builtin_return_address(0));
}

/** memblock_alloc_try_nid_raw() - as memblock_alloc_try_nid(), with whatever was in the memory */
void *memblock_alloc_try_nid_raw(phys_addr_t size, phys_addr_t align, phys_addr_t min_addr,
				 phys_addr_t max_addr, int nid)
{
	return alloc(size, align, min_addr, max_addr, nid, false, __builtin_return_address(0));
}

/**
 * memblock_alloc() - take zeroed memory below the current limit
 * @size: bytes, at least 1
 * @align: alignment in bytes, a power of two; 0 for a cache line
 *
 * Return: a pointer. Panics if there is no memory: at boot nobody can go on without. (Linux's
 * returns NULL, and each of its callers panics; its newer memblock_alloc_or_panic() is this one.)
 */
void *memblock_alloc(phys_addr_t size, phys_addr_t align)
{
	return must(alloc(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE, NUMA_NO_NODE, true,
			  __builtin_return_address(0)), size, align);
}

/** memblock_alloc_raw() - as memblock_alloc(), with whatever was in the memory */
void *memblock_alloc_raw(phys_addr_t size, phys_addr_t align)
{
	return must(alloc(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE, NUMA_NO_NODE, false,
			  __builtin_return_address(0)), size, align);
}

/** memblock_alloc_low() - as memblock_alloc(), below 4 GiB; NULL if there is none */
void *memblock_alloc_low(phys_addr_t size, phys_addr_t align)
{
	return alloc(size, align, 0, 1ULL << 32, NUMA_NO_NODE, true, __builtin_return_address(0));
}

/** memblock_alloc_node() - as memblock_alloc(), on node @nid if possible */
void *memblock_alloc_node(phys_addr_t size, phys_addr_t align, int nid)
{
	return must(alloc(size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE, nid, true,
			  __builtin_return_address(0)), size, align);
}

/* ---- settings -------------------------------------------------------------------------------- */

/**
 * memblock_set_current_limit() - memory is mapped up to here
 * @limit: the address behind the last mapped byte
 */
void memblock_set_current_limit(phys_addr_t limit)
{
	memblock.current_limit = limit;
}

phys_addr_t memblock_get_current_limit(void)
{
	return memblock.current_limit;
}

/** memblock_set_bottom_up() - allocate from the lowest address instead of the highest */
void memblock_set_bottom_up(bool enable)
{
	memblock.bottom_up = enable;
}

bool memblock_bottom_up(void)
{
	return memblock.bottom_up;
}

/** memblock_freeze() - the page allocator owns the memory now: refuse all further changes */
void memblock_freeze(void)
{
	memblock.frozen = true;
}

/* ---- questions ------------------------------------------------------------------------------- */

/** memblock_phys_mem_size() - bytes of RAM */
phys_addr_t memblock_phys_mem_size(void)
{
	return memblock.memory.total_size;
}

/** memblock_reserved_size() - bytes reserved, RAM or not */
phys_addr_t memblock_reserved_size(void)
{
	return memblock.reserved.total_size;
}

/** memblock_start_of_DRAM() - the first address with RAM */
phys_addr_t memblock_start_of_DRAM(void)
{
	return mb_start(&memblock.memory);
}

/** memblock_end_of_DRAM() - the address behind the last with RAM */
phys_addr_t memblock_end_of_DRAM(void)
{
	return mb_end(&memblock.memory);
}

bool memblock_is_memory(phys_addr_t addr)
{
	return mb_contains(&memblock.memory, addr);
}

bool memblock_is_reserved(phys_addr_t addr)
{
	return mb_contains(&memblock.reserved, addr);
}

/** memblock_is_region_memory() - is all of the range RAM? */
bool memblock_is_region_memory(phys_addr_t base, phys_addr_t size)
{
	return mb_covers(&memblock.memory, base, size);
}

/** memblock_is_region_reserved() - is any of the range reserved? */
bool memblock_is_region_reserved(phys_addr_t base, phys_addr_t size)
{
	return mb_overlaps(&memblock.reserved, base, size);
}

/** memblock_dump_all() - print the arrays to the log, with memblock=debug only */
void memblock_dump_all(void)
{
	if (memblock_debug)
		mb_dump(&memblock);
}

static void show_type(struct seq_file *m, const struct memblock_type *type)
{
	unsigned long i;

	seq_printf(m, "%s: %lu of %lu regions, %llu KiB\n", type->name, type->cnt, type->max,
		   (unsigned long long)type->total_size >> 10);
	for (i = 0; i < type->cnt; i++)
		seq_printf(m, "%4lu: %#018llx..%#018llx\n", i,
			   (unsigned long long)type->regions[i].base,
			   (unsigned long long)memblock_region_end(&type->regions[i]) - 1);
}

static int memblock_show(struct seq_file *m, void *v __maybe_unused)
{
	show_type(m, &memblock.memory);
	show_type(m, &memblock.reserved);
	return 0;
}

PROC_FILE(memblock, memblock_show);
