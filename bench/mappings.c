// SPDX-License-Identifier: MIT
/* Kernel virtual memory, and pages that have no address. */
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/vmalloc.h>
#include "measure.h"

/*
 * vfree() leaves the translation for a later purge (one TLB flush for up to 32 MiB x log2 of the
 * CPUs); the batches are long enough to contain at least one purge, which is work of this operation too.
 */
void bench_vmalloc(void)
{
	static struct page *pg[16];
	void *p;
	unsigned int k;

	BENCH_LONG("vmalloc_4k", 12288, p = vmalloc(4096); CHECK(p); vfree(p));
	BENCH_LONG("vmalloc_64k", 1536, p = vmalloc(65536); CHECK(p); vfree(p));
	BENCH_LONG("vmalloc_4m", 48, p = vmalloc(4 << 20); CHECK(p); vfree(p));
	BENCH_LONG("vmalloc_huge_4m", 48, p = vmalloc_huge(4 << 20, GFP_KERNEL); CHECK(p); vfree(p));
	/* one byte of every page written in between */
	BENCH_LONG("vmalloc_64k_touch", 1536, p = vmalloc(65536); CHECK(p);
		if (p) for (k = 0; k < 65536; k += 4096) ((volatile char *)p)[k] = 1;
		vfree(p));
	/* only the mapping of 16 pages that exist */
	for (k = 0; k < 16; k++) {
		pg[k] = alloc_page(GFP_KERNEL);
		if (!pg[k]) {
			fail("vmap_64k", "no-pages");
			goto out;
		}
	}
	BENCH_LONG("vmap_64k", 1536, p = vmap(pg, 16, VM_MAP, PAGE_KERNEL); CHECK(p); vunmap(p));
out:
	while (k--)
		__free_page(pg[k]);
}

void bench_kmap(void)
{
	struct page *lo = alloc_page(GFP_KERNEL), *hp = alloc_page(GFP_HIGHUSER);
	void *p;

	if (!lo || !hp) {
		fail("kmap_local", "no-pages");
		return;
	}
	BENCH_OFF("kmap_local_low", 1000, p = kmap_local_page(lo); keep(p); kunmap_local(p));
	if (PageHighMem(hp)) {
		BENCH_OFF("kmap_local_high", 1000, p = kmap_local_page(hp); keep(p); kunmap_local(p));
		BENCH_OFF("kmap_atomic_high", 1000, p = kmap_atomic(hp); keep(p); kunmap_atomic(p));
		BENCH_OFF("kmap_local_high_touch", 1000, p = kmap_local_page(hp);
			*(volatile char *)p = 1; kunmap_local(p));
		BENCH_ON("kmap_high", 1000, p = kmap(hp); keep(p); kunmap(hp));
	} else {
		fail("kmap_local_high", "no-highmem");
	}
	__free_page(lo);
	__free_page(hp);
}
