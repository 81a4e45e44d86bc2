// The question of a page, read strictly.
#pragma once

#include "lesson/issues.h"
#include "lesson/question.h"
#include "lesson/reading/markdown.h"
#include "lesson/reading/scene_block.h"

#include <optional>

namespace convlens {

/// What is wrong is an issue at its line and column, and there is no question. Whether the question has one
/// answer is answer.h's to find.
std::optional<Question> read_question_block(const MarkdownBlock& block, const SceneBlock& scene,
                                            LessonIssues& issues);

} // namespace convlens
