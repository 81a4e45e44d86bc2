// What a leaky ReLU makes of a number. Private to the engine.
#pragma once

namespace convlens::detail {

/// The number where `by` > 0, else `slope` times it. A sum of two choices, for a product in one branch alone
/// is nothing that g++ makes vectors of.
inline float leaky(float number, float by, float slope) {
    const float kept = by > 0 ? number : 0.0F;
    const float scaled = by > 0 ? 0.0F : number;
    return kept + scaled * slope;
}

} // namespace convlens::detail
