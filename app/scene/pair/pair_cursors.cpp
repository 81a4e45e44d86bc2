// Closed forms: nothing is played to get there.
#include "scene/pair/pair_cursors.h"

#include "document/evaluate/reverse.h"

#include <algorithm>

namespace convlens {

const Results& leading_results(const Results& results) {
    return results.paired && results.paired->results.steps > results.steps ? results.paired->results
                                                                           : results;
}

Cursor following(const Cursor& lead, int64_t lead_steps, int64_t lead_terms, int64_t steps, int64_t terms) {
    const int64_t whole_rounds = lead_steps / steps * steps;
    if (lead.step >= whole_rounds) {
        Cursor rests = finished(steps - 1, terms);
        rests.reveal_all = lead.reveal_all;
        return rests;
    }
    Cursor cursor = lead;
    cursor.run = 0;
    cursor.share = -1;
    cursor.step = lead.step % steps;
    switch (lead.phase) {
    case Phase::move:
        cursor.terms = 0;
        break;
    case Phase::terms:
        cursor.terms = std::min(lead.terms * terms / std::max<int64_t>(lead_terms, 1), terms - 1);
        break;
    case Phase::drop:
    case Phase::hold:
        cursor.terms = terms;
        break;
    }
    return cursor;
}

PairCursors pair_cursors(const Results& results, const Cursor& played) {
    if (!results.paired)
        return {played, played};
    const Results& beside = results.paired->results;
    const Results& lead = leading_results(results);
    const auto cursor = [&](const Results& of) {
        return &of == &lead ? played
                            : following(played, lead.steps, lead.terms_per_step, of.steps, of.terms_per_step);
    };
    return {cursor(results), cursor(beside)};
}

} // namespace convlens
