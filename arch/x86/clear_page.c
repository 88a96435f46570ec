// SPDX-License-Identifier: MIT
/*
 * Zeroing a page.
 *
 * A CPU with SSE stores 16 bytes at a time from a register, which takes fewer instructions than any
 * other way: 256 stores and a loop around them, where REP STOS works off 512 words, or 1024 in 32-bit
 * mode. (In time the two are close: both are as fast as the cache takes the lines.)
 *
 * The kernel uses no floating point or vector registers, and any such instruction faults, because
 * CR0.EM is set (Intel SDM volume 3, "Control Registers"). This loop is the exception, and opens a
 * window for itself: it clears CR0.EM on this CPU and puts back what was there. Nobody saves the
 * register, nobody needs to: it holds nothing but zero. So an interrupt that clears a page in between
 * leaves in it what was there, and EM as the loop wants it; another thread could not promise the
 * latter, so the window is not preempted.
 *
 * CPUs without SSE use REP STOS.
 */
#include <asm/clear_page.h>
#include <asm/cpufeature.h>
#include <asm/processor.h>
#include <linux/compiler.h>
#include <linux/export.h>
#include <linux/preempt.h>

#define STORES 16 /* in a round of the loop: as many as one-byte distances from its middle reach */
#define ROUND (STORES * 16)

static bool use_sse;

/* From end to start is -PAGE_SIZE to 0, so that the addition also tells when it is done. */
static __always_inline void clear_by_sse(char *page)
{
	long at = -(long)PAGE_SIZE;

	unsigned long cr0;

	page += PAGE_SIZE + ROUND / 2;
	preempt_disable();
	cr0 = read_cr0();
	write_cr0(cr0 & ~X86_CR0_EM);
	asm volatile("xorps %%xmm0, %%xmm0\n"
		     "1:\n"
		     ".set distance, -128\n"
		     ".rept 16\n"
		     "movaps %%xmm0, distance(%1, %0)\n"
		     ".set distance, distance + 16\n"
		     ".endr\n"
		     "add %2, %0\n"
		     "jnz 1b"
		     : "+r"(at)
		     : "r"(page), "i"(ROUND)
		     : "memory", "cc");
	write_cr0(cr0);
	preempt_enable();
}

/**
 * clear_page() - fill a page with zeroes
 * @page: its address, page-aligned
 *
 * Context: any but NMI.
 */
void clear_page(void *page)
{
	if (likely(use_sse))
		clear_by_sse(page);
	else
		arch_fill_words(page, 0, PAGE_SIZE / sizeof(long));
}
EXPORT_SYMBOL(clear_page);

/**
 * clear_page_init_cpu() - choose the way, and prepare this CPU for it
 *
 * On each CPU before it runs threads.
 */
void clear_page_init_cpu(void)
{
	if (!boot_cpu_has(X86_FEATURE_FXSR) || !boot_cpu_has(X86_FEATURE_XMM))
		return;
	write_cr4(read_cr4() | X86_CR4_OSFXSR);
	use_sse = true;
}
