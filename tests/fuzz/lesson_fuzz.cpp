// libFuzzer on lesson files: any bytes are pages, or issues with places that lie in the file.
#include "convlens/arithmetic.h"
#include "lesson/answer.h"
#include "lesson/reading/read_lesson.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace convlens {
namespace {

void demand(bool holds) {
    if (!holds)
        std::abort();
}

constexpr int64_t small = 4096; // elements of an operation whose answers are computed

bool is_small(const Document& document) {
    const Operation& operation = document.operation;
    return document.input.kind != SourceKind::image && operation.batch * operation.in_channels < 64 &&
           operation.out_channels < 64 && operation.input_size.product() < small &&
           operation.kernel_size.product() < 64 && output_size(operation).product() < small;
}

void ask(const Page& page) {
    const Question& question = *page.question;
    const bool all_small = is_small(page.scene->document) &&
                           std::all_of(question.figures.begin(), question.figures.end(), is_small);
    if (!all_small)
        return;
    try {
        const Answer truth = answer_of(page.scene->document, question);
        demand(judge(page.scene->document, question, truth).right);
        for (const WrongAnswer& wrong : wrong_answers(page.scene->document, question))
            demand(!judge(page.scene->document, question, wrong.answer).right);
    } catch (const Error&) { // it has none
    }
}

void read(std::string_view text) {
    const LessonText read = read_lesson(text, Language::en);
    // Markdown ends a line at a lone carriage return, too.
    const auto is_end = [](char c) { return c == '\n' || c == '\r'; };
    const auto lines = static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_end)) + 1;
    for (const LessonIssue& issue : read.issues)
        demand(issue.place.line >= 1 && issue.place.line <= lines && issue.place.column >= 1);
    for (const Page& page : read.lesson.pages) {
        demand(!page.question || page.scene);
        if (page.question)
            ask(page);
    }
}

} // namespace
} // namespace convlens

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, std::size_t count) {
    convlens::read({reinterpret_cast<const char*>(bytes), count});
    return 0;
}
