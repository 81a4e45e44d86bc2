// Each figure owns an animation of its own, which it is asked through.
#include "export/page_figures.h"

#include "document/evaluate/reverse.h"
#include "scene/network/controls.h"
#include "scene/network/kit.h"
#include "scene/network/network_animation.h"
#include "scene/network/spoken_network.h"
#include "scene/network/way_back/stages.h"
#include "scene/pair/halves.h"
#include "scene/pair/pair_cursors.h"
#include "scene/spoken/spoken_step.h"
#include "scene/words/words.h"

#include <memory>

namespace convlens {
namespace {

constexpr float phone_width = 390; // px

using Column = std::function<Frame(const Cursor&)>;

Column column_of(Document document, Results results, const RenderOptions& options, const FontSet& fonts) {
    document.pair = false;
    results.paired.reset();
    const auto column = std::make_shared<Animation>(document, results, options, fonts);
    column->make_column(phone_width);
    return [column](const Cursor& cursor) { return column->at(cursor); };
}

/// The figures of a pair one below the other, the direct one first.
Column pair_in_column(Document document, const Results& results, const RenderOptions& options,
                      const FontSet& fonts) {
    document.lenses.clear(); // as in the wide picture
    Document beside = with_look(results.paired->document, document);
    beside.lenses.clear();
    const Column own_column = column_of(document, results, options, fonts);
    const Column beside_column = column_of(beside, results.paired->results, options, fonts);
    const bool own_is_second = leads_back(results.operation.kind);
    return [=](const Cursor& played) {
        const PairCursors cursors = pair_cursors(results, played);
        Frame own = own_column(cursors.own), other = beside_column(cursors.beside);
        Frame both;
        both.background = own.background;
        both.size = {own.size.x, own.size.y + other.size.y};
        const Vec2 own_corner{0, own_is_second ? other.size.y : 0};
        const Vec2 other_corner{0, own_is_second ? 0 : own.size.y};
        add_half(both, std::move(own), own_corner, false);
        add_half(both, std::move(other), other_corner, true);
        return both;
    };
}

} // namespace

PageFigure page_figure(const Document& document, const Results& results, const RenderOptions& options,
                       const FontSet& fonts) {
    const auto animation = std::make_shared<Animation>(document, results, options, fonts);
    PageFigure figure;
    figure.language = options.language;
    figure.title = title_of(document, Texts(options.language));
    const auto leading = [animation]() -> const Results& { return leading_results(animation->results()); };
    figure.picture = [animation, leading](int64_t step) {
        return animation->at(finished(step, leading().terms_per_step));
    };
    const Column column = results.paired ? pair_in_column(document, results, options, fonts)
                                         : column_of(document, results, options, fonts);
    figure.narrow = [column, leading](int64_t step) {
        return column(finished(step, leading().terms_per_step));
    };
    const bool leads_itself = &leading() == &animation->results();
    const Document played = leads_itself ? document : animation->results().paired->document;
    figure.words = [played, leading, texts = Texts(options.language)](int64_t step) {
        return spoken_step(played, step_of(leading(), step), texts);
    };
    return figure;
}

PageFigure page_figure(const NetworkDocument& network, const NetworkResults& results,
                       const RenderOptions& options, const FontSet& fonts) {
    const auto animation = std::make_shared<NetworkAnimation>(network, results, options, fonts);
    const int64_t terms = network_timeline(network, results).runs().front().terms_per_step;
    PageFigure figure;
    figure.language = options.language;
    const Texts texts(options.language);
    figure.title = network_title(network, texts);
    figure.picture = [animation, terms](int64_t step) { return animation->at(finished(step, terms)); };
    const auto column = std::make_shared<NetworkAnimation>(network, results, options, fonts);
    column->make_column(phone_width);
    figure.narrow = [column, terms](int64_t step) { return column->at(finished(step, terms)); };
    figure.words = [network, results, texts](int64_t step) {
        return spoken_network(network, results, step, texts);
    };
    return figure;
}

std::vector<Language> languages_from(Language first) {
    return {first, first == Language::en ? Language::zh : Language::en};
}

} // namespace convlens
