// One document for one picture: of a large operation the numbers come later, and the old picture stays till
// then.
#include "window/application/stage.h"

#include "picture/scaled_frame.h"
#include "scene/compose.h"
#include "scene/page/overlay.h"
#include "scene/pair/pair_cursors.h"
#include "window/application/export/exporter.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>

namespace convlens {

Stage::Stage(const FontSet& fonts, const Session& session, const Settings& settings, const Editor& editor)
    : session_(session), settings_(settings), editor_(editor), typesetter_(fonts), picture_(typesetter_) {}

SceneInput Stage::input(const StagePlace& place, const Texts& texts, Tag lit) {
    return input_of(editor_.shown(), place, texts, lit);
}

SceneInput Stage::input_of(const Evaluated& shown, const StagePlace& place, const Texts& texts, Tag lit) {
    Composition composition;
    composition.size = {std::max(std::round(place.rect.width() * place.ratio), 16.0F),
                        std::max(std::round(place.rect.height() * place.ratio), 16.0F)};
    composition.scale = place.scale * place.ratio;
    const bool stage = session_.shows_stage();
    composition.stage = composition.progress = composition.formula = stage;
    composition.choices = !stage;
    composition.can_undo = editor_.history().can_undo();
    if (session_.exporting.open) { // the picture that will be written, smaller
        const Vec2 size = composition.size;
        composition = exported_composition(session_.exporting);
        composition.scale = size.x / composition.size.x;
        composition.size = size;
    }
    const float blend = session_.motion.view_blend;
    composition.view_blend = blend > 0 && blend < 1 ? blend : -1;
    const Operation& operation = shown.results.operation;
    const auto of = [](int64_t chosen, int64_t channels) { return chosen < channels ? chosen : -1; };
    composition.base_channel = of(session_.base_channel, operation.in_channels);
    composition.top_channel = of(session_.top_channel, operation.out_channels);
    composition.kernel_turn = session_.motion.kernel_turn;
    StepRun run;
    run.steps = leading_results(shown.results).steps;
    run.terms_per_step = leading_results(shown.results).terms_per_step;
    const PairCursors cursors =
        pair_cursors(shown.results, previewed_cursor(session_.exporting, run, editor_.played()));
    return {shown.document,         shown.results,  cursors.own, lit,
            theme(settings_.theme), texts,          typesetter_, composition,
            &shown.rasters,         cursors.beside, nullptr,     &card_needs_};
}

void Stage::compose(const StagePlace& place, const Texts& texts, Tag lit) {
    // A file has nothing that is pointed at.
    SceneInput now = input(place, texts, session_.exporting.open ? Tag{} : lit);
    if (now.results.issues.empty()) {
        frame_ = convlens::compose(now);
        return;
    }
    const SceneInput last = input_of(editor_.figure(), place, texts, {});
    now.last = last.results.issues.empty() ? &last : nullptr;
    // What is evaluated now is possible: the words about the impossible are no longer true.
    frame_ = convlens::compose(editor_.behind_since() && now.last ? last : now);
}

Frame Stage::picture(const StagePlace& place, const Texts& texts) {
    SceneInput now = input(place, texts, {});
    now.composition.choices = false;
    Frame frame = convlens::compose(now);
    std::erase_if(frame.items, [](const Item& item) {
        return item.tag.space == static_cast<uint32_t>(TagSpace::lens_tab);
    });
    return frame;
}

void Stage::draw(const StagePlace& place, Platform::Size framebuffer, const PageOverlay& above) {
    const Vec2 corner = place.rect.min * (place.ratio * place.zoom);
    const gl::Target target{framebuffer.width, framebuffer.height, static_cast<int>(std::lround(corner.x)),
                            static_cast<int>(std::lround(corner.y))};
    const Theme& look = theme(settings_.theme);
    if (place.zoom == 1) {
        const std::size_t items = frame_.items.size();
        draw_overlay(frame_, above, look);
        picture_.draw(frame_, target);
        frame_.items.resize(items);
        return;
    }
    Frame shown = scaled(frame_, place.zoom);
    draw_overlay(shown, above, look);
    picture_.draw(shown, target);
}

void clear_window(Color color) {
    glDisable(GL_SCISSOR_TEST);
    glClearColor(static_cast<float>(color.r) / 255, static_cast<float>(color.g) / 255,
                 static_cast<float>(color.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

} // namespace convlens
