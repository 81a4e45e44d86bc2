// The gradient of a direct convolution's weights: dw[o,c,k] = sum over n, y of dy[n,o,y] * x[n,c,s*y + d*k -
// p]. Two ways, by how many out-channels a group has. Private to the engine.
#pragma once

#include "engine/detail/fast/plan.h"
#include "engine/detail/fast/threads.h"

namespace convlens::detail {

/// Many out-channels: the matrix of windows times dy, both read along the targets. Its rows are stretches of
/// x, which are read number by number where they lie; dy is turned once, so that a vector holds neighbouring
/// out-channels. That turns O * out numbers in place of the C * kernel * out of the matrix of windows.
template <class T>
void weight_by_panels(const Direct& direct, const T* x, const T* dy, T* dw, const Crew& crew);

/// Few out-channels (depthwise, single maps): rows of x times rows of dy, many lanes of a row at a time. A
/// row of x meets several rows of dy and shifts by several taps, so that one load serves several products.
template <class T>
void weight_by_dots(const Direct& direct, const T* x, const T* dy, T* dw, const Crew& crew);

} // namespace convlens::detail
