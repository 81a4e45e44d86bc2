// An exercise: a scene with small whole numbers and a question about it. What the answer is and what wrong
// ideas answer, answer.h computes; nothing of it is stored.
#pragma once

#include "i18n/names.h"
#include "lesson/question.h"

namespace convlens {

enum class ExerciseKind {
    size,       // of Y
    value,      // of an element of Y
    gradient,   // of an element of X or W
    cells,      // what an element sees, feeds, meets; what is never read
    parameter,  // that gives Y a size
    compare,    // before and after a change
    pool,       // sizes, values, winners and gradients of pooling
    transposed, // sizes, values and cells of a transposed convolution
    mixed       // any of the above
};
Names<ExerciseKind> exercise_kind_names();

inline constexpr int min_exercise_level = 1; // sums in one's head
inline constexpr int max_exercise_level = 3; // dilation, groups, output padding, gradients of several steps

struct Exercise {
    ExerciseKind kind{}; // never mixed
    int level = min_exercise_level;
    Document scene;
    Question question;
    bool operator==(const Exercise&) const = default;
};

} // namespace convlens
