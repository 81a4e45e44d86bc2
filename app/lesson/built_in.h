// The built-in lessons: assets/lessons/{en,zh}/*.md, embedded.
#pragma once

#include "lesson/lesson.h"

#include <span>
#include <string_view>

namespace convlens {

/// In the order of assets/lessons/order.txt; nothing is parsed.
std::span<const std::string_view> lesson_ids();
/// The file of one of them; empty where there is none.
std::string_view lesson_source(std::string_view id, Language language);
/// Parses that one only, on first use; null where there is none.
const Lesson* lesson_named(std::string_view id, Language language);

} // namespace convlens
