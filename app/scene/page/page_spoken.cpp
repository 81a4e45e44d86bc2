// The figure is told by what its sizes follow from, and by the numbers that the question is about.
#include "scene/page/page_spoken.h"

#include "document/evaluate/gradients.h"
#include "document/names.h"
#include "lesson/exercise/words.h"
#include "lesson/words.h"
#include "scene/network/controls.h"
#include "scene/page/gradient_figure.h"
#include "scene/page/page_content.h"
#include "scene/page/page_texts.h"
#include "scene/page/shown_network.h"
#include "scene/side.h"
#include "scene/spoken/spoken_step.h"
#include "scene/words/number.h"

#include <algorithm>

namespace convlens {
namespace {

constexpr int64_t max_told = 12; // rows and columns of a tensor whose numbers are told

class SpokenPage {
public:
    explicit SpokenPage(const PageInput& input) : input_(input) {}

    std::string all() {
        add(input_.lesson.pages[input_.page].title);
        for (const Block& block : input_.lesson.pages[input_.page].blocks)
            add_block(block);
        if (input_.scene)
            add_figure();
        if (input_.question && input_.state.phase != PagePhase::stepping)
            add_question();
        if (input_.scene && !input_.content->network && tells_step())
            text_ += "\n" + spoken_step(*input_.scene, step_of(*input_.results, step()), input_.texts);
        return std::move(text_);
    }

private:
    void add(const std::string& line) { text_ += line + "\n"; }
    bool is_revealed() const { return input_.state.phase == PagePhase::revealed; }

    void add_block(const Block& block) {
        std::string line;
        if (block.kind == Block::Kind::picture)
            line = "[" + block.description + "]";
        else if (block.kind == Block::Kind::item)
            line = "- ";
        for (const Piece& piece : block.pieces)
            line += piece.kind == Piece::Kind::line_end ? std::string(" ") : piece.text;
        add("");
        add(line);
    }

    void add_figure() {
        add("");
        if (input_.question && asks_about_figures(*input_.question)) {
            for (std::size_t i = 0; i < input_.question->figures.size(); ++i)
                add(std::string(1, static_cast<char>('A' + i)) + "  " +
                    size_letters(operation_of(input_.question->figures[i])));
            return;
        }
        if (input_.content->network) {
            add(network_title(input_.content->network->document, input_.texts));
            return;
        }
        const Operation operation = operation_of(shown_scene());
        std::string kind = "kind." + std::string(name_of(kind_names(), operation.kind));
        std::replace(kind.begin(), kind.end(), '-', '_');
        add(input_.texts("page.figure",
                         {{"operation", input_.texts(kind)}, {"sizes", size_letters(operation)}}));
        if (input_.question && !needs_numbers(*input_.question))
            return;
        add_numbers("X", input_.results->x);
        add_numbers("W", input_.results->w);
        if (input_.content->gradients && input_.question && is_about_gradient(*input_.question))
            add_rows("dY", input_.content->gradients->gradients->dy);
    }

    /// Of a question for a parameter one that has another number there, as long as it is open.
    const Document& shown_scene() const {
        if (!input_.question)
            return *input_.scene;
        return (is_revealed() ? input_.content->revealed : input_.content->asked).front().document;
    }

    void add_numbers(const std::string& name, const std::shared_ptr<const LazyTensor<double>>& tensor) {
        if (tensor)
            add_rows(name, *tensor);
    }

    /// Of one plane, row by row; of several, and of large ones, the sizes are enough.
    void add_rows(const std::string& name, const Tensor<double>& tensor) {
        const Sizes& shape = tensor.shape;
        const int64_t columns = shape.empty() ? 1 : shape[shape.size() - 1];
        const int64_t rows = tensor.shape.product() / std::max<int64_t>(columns, 1);
        if (columns > max_told || rows > max_told || rows * columns == 0)
            return;
        add(name + std::string(input_.texts("page.colon")));
        for (int64_t row = 0; row < rows; ++row) {
            std::string line;
            for (int64_t column = 0; column < columns; ++column)
                line += (column == 0 ? "" : "  ") + number_text(tensor[row * columns + column]);
            add(line);
        }
    }

    void add_question() {
        add("");
        add(asked_text(input_));
        if (has_offers(input_))
            for (std::size_t i = 0; i < input_.state.offers.size(); ++i)
                add_offer(i, input_.state.offers[i]);
        const QuestionState& state = input_.state;
        const std::string colon(input_.texts("page.colon"));
        const std::string yours = std::string(input_.texts("page.your_guess")) + colon;
        if (state.guess)
            add(yours + offer_text(input_, *state.guess));
        else if (state.does_not_know)
            add(yours + std::string(input_.texts("page.dont_know")));
        else if (!state.typed.empty() && !state.counted_next)
            add(yours + state.typed);
        if (!is_revealed())
            return;
        // Marks are not heard: cells are named.
        const Answer& truth = *input_.content->truth;
        add(std::holds_alternative<CellSet>(truth)
                ? input_.texts("page.truth.answer", {{"answer", answer_text(*input_.scene, *input_.question,
                                                                            truth, input_.texts)}})
                : truth_text(input_, truth));
        if (const auto& idea = state.judgement.idea; idea && !has_offers(input_))
            add(idea_sentence(idea->idea, input_.texts));
    }

    /// After the reveal with what a wrong one would be right for.
    void add_offer(std::size_t index, const Offer& offer) {
        std::string line =
            std::string(1, static_cast<char>('A' + index)) + "  " + offer_text(input_, offer.answer);
        if (is_revealed() && offer.idea)
            line += std::string(input_.texts("page.colon")) + idea_sentence(offer.idea->idea, input_.texts);
        add(line);
    }

    /// The step is what the figure shows, and there is nothing left to guess.
    bool tells_step() const {
        if (input_.state.played)
            return false;
        return !input_.question ||
               (is_revealed() && input_.question->ask != Ask::parameter &&
                input_.question->ask != Ask::compare && !asks_about_figures(*input_.question) &&
                !is_about_gradient(*input_.question));
    }

    int64_t step() const { return std::clamp<int64_t>(input_.cursor.step, 0, input_.results->steps - 1); }

    const PageInput& input_;
    std::string text_;
};

} // namespace

std::string spoken_page(const PageInput& input) {
    return SpokenPage(input).all();
}

} // namespace convlens
