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
 * @measure: instead of @run, for what must take the time itself: the ticks of an operation times 100
 * @arg: handed to it
 */
struct bench_case {
	const char *name;
	_Bool (*run)(unsigned int n, unsigned long arg);
	_Bool (*measure)(unsigned long arg, unsigned long long *hundredths);
	unsigned long arg;
};

#define BENCH_CASE(_id, _name, _run, _arg)                                                         \
	static const struct bench_case bench_case_##_id                                            \
		__attribute__((used, section(".bench_cases"), aligned(sizeof(long)))) = {                 \
		.name = _name, .run = _run, .arg = _arg                                            \
	}

#define BENCH_MEASURED(_id, _name, _measure, _arg)                                                 \
	static const struct bench_case bench_case_##_id                                            \
		__attribute__((used, section(".bench_cases"), aligned(sizeof(long)))) = {           \
		.name = _name, .measure = _measure, .arg = _arg                                    \
	}

#endif
