/* SPDX-License-Identifier: MIT */
#ifndef _QUARRY_IDLE_H
#define _QUARRY_IDLE_H

/**
 * wait_for_input() - the next byte that somebody types
 *
 * The thread sleeps meanwhile; where no interrupts are delivered it polls. After a panic the CPU
 * halts instead. One reader at a time.
 *
 * Context: process; turns interrupts on.
 */
int wait_for_input(void);

#endif
