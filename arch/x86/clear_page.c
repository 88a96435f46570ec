// SPDX-License-Identifier: MIT
/*
 * Zeroing a page. Three ways:
 *
 *	REP STOS	512 words, or 1024 in 32-bit mode. A CPU that has ERMS ("enhanced REP MOVSB and
 *			STOSB", Intel since 2012, AMD since 2020) stores whole cache lines then: nothing is
 *			faster, so there it is taken. Emulators work it off a word at a time.
 *	AVX		32 bytes at a time from a vector register: 128 stores and a loop around them
 *	SSE		16 bytes at a time: 256 stores
 *
 * CPUs without ERMS take the widest vectors they have. (In time all are close there: as fast as the
 * cache takes the lines. It is the count of instructions that differs.)
 *
 * The kernel uses no floating point or vector registers, and any such instruction faults: those of
 * the x87 and SSE because CR0.EM is set, those of AVX because CR0.TS is (Intel SDM volume 3, "Control
 * Registers"; volume 2, 2.6 "Exception Types"). This loop is the exception, and opens a window for
 * itself: it clears both on this CPU and puts back what was there. Nobody saves the register, nobody
 * needs to: it holds nothing but zero. So an interrupt that clears a page in between leaves in it
 * what was there, and CR0 as the loop wants it; another thread could not promise the latter, so the
 * window is not preempted.
 */
#include <asm/clear_page.h>
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <linux/compiler.h>
#include <linux/export.h>
#include <linux/preempt.h>

static enum { BY_WORDS, BY_SSE, BY_AVX } way;

/*
 * 16 stores in a round of the loop, around the middle of what they fill, where distances take one byte.
 * @page is its end; the offset goes from -PAGE_SIZE to 0, so that the addition also tells when it is done.
 */
#define FILL(page, zero, store, width)                                                             \
	do {                                                                                       \
		long at = -(long)PAGE_SIZE;                                                        \
		asm volatile(zero "\n"                                                             \
			     "1:\n"                                                                \
			     ".set distance, -8 * " #width "\n"                                    \
			     ".rept 16\n" store ", distance(%1, %0)\n"                             \
			     ".set distance, distance + " #width "\n"                              \
			     ".endr\n"                                                             \
			     "add $16 * " #width ", %0\n"                                          \
			     "jnz 1b"                                                              \
			     : "+r"(at)                                                            \
			     : "r"((page) + 8 * (width))                                           \
			     : "memory", "cc");                                                    \
	} while (0)

/* Somebody waits for the CPU. Apart, so that the other way need not save a register for @page. */
static noinline void *clear_page_preempted(void *page)
{
	preempt_schedule();
	return page;
}

static __always_inline unsigned long open_window(void)
{
	unsigned long cr0;

	preempt_disable();
	cr0 = read_cr0();
	write_cr0(cr0 & ~(X86_CR0_EM | X86_CR0_TS));
	return cr0;
}

static __always_inline void *close_window(unsigned long cr0, void *page)
{
	write_cr0(cr0);
	barrier();
	return unlikely(preempt_count_dec_and_test()) ? clear_page_preempted(page) : page;
}

static noinline void *clear_page_other(void *page)
{
	unsigned long cr0;

	if (way == BY_WORDS) {
		arch_fill_words(page, 0, PAGE_SIZE / sizeof(long));
		return page;
	}
	cr0 = open_window();
	FILL((char *)page + PAGE_SIZE, "xorps %%xmm0, %%xmm0", "movaps %%xmm0", 16);
	return close_window(cr0, page);
}

/**
 * clear_page() - fill a page with zeroes
 * @page: its address, page-aligned
 *
 * Context: any but NMI. Return: @page.
 */
void *clear_page(void *page)
{
	unsigned long cr0;

	if (unlikely(way != BY_AVX))
		return clear_page_other(page);
	cr0 = open_window();
	FILL((char *)page + PAGE_SIZE, "vxorps %%xmm0, %%xmm0, %%xmm0", "vmovaps %%ymm0", 32); /* the upper half too */
	return close_window(cr0, page);
}
EXPORT_SYMBOL(clear_page);

/* Lets AVX instructions work, but where CR0.TS is set. XCR0 tells which registers may be used. */
static void enable_avx(void)
{
	write_cr0(read_cr0() | X86_CR0_TS);
	write_cr4(read_cr4() | X86_CR4_OSXSAVE);
	asm volatile("xsetbv" : : "c"(0), "a"(XCR0_X87 | XCR0_SSE | XCR0_AVX), "d"(0));
}

/**
 * clear_page_init_cpu() - choose the way, and prepare this CPU for it
 *
 * On each CPU before it runs threads.
 */
void clear_page_init_cpu(void)
{
	if (boot_cpu_has(X86_FEATURE_ERMS) || !boot_cpu_has(X86_FEATURE_FXSR) || !boot_cpu_has(X86_FEATURE_XMM))
		return;
	write_cr4(read_cr4() | X86_CR4_OSFXSR);
	way = BY_SSE;
	if (boot_cpu_has(X86_FEATURE_XSAVE) && boot_cpu_has(X86_FEATURE_AVX)) {
		enable_avx();
		way = BY_AVX;
	}
}
