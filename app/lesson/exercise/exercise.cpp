// The words of the kinds.
#include "lesson/exercise/exercise.h"

#include <array>

namespace convlens {
namespace {

constexpr std::array kinds{NameRow<ExerciseKind>{"size", ExerciseKind::size},
                           NameRow<ExerciseKind>{"value", ExerciseKind::value},
                           NameRow<ExerciseKind>{"gradient", ExerciseKind::gradient},
                           NameRow<ExerciseKind>{"cells", ExerciseKind::cells},
                           NameRow<ExerciseKind>{"parameter", ExerciseKind::parameter},
                           NameRow<ExerciseKind>{"compare", ExerciseKind::compare},
                           NameRow<ExerciseKind>{"pool", ExerciseKind::pool},
                           NameRow<ExerciseKind>{"transposed", ExerciseKind::transposed},
                           NameRow<ExerciseKind>{"mixed", ExerciseKind::mixed}};
static_assert(has_all_values(kinds));

} // namespace

Names<ExerciseKind> exercise_kind_names() {
    return kinds;
}

} // namespace convlens
