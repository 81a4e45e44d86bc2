// Two packs: what is seen before a reveal, and the sealed one of what is seen after it.
#include "web_page/lesson_page.h"

#include "lesson/words.h"
#include "output/svg/svg.h"
#include "scene/base/tags.h"
#include "scene/page/chosen_cells.h"
#include "scene/page/compose_page.h"
#include "scene/page/page_content.h"
#include "scene/page/page_spoken.h"
#include "web_page/answer_book.h"
#include "web_page/characters.h"
#include "web_page/pack.h"
#include "web_page/page_text.h"
#include "web_page/page_writer.h"
#include "web_page/sealed.h"
#include "web_page/web_fonts.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace convlens {
namespace {

/// Where an answer can be chosen in the picture, px: "[left,top,right,bottom]".
std::string place_of(const Frame& frame, std::size_t offer) {
    const Tag tag = tag_of(TagSpace::chrome, 10 + static_cast<int64_t>(offer));
    const std::optional<Box> box = cell_of(frame, tag, {});
    if (!box)
        return "[0,0,0,0]";
    const Vec2 end = box->origin + box->u + box->v;
    std::string place = "[";
    for (const float edge : {box->origin.x, box->origin.y, end.x, end.y})
        place += (place.size() > 1 ? "," : "") + std::to_string(std::lround(edge));
    return place + "]";
}

/// A cell that can be chosen: "[FLAT,NAME,corner and two edges]".
std::string choice_of(const ChosenCell& cell) {
    std::string json = "[" + std::to_string(cell.flat) + "," + json_text(cell.name);
    for (const Vec2 part : {cell.box.origin, cell.box.u, cell.box.v})
        json += "," + std::to_string(std::lround(part.x)) + "," + std::to_string(std::lround(part.y));
    return json + "]";
}

/// All cells that can be chosen, as a list; empty: there are none.
std::string choices_of(const Frame& frame, const PageContent& content) {
    std::string list;
    for (const ChosenCell& cell : cells_to_choose(frame, content.scene, *content.question))
        list.append(list.empty() ? "[" : ",").append(choice_of(cell));
    return list.empty() ? list : list + "]";
}

void add_member(std::string& object, const std::string& name, const std::string& value) {
    object.append(object.empty() ? "\"" : ",\"").append(name).append("\":").append(value);
}

/// Of the names of tracks: for wide screens and for phones.
constexpr std::array<const char*, 2> track_ends = {"", "-narrow"};
using Pictures = std::array<Frame, track_ends.size()>;

class LessonWriter {
public:
    explicit LessonWriter(const LessonPage& page)
        : page_(page), typesetter_(page.fonts), characters_(typesetter_),
          questions_(page.lessons.front()->pages.size()) {
        parts_.language = page.lessons.front()->language;
        parts_.theme = page.theme;
        parts_.title = page.lessons.front()->title;
        parts_.scene = page.scene;
    }

    std::optional<std::string> write(const Progress& progress) {
        const auto pages = static_cast<int64_t>(questions_.size());
        const int64_t all = pages * static_cast<int64_t>(page_.lessons.size());
        int64_t done = 0;
        for (const Lesson* const lesson : page_.lessons) {
            answers_ = 0;
            for (std::size_t i = 0; i < questions_.size(); ++i) {
                add_page(*lesson, i);
                ++done;
                if (progress && !progress(done, all))
                    return std::nullopt;
            }
            add_texts(*lesson);
        }
        parts_.fonts = page_fonts(typesetter_, characters_);
        parts_.data = data();
        return page_of(parts_);
    }

private:
    /// Of a page that asks, as JSON without the outer braces.
    struct Asked {
        std::string facts, fits, places, cells;
    };

    void add_page(const Lesson& lesson, std::size_t number) {
        const std::optional<PageContent> content = page_content(lesson.pages[number]);
        const PageContent* const shown = content ? &*content : nullptr;
        QuestionState state;
        if (content && content->question) {
            state = question_state(*content, PagePhase::asking, true);
            state.in_class = false; // who reads it gives a guess
        }
        const Pictures pictures = add(pack_, lesson, number, shown, state);
        if (!content || !content->question)
            return;
        add_question(lesson, number, *content, state.offers, pictures);
        state.phase = PagePhase::revealed;
        add(sealed_, lesson, number, shown, state);
    }

