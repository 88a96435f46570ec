/* SPDX-License-Identifier: MIT */
/* What a thread as a whole permits its allocations: scopes, which nest. Part of linux/sched/mm.h. */
#ifndef _LINUX_MEMALLOC_H
#define _LINUX_MEMALLOC_H

#include <linux/gfp_types.h>
#include <linux/sched.h>

/* Sets flags of this thread. Return: what they were, for memalloc_restore(). */
static inline unsigned int memalloc_save(unsigned int pf)
{
	unsigned int old = current->flags & pf;

	current->flags |= pf;
	return old;
}

static inline void memalloc_restore(unsigned int pf, unsigned int old)
{
	current->flags = (current->flags & ~pf) | old;
}

/* Until the restore: allocations start no I/O, or do not enter file systems. */
#define memalloc_noio_save() memalloc_save(PF_MEMALLOC_NOIO)
#define memalloc_noio_restore(flags) memalloc_restore(PF_MEMALLOC_NOIO, flags)
#define memalloc_nofs_save() memalloc_save(PF_MEMALLOC_NOFS)
#define memalloc_nofs_restore(flags) memalloc_restore(PF_MEMALLOC_NOFS, flags)

/* Until the restore: this thread frees memory. It may take the last pages, and does not reclaim. */
#define memalloc_noreclaim_save() memalloc_save(PF_MEMALLOC)
#define memalloc_noreclaim_restore(flags) memalloc_restore(PF_MEMALLOC, flags)

/**
 * current_gfp_context() - what is left of an allocation's flags in the scopes of this thread
 * @flags: GFP flags
 */
static inline gfp_t current_gfp_context(gfp_t flags)
{
	unsigned int pf = current->flags;

	if (pf & PF_MEMALLOC_NOIO)
		return flags & ~(__GFP_IO | __GFP_FS);
	return pf & PF_MEMALLOC_NOFS ? flags & ~__GFP_FS : flags;
}

#endif
