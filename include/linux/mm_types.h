/* SPDX-License-Identifier: MIT */
/*
 * struct page: what the kernel knows about one page frame. One for each frame of RAM, in an array
 * (the memmap) that is indexed by frame number; the price is 64 bytes a frame on x86_64 (1.6 %),
 * 32 on i386. It describes the frame, not its contents, and is meaningful only while the frame has
 * the use that its flags tell.
 *
 * The list node comes first, so that a list pointer is a page pointer; flags comes second.
 * See page-flags.h for what it holds.
 */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H

#include <linux/types.h>
#include <linux/build_bug.h>

struct address_space; /* a file's pages; comes with files */
struct mm_struct;     /* a process's address space; comes with user mode */
struct kmem_cache;
struct slab_sheaf;

/**
 * struct page - one page frame
 * @lru: links a free block into its free list (head page); free for the owner of allocated pages
 * @compound_head: tail of a compound page: address of the head's struct page, plus 1
 * @flags: state, order, zone and node (page-flags.h)
 * @state: the low half of @flags: order and state, compared as a whole when a page is freed
 * @zone_id: the next half: node and zone, as a whole the index into zone_table[]
 * @_refcount: users of the page: 0 when free, 1 when allocated; by get_page() and put_page() only
 * @_mapcount: page tables that map it, less one
 * @mapping: free for the owner (Linux: the file it belongs to)
 * @index: free for the owner (Linux: its offset there)
 * @private: free for the owner
 * @slab_inuse: of a slab (head page): objects that are allocated, or on a CPU's list
 * @slab_objects: ... objects in it
 * @slab_cache: ... its cache (all pages)
 * @freelist: ... its first free object
 * @slab_sheaf: ... its cache's per-CPU lists, as this_cpu_ptr() takes it (all pages)
 * @alloc_ip: who allocated it last: return address - _text; 0: nobody
 * @free_ip: who freed it last
 */
struct page {
	union {
		struct list_head lru;
		unsigned long compound_head;
	};
	union {
		unsigned long flags;
		struct {
			u16 state;
			u16 zone_id;
		};
	};
	atomic_t _refcount;
	union {
		atomic_t _mapcount;
		struct {
			u16 slab_inuse;
			u16 slab_objects;
		};
	};
	union {
		struct address_space *mapping;
		struct kmem_cache *slab_cache;
	};
	union {
		pgoff_t index;
		void *freelist;
	};
	union {
		unsigned long private;
		struct slab_sheaf *slab_sheaf;
	};
#ifdef CONFIG_PAGE_OWNER
	u32 alloc_ip;
	u32 free_ip;
#else
	long unused[sizeof(long) == 8]; /* makes the size a power of two: see page_buddy() in mm/buddy.h */
#endif
};

#define WORDS_OF_PAGE (IS_ENABLED(CONFIG_PAGE_OWNER) && sizeof(long) == 4 ? 10 : 8)
static_assert(sizeof(struct page) == WORDS_OF_PAGE * sizeof(long), "a struct page has 64 bytes, or 32");

#endif
