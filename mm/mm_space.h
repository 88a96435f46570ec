/* SPDX-License-Identifier: MIT */
/* Between the files about address spaces. */
#ifndef _MM_MM_SPACE_H
#define _MM_MM_SPACE_H

struct mm_struct;

/* mm_kernel_half.c */
void kernel_half_join(struct mm_struct *mm);
void kernel_half_part(struct mm_struct *mm);
unsigned int kernel_half_differs(struct mm_struct *mm);
unsigned long kernel_half_growths(void);

#endif
