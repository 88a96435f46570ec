// SPDX-License-Identifier: MIT
/* The regions of an address space as /proc/<pid>/maps shows them. */
#include <linux/mm_struct.h>
#include <linux/seq_file.h>

/**
 * mm_show_maps() - write a space's regions in the format of /proc/<pid>/maps
 * @m: where to
 * @mm: the space
 *
 * Offset, device and inode are 0, as for all memory that is no file's.
 *
 * Context: process; may sleep. Return: 0.
 */
int mm_show_maps(struct seq_file *m, struct mm_struct *mm)
{
	struct rb_node *node;

	mmap_read_lock(mm);
	for (node = rb_first(&mm->mm_rb); node; node = rb_next(node)) {
		const struct vm_area_struct *vma = rb_entry(node, struct vm_area_struct, vm_rb);

		seq_printf(m, "%08lx-%08lx %c%c%c%c %08lx %02x:%02x %u \n", vma->vm_start, vma->vm_end,
			   vma->vm_flags & VM_READ ? 'r' : '-', vma->vm_flags & VM_WRITE ? 'w' : '-',
			   vma->vm_flags & VM_EXEC ? 'x' : '-', vma->vm_flags & VM_SHARED ? 's' : 'p', 0UL, 0, 0, 0);
	}
	mmap_read_unlock(mm);
	return 0;
}
