// Parsed when first asked for: a start of the program that shows no lesson pays for none.
#include "lesson/built_in.h"

#include "embedded_lesson_order.h"
#include "embedded_lessons_en.h"
#include "embedded_lessons_zh.h"
#include "lesson/reading/read_lesson.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace convlens {
namespace {

std::vector<std::string_view> listed() {
    std::vector<std::string_view> ids;
    std::string_view order = embedded_lesson_order().front().content;
    while (!order.empty()) {
        const std::size_t end = std::min(order.find('\n'), order.size());
        if (end > 0)
            ids.push_back(order.substr(0, end));
        order.remove_prefix(std::min(end + 1, order.size()));
    }
    return ids;
}

} // namespace

std::span<const std::string_view> lesson_ids() {
    static const std::vector<std::string_view> ids = listed();
    return ids;
}

std::string_view lesson_source(std::string_view id, Language language) {
    const std::string name = std::string(id) + ".md";
    for (const EmbeddedFile& file : language == Language::zh ? embedded_lessons_zh() : embedded_lessons_en())
        if (file.name == name)
            return file.content;
    return {};
}

const Lesson* lesson_named(std::string_view id, Language language) {
    static std::mutex mutex;
    static std::map<std::pair<std::string, Language>, Lesson> parsed;
    const std::string_view source = lesson_source(id, language);
    if (source.empty())
        return nullptr;
    const std::lock_guard lock(mutex);
    const auto [found, is_new] = parsed.try_emplace({std::string(id), language});
    if (is_new) {
        LessonText read = read_lesson(source, language);
        assert(read.issues.empty() && "built-in lessons are right");
        found->second = std::move(read.lesson);
        found->second.id = id;
    }
    return &found->second;
}

} // namespace convlens
