// Parameters are set as the panel's sliders set them, on all axes at once.
#include "window/application/export/swept_figures.h"

#include "document/evaluate/memory.h"
#include "document/names.h"
#include "document/new_cells.h"
#include "export/figures.h"
#include "i18n/error.h"
#include "input/limits.h"
#include "scene/words/words.h"
#include "window/controls/knob.h"

#include <algorithm>
#include <utility>

namespace convlens {
namespace {

using Sweeps = std::array<ExportSweep, 2>;

/// How many values it has; one that is off: one.
int64_t count_of(const ExportSweep& sweep) {
    return sweep.is_on ? std::max<int64_t>(int64_t{sweep.last} - sweep.first + 1, 1) : 1;
}

/// Of the combination: each sweep that is on with its value.
std::vector<std::pair<Parameter, int64_t>> values_at(const Sweeps& sweeps, int64_t index) {
    std::vector<std::pair<Parameter, int64_t>> values;
    int64_t rest = index;
    for (std::size_t i = sweeps.size(); i-- > 0; rest /= count_of(sweeps[i]))
        if (sweeps[i].is_on)
            values.insert(values.begin(),
                          {sweeps[i].parameter, sweeps[i].first + rest % count_of(sweeps[i])});
    return values;
}

int64_t count_of(const Sweeps& sweeps) {
    return count_of(sweeps[0]) * count_of(sweeps[1]);
}

SheetFigure figure_at(const Sweeps& sweeps, int64_t index, const Document& document, const Texts& texts) {
    SheetFigure figure{document, {}, {}};
    Operation operation = operation_of(document);
    for (const auto& [parameter, value] : values_at(sweeps, index)) {
        operation = with_value(operation, {parameter}, value);
        figure.caption += (figure.caption.empty() ? "" : " · ") +
                          std::string(texts(parameter_key(parameter, operation.kind))) + " " +
                          std::to_string(value);
    }
    set_operation(figure.document, operation);
    fill_new_cells(document, figure.document);
    const std::vector<Issue> issues = issues_of(figure.document);
    if (!issues.empty())
        figure.fault = describe_issue(issues.front(), operation, texts);
    return figure;
}

std::string name_at(const Sweeps& sweeps, int64_t index) {
    std::string all;
    for (const auto& [parameter, value] : values_at(sweeps, index)) {
        std::string name(name_of(parameter_names(), parameter));
        std::replace(name.begin(), name.end(), '_', '-');
        all += (all.empty() ? "" : "_") + name + "-" + std::to_string(value);
    }
    return all;
}

} // namespace

std::string title_of(const ExportRequest& request, const Texts& texts) {
    return request.network ? std::string() : title_of(request.document, texts);
}

std::vector<SheetFigure> swept_figures(const Sweeps& sweeps, const Document& document, const Texts& texts) {
    const int64_t count = count_of(sweeps);
    if (count > limits::sheet_pictures)
        throw Error(Error::Fault::request, "ui.export_values_many",
                    {{"value", std::to_string(count)}, {"most", std::to_string(limits::sheet_pictures)}}, "");
    std::vector<SheetFigure> figures;
    for (int64_t i = 0; i < count; ++i)
        figures.push_back(figure_at(sweeps, i, document, texts));
    return figures;
}

std::vector<BatchJob> jobs_of_figures(const Sweeps& sweeps, const std::vector<SheetFigure>& figures,
                                      const ExportRequest& look) {
    std::vector<BatchJob> jobs;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        if (!figures[i].fault.empty())
            continue;
        const auto request = [document = figures[i].document, look] {
            ExportRequest file = look;
            file.document = document;
            file.results = nullptr;
            file.cursor = last_cursor(document);
            return file;
        };
        const std::string ending(look.format->ending);
        jobs.push_back({name_at(sweeps, static_cast<int64_t>(i)) + ending, 1, request});
    }
    if (jobs.empty())
        throw Error(Error::Fault::request, "error.sweep_all", {{"reason", figures.front().fault}}, "");
    return jobs;
}

} // namespace convlens
