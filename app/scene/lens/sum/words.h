// What a sum says, as texts: the rule of the operation, a term, the last operation, notes.
#pragma once

#include "document/evaluate/results.h"
#include "scene/base/scene_input.h"
#include "scene/model/model.h"
#include "scene/words/number.h"

#include <string>

namespace convlens {

/// A term's two factors; `w` is empty for pools, `x` of a bias.
struct TermText {
    std::string w, x;
    std::string sign() const { return w.empty() || x.empty() ? "" : "·"; }
    std::string whole() const { return w + sign() + x; }
};

class SumWords {
public:
    SumWords(const SceneInput& input, const FigureModel& model, const Step& step);

    /// "= Σ w[u,v] · x[2·1+u−1, 2·2+v−1]", or the rule of the pool; empty for max_unpool.
    std::string rule() const;
    /// What is added behind the terms, as the document shows cells: "2", or "b[1]" where there are several
    /// maps. Empty: no bias.
    std::string bias() const;
    std::string bias_name(const std::string& before) const; // "b" or "b[1]" behind `before`; empty: no bias
    /// As the document shows cells: numbers or names.
    TermText term(int64_t t) const;
    /// With the channel where there are several: w[0,1,1] and x[0,1,3].
    TermText full_names(int64_t t) const;
    TermText values(int64_t t) const;
    /// Whether the terms, as they are shown, are the numbers that are added up.
    bool terms_are_exact() const;
    /// "= |−2|² = 4", "= 2·3 = 6", "≈ 0.333·2 ≈ 0.667": what follows the names of a term.
    std::string worth(int64_t t) const;
    /// Characters of the longest term that is to be expected, the same at every step of a document.
    std::size_t characters() const;
    /// "11 from the first 15 terms, plus", "channels 0 and 1 gave 4, plus": what the terms before `first`
    /// came to, where they are not shown.
    std::string carried(int64_t first) const;
    std::string carried_briefly(int64_t first) const; // "before: 11"
    /// What is done with the folded terms to get the result: "15 ÷ 9", "√14", "5 − 3 + 8", "11 + 2"
    /// with a bias; or nothing.
    NumberText last_operation(double folded_value) const;
    /// "channel 0: 5, channel 1: −3", up to `done` terms; empty for a single channel. `brief`: the channels
    /// before the present one together.
    std::string channels(int64_t done, bool brief) const;
    bool has_channels() const { return several_; }
    /// A word on zeros and divisors; of an Lp pooling without them, what it is a case of.
    std::string note() const;
    /// How many lines it has at the step where it is longest, about.
    std::size_t max_note_lines() const;
    /// Whether a place without an element adds its 0; in a maximum, and where an average leaves the padding
    /// out, it does not count at all.
    bool zeros_add() const;

private:
    bool says_springenberg() const;
    std::string powered(const std::string& magnitude) const;
    NumberText number(double factor) const;
    bool is_exact(int64_t t) const;
    std::size_t bias_characters() const;
    NumberText with_bias(const NumberText& sum) const;
    double channel_sum(int64_t channel, int64_t done) const;

    const SceneInput& input_;
    const FigureModel& model_;
    const Step& step_;
    const Operation& op_;
    char base_letter_;
    int64_t terms_, per_channel_;
    bool several_; // channels
};

} // namespace convlens
