// What a step computes, as the figure calls it.
#pragma once

#include "document/evaluate/results.h"
#include "scene/model/model.h"

#include <cstdint>
#include <string>

namespace convlens {

/// "y[1,2]": what the step computes (max_unpool: what it places); with the channel where there are several.
std::string step_name(const FigureModel& model, const Step& step);
std::string step_name(const Results& results, int64_t step);

} // namespace convlens
