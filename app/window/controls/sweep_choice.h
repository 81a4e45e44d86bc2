// Which parameters the export panel's two rows of values may have: of the present operation, and each another
// one.
#pragma once

#include "convlens/operation.h"
#include "window/session/export_form.h"

#include <array>
#include <cstddef>
#include <vector>

namespace convlens {

using ExportSweeps = std::array<ExportSweep, 2>;

/// The largest value of a row.
constexpr int max_swept_value = 9999;

/// In the order of the list; without the one that the other row has while that is on.
std::vector<Parameter> sweep_parameters(const ExportSweeps& sweeps, std::size_t row, Kind kind);
/// Three values that may be meant: sizes from the present one, others from the smallest. On.
ExportSweep usual_sweep(Parameter parameter, const Operation& operation);
/// A row whose parameter this operation has not, or the row before has, is set to the first that it may have;
/// the first row stays on, the second is off then.
void fit_sweeps(ExportSweeps& sweeps, const Operation& operation);

} // namespace convlens
