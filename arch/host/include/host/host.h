/* SPDX-License-Identifier: MIT */
/*
 * What tests on the host can do to the "machine" they run on: give it RAM, show a buffer as
 * physical memory, read the log, expect a panic, play an I/O port.
 *
 * Plain C types only: both sides include it, the kernel's sources with the kernel's headers and
 * arch/host/os/ with the C library's.
 */
#ifndef _HOST_HOST_H
#define _HOST_HOST_H

#include <stddef.h>

/*
 * Memory
 */

/* Reserves the arena of "physical" memory and the vmemmap; neither can be touched yet. Once. */
void host_memory_start(void);

/* Takes all RAM and all populated vmemmap away: the next use of either faults. */
void host_memory_reset(void);

/* Puts zeroed RAM at [base, base + size) (page-rounded outwards); below HOST_PHYS_SIZE. */
void host_ram_add(unsigned long long base, unsigned long long size);

/* Is all of [base, base + size) RAM? */
int host_is_ram(unsigned long long base, unsigned long long size);

/* Boots the memory management on a machine of 128 MiB with every zone. Once, at the start. */
void host_boot(void);

/* From now on vmemmap_populate() fails when it would have populated more bytes than this. */
void host_vmemmap_limit(unsigned long bytes);

/*
 * boot_phys(): buffers shown at physical addresses. At most 16; the last added is looked at first.
 * Where there is no buffer, host RAM shows.
 */
void host_phys_window(unsigned long long base, const void *data, size_t size);
void host_phys_windows_clear(void);

/*
 * Log and panic
 */

/* Collects printk() output instead of writing it to stderr; host_log_capture_end() returns it. */
void host_log_capture_begin(void);
const char *host_log_capture_end(void);

/*
 * Calls fn(arg) and returns the message of the panic() or BUG() in which it ended, or NULL if it
 * returned. The message is valid until the next call. Log output on the way is printed as usual.
 */
const char *host_expect_panic(void (*fn)(void *arg), void *arg);

/* How often WARN_ON() and its like fired since the program started. */
unsigned long host_warnings(void);

/* The end of panic(), BUG(): leaves host_expect_panic(), or aborts the program. */
void host_die(const char *message) __attribute__((noreturn));
void host_count_warning(void);

/* Called once when host_die() is about to abort the program. */
void host_at_death(void (*callback)(void));

/*
 * Interrupts and CPUs
 */

/*
 * Calls fn(arg) and, when it has run so many instructions, nested(nested_arg) in the middle of it.
 * 1: done so; 0: fn ended before; -1: this machine cannot (not an x86_64).
 */
int host_interrupt_after(unsigned long steps, void (*fn)(void *), void *arg,
			 void (*nested)(void *), void *nested_arg);

/* Where code interrupted at an address goes on: see quarry/restart.h. */
unsigned long host_restart_address(unsigned long ip);

/* Runs fn(0..n-1, arg) in n threads, at most 16, and waits for all of them. */
void host_run_threads(unsigned int n, void (*fn)(unsigned int index, void *arg), void *arg);

/* Lets another thread of the process run. */
void host_yield(void);

/*
 * I/O ports. A read takes the next value fed to its port; with none left it is all ones, as on a
 * bus where nobody answers. Writes are recorded (the last 1024).
 */
struct host_port_write {
	unsigned short port;
	unsigned char width; /* bytes: 1, 2, 4 */
	unsigned int value;
};

void host_port_reset(void);
void host_port_feed(unsigned short port, unsigned int value);
unsigned int host_port_read(unsigned short port, unsigned int width);
void host_port_write(unsigned short port, unsigned int value, unsigned int width);
size_t host_port_nr_writes(void);
struct host_port_write host_port_written(size_t index);

/*
 * Clock, in nanoseconds. host_clock_set() stops it at a time, host_clock_run() lets it go on.
 */
unsigned long long host_clock(void);
void host_clock_set(unsigned long long ns);
void host_clock_run(void);

/* Text to stdout, where the test report goes. */
void host_write(const char *text, size_t length);

#endif
