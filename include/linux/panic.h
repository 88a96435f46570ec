/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_PANIC_H
#define _LINUX_PANIC_H

#include <linux/compiler.h>
#include <linux/types.h>

struct pt_regs;

/**
 * panic() - stop for good, with a report
 * @fmt: why, as for printk()
 *
 * Prints the reason and a backtrace. Under tools/run the machine then ends with status 2; else it
 * waits for a key, or for the seconds of panic=N, and reboots.
 *
 * Context: any.
 */
void panic(const char *fmt, ...) __attribute__((format(printf, 1, 2), noreturn, cold));

extern bool oops_in_progress;

/* What makes later reports doubtful, each with the letter that reports then carry. */
#define TAINT_PROPRIETARY_MODULE 0 /* P (G without it): its licence is not one that the GPL goes with */
#define TAINT_FORCED_MODULE 1	   /* F */
#define TAINT_CPU_OUT_OF_SPEC 2	   /* S */
#define TAINT_FORCED_RMMOD 3	   /* R */
#define TAINT_MACHINE_CHECK 4	   /* M */
#define TAINT_BAD_PAGE 5	   /* B */
#define TAINT_USER 6		   /* U */
#define TAINT_DIE 7		   /* D: a thread died */
#define TAINT_OVERRIDDEN_ACPI_TABLE 8 /* A */
#define TAINT_WARN 9		   /* W: a WARN() has reported */
#define TAINT_CRAP 10		   /* C */
#define TAINT_FIRMWARE_WORKAROUND 11 /* I */
#define TAINT_OOT_MODULE 12	   /* O: a module from outside of the tree */
#define TAINT_UNSIGNED_MODULE 13   /* E */
#define TAINT_SOFTLOCKUP 14	   /* L */
#define TAINT_LIVEPATCH 15	   /* K */
#define TAINT_AUX 16		   /* X */
#define TAINT_RANDSTRUCT 17	   /* T */
#define TAINT_TEST 18		   /* N */
#define TAINT_FLAGS_COUNT 19

enum lockdep_ok { LOCKDEP_STILL_OK, LOCKDEP_NOW_UNRELIABLE };

void add_taint(unsigned int flag, enum lockdep_ok lockdep);
int test_taint(unsigned int flag);
const char *print_tainted(void);
char taint_letter(unsigned int flag);

#endif