    Pictures add(Pack& pack, const Lesson& lesson, std::size_t number, const PageContent* content,
                 const QuestionState& state) {
        const Texts texts(lesson.language);
        const std::string code(language_code(lesson.language));
        Pictures pictures;
        for (const bool narrow : {false, true}) {
            PageInput input = page_input(lesson, number, content, state,
                                         {theme(page_.theme), texts, typesetter_,
                                          narrow ? phone_page : page_.size, 1, page_.pictures, narrow});
            input.keys = PageKeys::web_page;
            Frame frame = compose_page(input);
            const std::string picture = svg_of(frame, page_.fonts, tag_space_name);
            pack.add(code + track_ends[narrow ? 1 : 0] + ".pictures", without_last_end(picture));
            characters_.add(frame);
            if (!narrow) {
                const std::string words = spoken_page(input);
                pack.add(code + ".words", without_last_end(words));
                if (parts_.picture.empty()) {
                    parts_.picture = svg_element(picture);
                    parts_.words = without_last_end(words);
                }
            }
            pictures[narrow ? 1 : 0] = std::move(frame);
        }
        return pictures;
    }

    void add_question(const Lesson& lesson, std::size_t number, const PageContent& content,
                      const std::vector<Offer>& offers, const Pictures& pictures) {
        std::array<char, 12> salt{};
        std::snprintf(salt.data(), salt.size(), "%x", hash_of(page_.lessons.front()->pages[number].title));
        const std::size_t letters = offers.size() > 1 ? offers.size() : 0;
        Asked& asked = questions_[number];
        if (asked.facts.empty())
            asked.facts = "\"ask\":" + json_text(name_of(ask_names(), content.question->ask)) +
                          ",\"letters\":" + std::to_string(letters) +
                          ",\"axes\":" + std::to_string(typed_numbers(*content.truth)) +
                          ",\"answer\":" + std::to_string(answers_) + ",\"salt\":\"" + salt.data() + "\"";
        ++answers_;
        const Texts texts(lesson.language);
        const std::string code(language_code(lesson.language));
        const std::vector<Offer> lettered(offers.begin(),
                                          offers.begin() + static_cast<std::ptrdiff_t>(letters));
        add_member(asked.fits, code, fits_json(content, lettered, salt.data(), texts));
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            const std::string track = code + track_ends[i];
            std::string places;
            for (std::size_t offer = 0; offer < letters; ++offer)
                places += (offer > 0 ? "," : "[") + place_of(pictures[i], offer);
            add_member(asked.places, track, places.empty() ? "[]" : places + "]");
            if (const std::string cells = choices_of(pictures[i], content); !cells.empty())
                add_member(asked.cells, track, cells);
        }
        for (const WrongAnswer& wrong : wrong_answers(content.scene, *content.question))
            characters_.add(idea_sentence(wrong.idea, texts), Face::sans_bold);
    }

    void add_texts(const Lesson& lesson) {
        const Texts texts(lesson.language);
        for (const std::string& text : texts_of_page(texts))
            for (const Face face : {Face::sans, Face::sans_bold})
                characters_.add(text, face);
        characters_.add("0123456789 /,.x\u00d7-", Face::mono);
        texts_.append(texts_.empty() ? "\"" : ",\"").append(language_code(lesson.language)).append("\":");
        texts_ += page_texts_json(texts, lesson.title);
    }

    std::string data() {
        constexpr std::string_view salt = "answers";
        std::string questions;
        for (const Asked& asked : questions_) {
            questions += questions.empty() ? "" : ",";
            questions += asked.facts.empty()
                             ? "null"
                             : "{" + asked.facts + ",\"places\":{" + asked.places + "},\"cells\":{" +
                                   asked.cells + "},\"fits\":{" + asked.fits + "}}";
        }
        return "{\"count\":" + std::to_string(questions_.size()) +
               ",\"follows_reader\":" + (page_.follows_reader ? "true" : "false") + ",\"texts\":{" + texts_ +
               "},\"questions\":[" + questions + "],\"salt\":\"" + std::string(salt) +
               "\",\"sealed\":" + packed_json(sealed_, salt) + ",\"packed\":" + packed_json(pack_) + "}";
    }

    const LessonPage& page_;
    Typesetter typesetter_;
    PageCharacters characters_;
    Pack pack_, sealed_;
    PageParts parts_;
    std::vector<Asked> questions_; // of each page
    std::size_t answers_ = 0;      // in the sealed pack, of this language
    std::string texts_;
};

} // namespace

std::optional<std::string> lesson_page(const LessonPage& page, const Progress& progress) {
    return LessonWriter(page).write(progress);
}

} // namespace convlens
