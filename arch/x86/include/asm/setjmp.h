/* SPDX-License-Identifier: MIT */
/*
 * A jump out of nested calls. In assembly, since the compilers' __builtin_setjmp() leaves it to the
 * caller which registers survive, and they do not agree on that.
 */
#ifndef _ASM_SETJMP_H
#define _ASM_SETJMP_H

/**
 * struct jump_buffer - where to come back to
 * @words: the registers that a function must preserve, the stack pointer and the return address
 */
struct jump_buffer {
	unsigned long words[8];
};

/* 0 at first; not 0 when arch_longjmp() has come back here. The caller must not have returned. */
int arch_setjmp(struct jump_buffer *buffer) __attribute__((returns_twice));
void arch_longjmp(struct jump_buffer *buffer) __attribute__((noreturn));

#endif
