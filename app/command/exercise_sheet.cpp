// The sheet of `convlens exercise` to a PDF: questions, then answers.
#include "scene/page/exercise/sheet.h"

#include "command/exercise.h"
#include "command/pictures/fonts.h"
#include "command/pictures/pictures.h"
#include "document/scene_file/embedded_scene.h"
#include "output/files/atomic_file.h"
#include "output/pdf/pdf.h"

namespace convlens {
namespace {

/// Pixels of 1/96 inch.
Vec2 paper_size(Paper paper) {
    switch (paper) {
    case Paper::a4:
        return {210 / 25.4F * 96, 297 / 25.4F * 96};
    case Paper::letter:
        break;
    }
    return {8.5F * 96, 11 * 96};
}

/// What opens it again: the exercises, and the first one's figure.
std::string held_sheet(const CommandLine& request, const std::vector<Exercise>& exercises) {
    HeldLesson held;
    held.exercise = request.target;
    held.level = request.level;
    held.seed = request.seed;
    held.count = request.count;
    return embedded_lesson(held,
                           exercises.empty() ? std::string() : embedded_scene(exercises.front().scene, 0));
}

} // namespace

void write_exercise_sheet(const CommandLine& request, const Texts& texts) {
    AtomicFile file(request.output);
    SheetOptions options;
    options.kind = *named(exercise_kind_names(), request.target);
    options.level = static_cast<int>(request.level);
    options.paper = paper_size(request.paper.value_or(Paper::a4));
    options.language = texts.language();
    options.source = texts("exercise.footer", {{"kind", request.target},
                                               {"level", std::to_string(request.level)},
                                               {"seed", std::to_string(request.seed)},
                                               {"count", std::to_string(request.count)}});
    const FontSet fonts = load_fonts();
    Typesetter typesetter(fonts);
    const std::vector<Exercise> exercises = requested_exercises(request);
    FileFacts facts;
    if (!request.no_scene)
        facts.scene = held_sheet(request, exercises);
    file.write_whole(pdf_of(exercise_sheet(exercises, options, typesetter), fonts, facts));
}

} // namespace convlens
