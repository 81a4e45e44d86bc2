// Values and indices of pools over all rows of outputs, for pools and for their gradients.
#pragma once

#include "engine/detail/fast/pool_rows.h"

namespace convlens::detail {

/// `y`: [planes][rows][width], of any pool.
template <class T> void pool_rows(const PoolRows& pool, const T* x, const Crew& crew, T* y);

/// Flat indices within a plane of the elements that a max pool chooses: [planes][rows][width].
template <class T> void find_indices(const PoolRows& pool, const T* x, const Crew& crew, int64_t* indices);

/// Elements that each average of a row of outputs is divided by: [width].
std::vector<int64_t> divisors_of(const PoolRows& pool, int64_t row);

} // namespace convlens::detail
