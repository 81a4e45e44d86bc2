// One file at a time is being written, beside the window.
#include "window/application/files/autosave.h"

#include "document/scene_file/network_file.h"
#include "document/scene_file/scene_file.h"
#include "i18n/error.h"
#include "network/file.h"
#include "window/platform/settings_file.h"

#include <string>
#include <utility>
#include <variant>

namespace convlens {
namespace {

std::string text_of(const Figure& figure) {
    struct Writer {
        std::string operator()(const Document& document) const { return write_scene(document); }
        std::string operator()(const NetworkDocument& network) const { return write_network_scene(network); }
    };
    return std::visit(Writer(), figure);
}

/// The figure looked at as the other one: view, lenses and pins are no work that could be lost.
Document looked_at_as(const Document& other, Document document) {
    document.view = other.view;
    document.cell_text = other.cell_text;
    document.digits = other.digits;
    document.lenses = other.lenses;
    document.gradients_lens = other.gradients_lens;
    document.unrolled_lens = other.unrolled_lens;
    document.transposed_lens = other.transposed_lens;
    document.reach_lens = other.reach_lens;
    document.code_lens = other.code_lens;
    document.pins = other.pins;
    return document;
}

/// The same of a network: view, selection and rule are no work that could be lost.
NetworkDocument looked_at_as(const NetworkDocument& other, NetworkDocument network) {
    network.view = other.view;
    network.selected = other.selected;
    network.rule = other.rule;
    network.strongest = other.strongest;
    network.invariance = other.invariance;
    network.occlusion = other.occlusion;
    network.cell_text = other.cell_text;
    network.digits = other.digits;
    return network;
}

bool is_same_work(const Figure& a, const Figure& b) {
    struct Comparison {
        bool operator()(const Document& one, const Document& other) const {
            return looked_at_as(other, one) == other;
        }
        bool operator()(const NetworkDocument& one, const NetworkDocument& other) const {
            return looked_at_as(other, one) == other;
        }
        bool operator()(const Document&, const NetworkDocument&) const { return false; }
        bool operator()(const NetworkDocument&, const Document&) const { return false; }
    };
    return std::visit(Comparison(), a, b);
}

} // namespace

Autosave::Autosave(const Figure& first, Executor& executor)
    : executor_(executor), is_on_(!state_folder().empty()), safe_(first) {
    if (!is_on_)
        return;
    if (auto file = AutosaveFile::abandoned())
        found_ = std::make_shared<AutosaveFile>(std::move(*file));
}

bool Autosave::is_unsaved(const Figure& figure) const {
    return !is_same_work(figure, safe_);
}

double Autosave::due_at(double changed_at) const {
    if (!is_on_ || saving_.is_running()) // its end is an event
        return 0;
    AutosaveRule rule = rule_;
    rule.change(changed_at);
    return rule.due();
}

std::exception_ptr Autosave::take_outcome(double now) {
    const auto outcome = saving_.take();
    if (!outcome)
        return nullptr;
    if (outcome->value) {
        has_failed_ = false;
        if (replaced_)
            std::exchange(replaced_, nullptr)->remove();
        return nullptr;
    }
    rule_.fail(now);
    return std::exchange(has_failed_, true) ? nullptr : outcome->error;
}

std::exception_ptr Autosave::update(const Figure& figure, double changed_at, double now) {
    if (!is_on_)
        return nullptr;
    std::exception_ptr failure = take_outcome(now);
    rule_.change(changed_at);
    if (rule_.due() == 0 || now < rule_.due() || saving_.is_running())
        return failure;
    rule_.begin();
    if (!is_unsaved(figure)) { // taken back, or saved meanwhile
        forget_own();
        return failure;
    }
    try {
        begin_saving(figure);
    } catch (...) {
        rule_.fail(now);
        return std::exchange(has_failed_, true) ? nullptr : std::current_exception();
    }
    return failure;
}

void Autosave::begin_saving(const Figure& figure) {
    if (!own_)
        own_ = std::make_shared<AutosaveFile>(AutosaveFile::create());
    saving_ = Job<bool>(executor_, [figure, file = own_](JobControl&) {
        file->write(text_of(figure));
        return true;
    });
}

void Autosave::write_now(const Figure& figure) {
    if (!is_on_)
        return;
    if (!is_unsaved(figure))
        return forget_own();
    saving_.wait();
    if (!own_)
        own_ = std::make_shared<AutosaveFile>(AutosaveFile::create());
    own_->write(text_of(figure));
    if (replaced_)
        std::exchange(replaced_, nullptr)->remove();
}

void Autosave::end(const Figure& figure) {
    try {
        write_now(figure);
    } catch (const Error&) {
        if (!has_failed_) // else that was a line in the window already
            throw;
    }
    if (own_)
        own_->leave();
    for (const Covered& covered : covered_)
        if (covered.own)
            covered.own->leave();
}

void Autosave::cover(const Figure& figure) {
    try {
        write_now(figure);
    } catch (const Error&) { // nothing can be kept: that is said with the next change
    }
    covered_.push_back({safe_, std::exchange(own_, nullptr)});
}

void Autosave::uncover() {
    forget_own();
    own_ = std::move(covered_.back().own);
    safe_ = std::move(covered_.back().safe);
    covered_.pop_back();
}

void Autosave::forget_own() {
    saving_ = {};
    for (const File& file : {std::exchange(own_, nullptr), std::exchange(replaced_, nullptr)})
        if (file)
            file->remove();
}

Figure Autosave::read_found() const {
    return read_figure_file(found_->path());
}

void Autosave::adopt_found() {
    saving_.wait();
    if (own_)
        replaced_ = own_;
    own_ = std::exchange(found_, nullptr);
}

std::string Autosave::put_found_aside() {
    return std::exchange(found_, nullptr)->put_aside();
}

void Autosave::forget_found() {
    if (found_)
        std::exchange(found_, nullptr)->remove();
}

} // namespace convlens
