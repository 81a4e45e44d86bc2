// Cells of a network's question are those of its input.
#include "lesson/asked_cells.h"

#include "convlens/sizes.h"
#include "lesson/element_access.h"

namespace convlens {

bool asks_for_cells(const Question& question) {
    return question.ask == Ask::cells || (question.ask == Ask::order && question.order != OrderOf::figures);
}

AskedTensor chosen_tensor(const Question& question) {
    if (question.network)
        return AskedTensor::x;
    if (question.ask == Ask::order)
        return question.order == OrderOf::weights ? AskedTensor::w : AskedTensor::y;
    return question.cells == CellRule::feeds ? AskedTensor::y : AskedTensor::x;
}

Sizes cells_shape(const Document& scene, const Question& question) {
    if (!asks_for_cells(question))
        return {};
    if (question.network)
        return network_input_shape(*question.network);
    return shape_in(operation_of(scene), chosen_tensor(question));
}

int64_t flat_cell(const std::vector<int64_t>& at, const Sizes& shape) {
    return ravel_index(to_sizes(at), shape);
}

} // namespace convlens
