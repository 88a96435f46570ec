/* SPDX-License-Identifier: MIT */
/*
 * Measurements: a case runs an operation many times, the `bench` command prints what one costs in
 * ticks of the time stamp counter. Under `tools/run --icount` a tick is an instruction.
 */
#ifndef _QUARRY_BENCH_H
#define _QUARRY_BENCH_H

/**
 * struct bench_case - something to measure
 * @name: as printed
 * @run: does it @n times; false if it could not be done here
 * @arg: handed to it
 */
struct bench_case {
	const char *name;
	_Bool (*run)(unsigned int n, unsigned long arg);
	unsigned long arg;
};

#define BENCH_CASE(_id, _name, _run, _arg)                                                         \
	static const struct bench_case bench_case_##_id                                            \
		__attribute__((used, section(".bench_cases"), aligned(sizeof(long)))) = { _name, _run, _arg }

#endif
