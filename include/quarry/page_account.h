/* SPDX-License-Identifier: MIT */
/* Where all pages are, by name: kernel/page_account.c. */
#ifndef _QUARRY_PAGE_ACCOUNT_H
#define _QUARRY_PAGE_ACCOUNT_H

enum page_holder { HOLDER_FREE, HOLDER_SLABS, HOLDER_STACKS, HOLDER_TABLES, HOLDER_PERCPU, HOLDER_OTHERS, NR_PAGE_HOLDERS };

/**
 * struct page_account - who has how many pages
 * @pages: by holder; HOLDER_OTHERS is RAM that none of those above have
 * @objects: of slab caches, allocated
 * @areas: of vmalloc memory, in use; those of free stacks are not there any more
 */
struct page_account {
	unsigned long pages[NR_PAGE_HOLDERS];
	unsigned long objects, areas;
};

const char *page_holder_name(enum page_holder holder);
void forget_what_is_kept(void);
void page_account_now(struct page_account *account);
_Bool page_account_same_users(const struct page_account *a, const struct page_account *b);
void page_account_settle(const struct page_account *before, struct page_account *now);
void page_account_compare(const struct page_account *before, const struct page_account *now);

#endif
