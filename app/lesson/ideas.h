// Wrong ideas as changes of a scene: the scene that somebody computes who has the idea. What is no change of
// a scene (a rounding, a swap of row and column) is answer.cpp's.
#pragma once

#include "document/document.h"
#include "lesson/question.h"

#include <optional>

namespace convlens {

/// None where the idea is not about the scene, or changes nothing in it. The result may be impossible.
std::optional<Document> as_if(Misconception idea, const Document& scene);

/// W as written values, each kernel turned by 180 degrees, or its last two axes swapped (square kernels).
Source turned_weight(const Document& scene);
Source swapped_weight(const Document& scene);

} // namespace convlens
