// The way back: a convolution and the transposed one between the same two shapes, a max pooling and its
// unpooling; and a document as the one of the other direction. Knows no pictures.
#pragma once

#include "document/evaluate/results.h"
#include "i18n/error.h"

#include <optional>
#include <string>

namespace convlens {

/// From the output's shape to the input's: conv and conv_transpose, max_pool and max_unpool turn into each
/// other, with the input size that is the other one's output, and output_padding where windows leave
/// elements over. Null where there is none, or where the operation is impossible itself.
/// Cost  O(D)
std::optional<Operation> reversed_operation(const Operation& operation);

/// Why there is none, as an Error (request) at `where`; null where there is one. `check(operation)` is empty.
std::optional<Error> no_reverse(const Operation& operation, const std::string& where);

/// The document of the way back. The kernel's numbers stay, pins stay on their elements. Its input has the
/// same pattern as before, or, where that was written, edited or a picture, the numbers of the result, from
/// which it starts. Where it has the parameters of a built-in figure, one of the guide first, it has that
/// one's name, title and caption. `results` are the document's.
/// Errors  none: reversed_operation(operation_of(document)) is there, asserted
Document reversed(const Document& document, const Results& results);

/// What stands beside the document's figure where it is shown as a pair: reversed, but its input are always
/// the numbers of the document's result. Without lenses.
struct PairedFigure {
    Document document;
    Results results;
};
Document paired_document(const Document& document, const Results& results);

/// Whether it is shown as a pair: wanted, and possible.
bool shows_pair(const Document& document);
/// Whether the document's own figure is the one that leads back, which stands at the right.
bool leads_back(Kind kind);

/// Steps of the document's animation: of a pair those of the figure that has more.
int64_t shown_steps(const Document& document);
/// Terms of one of these steps.
int64_t shown_terms(const Document& document);

} // namespace convlens
