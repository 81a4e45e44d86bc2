// Random numbers that are the same on every machine.
#pragma once

#include "i18n/names.h"

#include <cstdint>
#include <random>

namespace convlens::test {

using Generator = std::mt19937_64;

/// Whole numbers low..high; std::uniform_int_distribution differs between libraries.
inline int64_t between(Generator& generator, int64_t low, int64_t high) {
    return low + static_cast<int64_t>(generator() % static_cast<uint64_t>(high - low + 1));
}

template <class Enum> Enum any_of(Generator& generator) {
    return static_cast<Enum>(between(generator, 0, int64_t{enum_count<Enum>()} - 1));
}

} // namespace convlens::test
