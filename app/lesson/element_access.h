// Single elements of a scene by their coordinates, and what the Relation says about them: for values, cells,
// orders, and the figures of pages.
#pragma once

#include "convlens/relation.h"
#include "document/evaluate/results.h"
#include "lesson/question.h"

#include <cstdint>
#include <vector>

namespace convlens {

/// Coordinates as the engine takes them.
Sizes to_sizes(const std::vector<int64_t>& at);
bool is_inside(const std::vector<int64_t>& at, const Sizes& shape);
/// Of the tensor that is asked about; a gradient has that of its tensor.
Sizes shape_in(const Operation& operation, AskedTensor of);
/// Of a flat index.
std::vector<int64_t> coordinates(int64_t flat, const Sizes& shape);
/// Row and column of the last two axes.
std::vector<int64_t> swapped(std::vector<int64_t> at);
/// An element of the document's W in the Relation, which counts as W slides; its own inverse.
int64_t as_it_slides(const Document& scene, int64_t weight);
/// The scene's results with its gradients where they are asked for.
Results results_of(Document scene, bool gradients);
/// Of the inputs that the window of `output` reads, the largest; of equal ones the first, or the last.
int64_t winner(const Results& results, const Relation& relation, int64_t output, bool last_of_equal);
/// The outputs that an input feeds, with the weights, in the order of the steps.
std::vector<Term> terms_that_read(const Relation& relation, int64_t input);
/// Flat indices that the window of an output reads.
std::vector<int64_t> inputs_of_output(const Relation& relation, int64_t output);

} // namespace convlens
