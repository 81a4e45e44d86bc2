// Places of faults are the options that a person has typed.
#include "command/arguments/picture_request.h"

#include "command/arguments/as_typed.h"
#include "command/arguments/file_choices.h"

#include <array>
#include <string_view>

namespace convlens {

ExportRequest picture_request(const CommandLine& request, const Target& target, const Texts& texts,
                              const ExportFormat& format) {
    ExportRequest result;
    result.document = target.document;
    result.document.view = request.view.value_or(result.document.view);
    result.document.cell_text = request.cell_text.value_or(result.document.cell_text);
    result.document.digits = request.digits.value_or(result.document.digits);
    result.document.lenses = request.lenses.value_or(result.document.lenses);
    result.options.theme = request.theme.value_or(ThemeId::light);
    result.options.language = texts.language();
    result.path = request.output;
    constexpr std::array<std::string_view, 4> of_length = {"--input-size", "--input", "--fps",
                                                           "--seconds-per-step"};
    const std::string typed = as_typed(of_length, request);
    constexpr std::array<std::string_view, 3> of_sizes = {"--input-size", "--input", "--in-channels"};
    const std::string typed_sizes = as_typed(of_sizes, request);
    result.places = {typed.empty() ? "--seconds-per-step" : typed, "--fps",
                     request.size || !request.lenses ? "--size" : "--lenses",
                     typed_sizes.empty() ? "--max-memory" : typed_sizes, as_typed("--steps", request)};
    result.format = &format;
    choose_file(request, result);
    return result;
}

} // namespace convlens
