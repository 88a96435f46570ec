/* SPDX-License-Identifier: MIT */
#ifndef _QUARRY_IDLE_H
#define _QUARRY_IDLE_H

/**
 * wait_for_input() - the next byte that somebody types
 *
 * The CPU halts meanwhile; where no interrupts are delivered it polls.
 *
 * Context: process; turns interrupts on.
 */
int wait_for_input(void);

#endif
