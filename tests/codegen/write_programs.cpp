// Writes the scripts of every figure and of random documents into a folder, with what each has to print, for
// run_programs.py. Arguments: the folder, the number of random documents, their seed.
#include "codegen/code.h"
#include "document/evaluate/evaluate.h"
#include "document/evaluate/results.h"
#include "document/names.h"
#include "document/presets.h"
#include "support/random_document.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace convlens {
namespace {

struct Writer {
    std::filesystem::path folder;

    /// NAME.FRAMEWORK.py, and NAME.expected: the shape of Y in one line, its numbers in the next; no second
    /// line where the script's numbers are random.
    void write(const Document& document, const std::string& name) const {
        bool is_random = false;
        for (const auto& [framework_name, framework] : framework_names()) {
            const Code code = code_of(document, framework);
            std::ofstream script(folder / (name + "." + std::string(framework_name) + ".py"));
            script << code.program;
            for (const std::string& note : code.notes)
                is_random |= note == "code.note.random";
        }
        const Results results = evaluate(document);
        std::ofstream expected(folder / (name + ".expected"));
        expected.precision(17);
        for (const int64_t size : results.y->shape)
            expected << size << ' ';
        expected << '\n';
        if (is_random)
            return;
        for (const double value : results.y->kept().data)
            expected << value << ' ';
        expected << '\n';
    }
};

} // namespace
} // namespace convlens

int main(int count, char** arguments) {
    using namespace convlens;
    if (count != 4) {
        std::cerr << "codegen_programs FOLDER COUNT SEED\n";
        return 2;
    }
    const Writer writer{arguments[1]};
    for (const Preset& preset : presets())
        writer.write(preset.document, preset.document.name);
    for (const Kind kind : {Kind::conv, Kind::conv_transpose})
        for (std::size_t dims = 1; dims <= 3; ++dims)
            for (const int64_t groups : {1, 2}) {
                Document document;
                document.operation = make_operation(kind, Sizes::filled(dims, 4), Sizes::filled(dims, 2));
                document.operation.groups = groups;
                document.operation.in_channels = document.operation.out_channels = 2 * groups;
                document.operation.stride = Sizes::filled(dims, 3);
                if (kind == Kind::conv_transpose)
                    document.operation.output_padding = Sizes::filled(dims, 2);
                document.bias = {0.5, -2, 7, 0.25};
                writer.write(document, "bias_" + std::to_string(static_cast<int>(kind)) + "_" +
                                           std::to_string(dims) + "_" + std::to_string(groups));
            }
    std::mt19937_64 generator(std::strtoull(arguments[3], nullptr, 10));
    for (long i = 0; i < std::strtol(arguments[2], nullptr, 10); ++i)
        writer.write(random_document(generator), "random_" + std::to_string(i));
    return 0;
}
