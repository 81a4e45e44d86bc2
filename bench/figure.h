// A figure that is composed step by step, for benchmarks.
#pragma once

#include "document/document.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "output/movie.h"
#include "scene/base/palette_pairs.h"
#include "scene/base/scene_input.h"
#include "scene/card_needs.h"
#include "scene/compose.h"
#include "scene/model/rasters.h"
#include "system_fonts.h"

namespace convlens::bench {

class Figure {
public:
    Figure(Document document, Vec2 size, ThemeId theme_id = ThemeId::light)
        : document_(std::move(document)), results_(evaluate(document_)), rasters_(make_rasters(results_)),
          theme_(theme(theme_id)), typesetter_(test::system_fonts()) {
        composition_.size = size;
    }

    int64_t steps() const { return results_.steps; }
    /// With the step finished.
    Frame frame(int64_t step) {
        return compose({document_,
                        results_,
                        finished(step, results_.terms_per_step),
                        {},
                        theme_,
                        Texts(Language::en),
                        typesetter_,
                        composition_,
                        &rasters_,
                        {},
                        nullptr,
                        &card_needs_});
    }
    /// One frame a step.
    Movie movie() {
        return {steps(), {{20, 1}, palette_pairs(theme_)}, [this](int64_t step) { return frame(step); }};
    }

private:
    Document document_;
    Results results_;
    Rasters rasters_; // shared by all frames, as the window and the exports do
    const Theme& theme_;
    Typesetter typesetter_;
    Composition composition_;
    CardNeeds card_needs_;
};

/// The size of its own, as `export --all` writes it.
inline Vec2 own_size(const Document& document) {
    if (document.export_size.empty())
        return {1280, 720};
    return {static_cast<float>(document.export_size[0]), static_cast<float>(document.export_size[1])};
}

/// A convolution of one map of side x side with a 3x3 kernel.
inline Document square_convolution(int64_t side) {
    Document document;
    document.operation = make_operation(Kind::conv, {side, side}, {3, 3});
    return document;
}

} // namespace convlens::bench
