#pragma once

#include <stddef.h>
#include <stdint.h>

/*
 * Mutations of JSON, in the place of libFuzzer's own of bytes, most of which
 * are no JSON any more: values change their types and places, numbers become
 * what no store should write, keys come twice.
 */
size_t LLVMFuzzerCustomMutator (uint8_t *data, size_t size, size_t max_size, unsigned int seed);
