/* SPDX-License-Identifier: MIT */
/*
 * Address spaces: struct mm_struct and the regions in it. Theory: mm/mm_struct.c (their life),
 * mm/vma.c (regions), mm/memory.c (pages), mm/active_mm.c (who uses which); linux/mm.h includes this.
 *
 * The fields have Linux's names and meaning. Those that describe a program and its files are 0, as no
 * programs are loaded: modules from books print them.
 */
#ifndef _LINUX_MM_STRUCT_H
#define _LINUX_MM_STRUCT_H

#include <asm/mmu.h>
#include <asm/pgtable.h>
#include <linux/atomic.h>
#include <linux/cpumask.h>
#include <linux/rbtree.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <quarry/page_table.h>

struct file;
struct seq_file;
struct task_struct;

#define VM_NONE 0x00000000UL
#define VM_READ 0x00000001UL
#define VM_WRITE 0x00000002UL
#define VM_EXEC 0x00000004UL
#define VM_SHARED 0x00000008UL
#define VM_ACCESS_FLAGS (VM_READ | VM_WRITE | VM_EXEC)

typedef unsigned int vm_fault_t;
#define VM_FAULT_OOM 0x0001U
#define VM_FAULT_SIGSEGV 0x0040U
#define VM_FAULT_NOPAGE 0x0100U
#define VM_FAULT_ERROR (VM_FAULT_OOM | VM_FAULT_SIGSEGV)

#define FAULT_FLAG_WRITE 0x01U
#define FAULT_FLAG_REMOTE 0x80U
#define FAULT_FLAG_INSTRUCTION 0x100U

#define FOLL_WRITE 0x01U

/* Addresses below stay free in every space, so that a null pointer with an offset faults too. */
#define MMAP_MIN_ADDR 0x10000UL

/**
 * struct vm_area_struct - a region of an address space: addresses that are treated alike
 * @vm_start: first address, page-aligned (w)
 * @vm_end: address behind the last, page-aligned (w)
 * @vm_mm: the space (i)
 * @vm_page_prot: flags of its pages' entries (w)
 * @vm_flags: VM_* (w)
 * @vm_rb: place in vm_mm->mm_rb (w)
 * @vm_next, @vm_prev: its neighbours by address, as until 6.0 (w)
 * @vm_pgoff: of anonymous memory: its first page's number (w); @vm_file: NULL
 *
 * (w) mmap_lock for writing to change, for reading to look; (i) never changes.
 */
struct vm_area_struct {
	unsigned long vm_start, vm_end;
	struct mm_struct *vm_mm;
	pgprot_t vm_page_prot;
	unsigned long vm_flags;
	struct rb_node vm_rb;
	struct vm_area_struct *vm_next, *vm_prev;
	unsigned long vm_pgoff;
	struct file *vm_file;
};

/**
 * struct mm_struct - an address space
 * @mm_rb: its regions, by address (w)
 * @mmap: the first of them, and @vm_next leads on, as until 6.0 (w)
 * @map_count: how many there are (w)
 * @task_size: address behind the user half (i)
 * @highest_vm_end: end of the last region (w)
 * @total_vm: pages in regions, @hiwater_vm: the most there have been (w)
 * @rss: pages that are there, @hiwater_rss: the most there have been
 * @nr_ptes: tables below the top level that belong to the user half
 * @minor_faults: pages that were given on a page fault
 * @pgd: the top-level page table; its address is what CR3 gets (i)
 * @mm_users: users of the user half; the last mmput() takes its regions and pages away
 * @mm_count: who needs the structure: all users together count for one; the last mmdrop() frees it
 * @mmap_lock: regions; held for reading, pages may come; for writing, they may go
 * @page_table_lock: entries of the page tables that come with @mmap_lock held for reading
 * @mmlist: place in the list of all spaces (pgd_lock)
 * @cpu_bitmap: CPUs that have @pgd in CR3; mm_cpumask()
 * @context: what the architecture knows about it
 * @start_code: and all that follow: where a program's parts are; 0
 */
