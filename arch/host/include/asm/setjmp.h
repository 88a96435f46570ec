/* SPDX-License-Identifier: MIT */
/* A jump out of nested calls: the C library's. */
#ifndef _ASM_SETJMP_H
#define _ASM_SETJMP_H

/* At least as large as the C library's jmp_buf. */
struct jump_buffer {
	unsigned long words[32];
};

int _setjmp(struct jump_buffer *buffer) __attribute__((returns_twice));
void longjmp(struct jump_buffer *buffer, int value) __attribute__((noreturn));

#define arch_setjmp(buffer) _setjmp(buffer)
#define arch_longjmp(buffer) longjmp(buffer, 1)

#endif
