// Lessons as slides: which there are, and that a folder has all of them or none.
#include "export/lesson_slides.h"

#include "i18n/error.h"
#include "lesson/built_in.h"
#include "lesson/reading/read_lesson.h"
#include "output/temporary_folder.h"
#include "support/unanswerable_lesson.h"
#include "system_fonts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <string>
#include <vector>

namespace convlens {
namespace {

using test::system_fonts;
using test::TemporaryFolder;

const Lesson& sizes() {
    return *lesson_named("sizes", Language::en);
}

LessonExport request_for(const std::string& path, Reveal reveal) {
    return {sizes(), slides_of(sizes(), reveal), {.size = {640, 360}}, system_fonts(), path, "sizes"};
}

std::size_t questions() {
    const auto asks = [](const Page& page) { return page.question.has_value(); };
    return static_cast<std::size_t>(std::count_if(sizes().pages.begin(), sizes().pages.end(), asks));
}

TEST(LessonSlides, a_reveal_is_a_slide_of_its_own) {
    const std::size_t pages = sizes().pages.size();
    EXPECT_EQ(slides_of(sizes(), Reveal::no).size(), pages);
    EXPECT_EQ(slides_of(sizes(), Reveal::yes).size(), pages);
    const std::vector<Slide> both = slides_of(sizes(), Reveal::both);
    EXPECT_EQ(both.size(), pages + questions());
    EXPECT_EQ(both[0], (Slide{0, false}));
    EXPECT_EQ(both[1], (Slide{1, false}));
    EXPECT_EQ(both[2], (Slide{1, true}));
    EXPECT_EQ(slides_of(sizes(), Reveal::both, 1), (std::vector<Slide>{{1, false}, {1, true}}));
}

TEST(LessonSlides, a_folder_has_a_picture_a_slide_and_a_pdf) {
    const TemporaryFolder folder;
    EXPECT_TRUE(export_lesson(request_for(folder / "out/", Reveal::both), {}));
    for (const char* const name : {"page-01.png", "page-02.png", "page-02.reveal.png", "sizes.pdf"})
        EXPECT_TRUE(std::filesystem::exists(folder / (std::string("out/") + name))) << name;
    const auto entries = std::distance(std::filesystem::directory_iterator(folder / "out"), {});
    EXPECT_EQ(static_cast<std::size_t>(entries), sizes().pages.size() + questions() + 1);
    EXPECT_EQ(folder.entries(), 1);
}

std::string words_of(const Frame& frame) {
    std::string words;
    for (const Item& item : frame.items)
        if (const Label* const label = std::get_if<Label>(&item.shape))
            words += label->text + "\n";
    return words;
}

TEST(LessonSlides, names_sort_in_the_order_of_showing) {
    const TemporaryFolder folder;
    EXPECT_TRUE(export_lesson(request_for(folder / "out/", Reveal::both), {}));
    std::vector<std::string> names; // by their bytes, with LC_ALL=C as in ls
    for (const auto& entry : std::filesystem::directory_iterator(folder / "out"))
        if (entry.path().extension() == ".png")
            names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    const std::vector<Slide> slides = slides_of(sizes(), Reveal::both);
    ASSERT_EQ(names.size(), slides.size());
    for (std::size_t i = 0; i < slides.size(); ++i) {
        EXPECT_EQ(names[i].find("reveal") != std::string::npos, slides[i].is_revealed) << names[i];
        EXPECT_EQ(std::stoul(names[i].substr(5)), slides[i].page + 1) << names[i];
        // Other languages' orders pass signs over, or take them before letters: letters alone decide.
        const std::string next = i + 1 < names.size() ? names[i + 1] : "";
        const auto [here, there] = std::mismatch(names[i].begin(), names[i].end(), next.begin(), next.end());
        EXPECT_TRUE(next.empty() || (std::isalnum(*here) != 0 && std::isalnum(*there) != 0)) << next;
    }
}

TEST(LessonSlides, no_slide_speaks_of_keys) {
    for (const Language language : {Language::en, Language::zh}) {
        Typesetter typesetter(system_fonts());
        for (const std::string_view id : lesson_ids()) {
            const Lesson& lesson = *lesson_named(id, language);
            for (const Slide& slide : slides_of(lesson, Reveal::both)) {
                const std::string words = words_of(
                    slide_frame(lesson, slide, {.language = language, .size = {640, 360}}, typesetter));
                for (const std::string_view key : {"PageDown", "PageUp", "Enter", "Ctrl", "Esc", "N:", "H:"})
                    EXPECT_EQ(words.find(key), std::string::npos)
                        << id << " " << slide.page + 1 << ": " << key << "\n"
                        << words;
            }
        }
    }
}

TEST(LessonSlides, a_pdf_has_all_slides) {
    const TemporaryFolder folder;
    EXPECT_TRUE(export_lesson(request_for(folder / "all.pdf", Reveal::both), {}));
    LessonExport one = request_for(folder / "one.pdf", Reveal::both);
    one.slides.resize(1);
    EXPECT_TRUE(export_lesson(one, {}));
    EXPECT_GT(std::filesystem::file_size(folder / "all.pdf"),
              2 * std::filesystem::file_size(folder / "one.pdf"));
}

TEST(LessonSlides, one_picture_holds_one_slide) {
    const TemporaryFolder folder;
    EXPECT_THROW(export_lesson(request_for(folder / "out.png", Reveal::both), {}), Error);
    EXPECT_EQ(folder.entries(), 0);
    LessonExport one = request_for(folder / "out.png", Reveal::both);
    one.slides = {{1, true}};
    EXPECT_TRUE(export_lesson(one, {}));
    EXPECT_EQ(folder.entries(), 1);
}

TEST(LessonSlides, ended_they_leave_nothing) {
    const TemporaryFolder folder;
    EXPECT_FALSE(export_lesson(request_for(folder / "out/", Reveal::both),
                               [](int64_t done, int64_t) { return done < 2; }));
    EXPECT_EQ(folder.entries(), 0);
}

/// A lesson that was not looked through for such pages is drawn too.
TEST(LessonSlides, a_page_whose_question_has_no_answer_asks_nothing) {
    const Lesson lesson = read_lesson(test::unanswerable_lesson(), Language::en).lesson;
    Typesetter typesetter(system_fonts());
    for (const Slide& slide : slides_of(lesson, Reveal::no)) {
        const Frame frame = slide_frame(lesson, slide, {.size = {640, 360}}, typesetter);
        EXPECT_NE(words_of(frame).find("Words."), std::string::npos) << lesson.pages[slide.page].title;
        EXPECT_EQ(words_of(frame).find("?"), std::string::npos) << lesson.pages[slide.page].title;
    }
}

} // namespace
} // namespace convlens