struct mm_struct {
	struct rb_root mm_rb;
	struct vm_area_struct *mmap;
	int map_count;
	unsigned long task_size;
	unsigned long highest_vm_end;
	unsigned long total_vm, hiwater_vm;
	atomic_long_t rss;
	unsigned long hiwater_rss;
	atomic_long_t nr_ptes;
	atomic_long_t minor_faults;
	pgd_t *pgd;
	atomic_t mm_users, mm_count;
	struct rw_semaphore mmap_lock;
	spinlock_t page_table_lock;
	struct list_head mmlist;
	cpumask_t cpu_bitmap;
	mm_context_t context;
	unsigned long start_code, end_code, start_data, end_data, start_brk, brk, start_stack;
	unsigned long arg_start, arg_end, env_start, env_end;
};

#define mm_cpumask(mm) (&(mm)->cpu_bitmap)

extern struct mm_struct init_mm; /* the kernel's own: it has no user half */

/* mm_struct.c: life; also by linux/sched/mm.h */
struct mm_struct *mm_alloc(void);
void mmput(struct mm_struct *mm);
void __mmdrop(struct mm_struct *mm);
unsigned long nr_mm_structs(void);

/**
 * mmget() - one more user of a space's user half
 * @mm: a space that has users
 */
static inline void mmget(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_users);
}

static inline bool mmget_not_zero(struct mm_struct *mm)
{
	return atomic_inc_not_zero(&mm->mm_users);
}

/**
 * mmgrab() - keep the structure, not the user half
 * @mm: the space
 */
static inline void mmgrab(struct mm_struct *mm)
{
	atomic_inc(&mm->mm_count);
}

static inline void mmdrop(struct mm_struct *mm)
{
	if (unlikely(atomic_dec_and_test(&mm->mm_count)))
		__mmdrop(mm);
}

static inline void mmap_read_lock(struct mm_struct *mm)
{
	down_read(&mm->mmap_lock);
}

static inline void mmap_read_unlock(struct mm_struct *mm)
{
	up_read(&mm->mmap_lock);
}

static inline void mmap_write_lock(struct mm_struct *mm)
{
	down_write(&mm->mmap_lock);
}

static inline void mmap_write_unlock(struct mm_struct *mm)
{
	up_write(&mm->mmap_lock);
}

/* mm_kernel_half.c */
void kernel_half_changed(const struct page_table *pt, unsigned int index);
struct page_table mm_page_table(struct mm_struct *mm);

/* vma.c */
struct vm_area_struct *find_vma(struct mm_struct *mm, unsigned long addr);
struct vm_area_struct *find_vma_intersection(struct mm_struct *mm, unsigned long start, unsigned long end);
pgprot_t vm_get_page_prot(unsigned long vm_flags);
int mm_map_anonymous(struct mm_struct *mm, unsigned long addr, unsigned long len, unsigned long vm_flags);
int do_munmap(struct mm_struct *mm, unsigned long addr, unsigned long len);
int mm_protect(struct mm_struct *mm, unsigned long addr, unsigned long len, unsigned long vm_flags);
void remove_all_vmas(struct mm_struct *mm);
unsigned long nr_vmas(void);

/* memory.c */
vm_fault_t handle_mm_fault(struct vm_area_struct *vma, unsigned long address, unsigned int flags);
void zap_page_range(struct mm_struct *mm, unsigned long start, unsigned long size);
int access_remote_vm(struct mm_struct *mm, unsigned long addr, void *buf, int len, unsigned int gup_flags);

/* active_mm.c */
void switch_space(struct task_struct *prev, struct task_struct *next);
void kthread_use_mm(struct mm_struct *mm);
void kthread_unuse_mm(struct mm_struct *mm);
void exit_mm(void);
#define use_mm(mm) kthread_use_mm(mm)
#define unuse_mm(mm) kthread_unuse_mm(mm)

/* proc_maps.c */
int mm_show_maps(struct seq_file *m, struct mm_struct *mm);

#endif
