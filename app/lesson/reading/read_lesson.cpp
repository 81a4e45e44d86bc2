// The file's frame first (size, UTF-8, language), then its blocks page by page.
#include "lesson/reading/read_lesson.h"

#include "i18n/utf8.h"
#include "lesson/answer.h"
#include "lesson/reading/markdown.h"
#include "lesson/reading/question_block.h"
#include "lesson/reading/scene_block.h"
#include "lesson/reading/source_place.h"
#include "lesson/reading/tex.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace convlens {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The first byte that is no UTF-8, or npos.
std::size_t malformed_at(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t length = well_formed_length(text.substr(at));
        if (length == 0 || text[at] == '\0')
            return at;
        at += length;
    }
    return std::string_view::npos;
}

/// Markdown's other ends of lines, \r\n and a lone \r, as \n: what follows counts lines in one way.
std::string with_plain_ends(std::string_view file) {
    std::string text;
    text.reserve(file.size());
    for (std::size_t at = 0; at < file.size(); ++at) {
        const bool is_end = file[at] == '\r';
        text += is_end ? '\n' : file[at];
        if (is_end && file.substr(at + 1).starts_with('\n'))
            ++at;
    }
    return text;
}

TextPlace place_at(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, at);
    const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    return {lines + 1, at - (before.rfind('\n') + 1) + 1}; // npos + 1 is 0
}

class LessonReader {
public:
    explicit LessonReader(Language language) { read_.lesson.language = language; }

    LessonText read(std::string_view file) {
        if (file.starts_with(byte_order_mark))
            file.remove_prefix(byte_order_mark.size());
        if (file.size() > static_cast<std::size_t>(limits::lesson_bytes))
            issues_.add(
                {}, "lesson.too_large",
                {{"value", std::to_string(file.size())}, {"limit", std::to_string(limits::lesson_bytes)}});
        else
            read_text(with_plain_ends(file));
        read_.issues = issues_.take();
        return std::move(read_);
    }

private:
    void read_text(std::string_view text) {
        if (const std::size_t at = malformed_at(text); at != std::string_view::npos) {
            issues_.add(place_at(text, at), "lesson.not_utf8");
        } else {
            lines_ = lines_of(text);
            const std::size_t first_line = take_language(text);
            for (const MarkdownBlock& block : read_markdown(text, first_line, read_.lesson.language, issues_))
                read_block(block);
            finish_page();
            if (read_.lesson.title.empty() && !reported_no_title_)
                issues_.add({}, "lesson.no_title");
        }
    }

    /// `<!-- lang: zh -->` on line 1; returns the number of the line that `text` then begins with.
    std::size_t take_language(std::string_view& text) {
        constexpr std::string_view begin = "<!-- lang: ", end = " -->";
        if (!text.starts_with(begin))
            return 1;
        const std::size_t line_end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(begin.size(), line_end - begin.size());
        if (line == "zh -->" || line == "en -->")
            read_.lesson.language = line.starts_with("zh") ? Language::zh : Language::en;
        else
            issues_.add({1, begin.size() + 1}, "lesson.language",
                        {{"value", std::string(first_characters(line.substr(0, line.find(end)), 20))}});
        text.remove_prefix(std::min(line_end + 1, text.size()));
        return 2;
    }

    void validate_formulas(const std::vector<Piece>& pieces) {
        for (const Piece& piece : pieces)
            if (piece.kind == Piece::Kind::formula)
                if (TexText read = read_tex(piece.text); read.issue)
                    issues_.add(place_in_span(lines_, piece.place, piece.text, read.issue->column - 1),
                                std::move(read.issue->error));
    }

    void read_block(const MarkdownBlock& block) {
        validate_formulas(block.pieces);
        if (block.kind == MarkdownBlock::Kind::heading)
            return read_heading(block);
        if (!page_) {
            if (!reported_no_title_)
                issues_.add(block.place, "lesson.before_title");
            reported_no_title_ = true;
            return;
        }
        switch (block.kind) {
        case MarkdownBlock::Kind::heading:
            break;
        case MarkdownBlock::Kind::paragraph:
            return read_paragraph(block);
        case MarkdownBlock::Kind::item:
            return add({Block::Kind::item, block.pieces, "", "", block.place});
        case MarkdownBlock::Kind::picture:
            return add_picture(block);
        case MarkdownBlock::Kind::fence:
            return read_fence(block);
        }
    }

    void add_picture(const MarkdownBlock& block) {
        if (++pictures_ > limits::lesson_pictures)
            return issues_.add(block.place, "lesson.pictures",
                               {{"limit", std::to_string(limits::lesson_pictures)}});
        add({Block::Kind::picture, {}, block.path, block.description, block.place});
    }

    void add(Block block) { page_->blocks.push_back(std::move(block)); }

    /// A formula alone is set large.
    void read_paragraph(const MarkdownBlock& block) {
        const bool is_formula = block.pieces.size() == 1 && block.pieces[0].kind == Piece::Kind::formula;
        add({is_formula ? Block::Kind::formula : Block::Kind::paragraph, block.pieces, "", "", block.place});
    }

    void read_heading(const MarkdownBlock& block) {
        const std::string title = plain_text(block.pieces);
        if (block.level == 1 && (page_ || !read_.lesson.title.empty()))
            return issues_.add(block.place, "lesson.second_title");
        if (block.level > 2)
            return;
        if (block.level == 2 && read_.lesson.title.empty() && !reported_no_title_) {
            issues_.add(block.place, "lesson.before_title");
            reported_no_title_ = true;
        }
        finish_page();
        if (block.level == 1)
            read_.lesson.title = title;
        page_.emplace();
        page_->title = title;
        page_->place = block.place;
        fences_.clear();
    }

    void read_fence(const MarkdownBlock& block) {
        if (block.fence == "math") {
            std::string tex = block.text;
            while (tex.ends_with('\n'))
                tex.pop_back();
            if (TexText read = read_tex(tex); read.issue)
                issues_.add(place_in_fence(lines_, block.place, tex, read.issue->column - 1),
                            std::move(read.issue->error));
            return add({Block::Kind::formula,
                        {{Piece::Kind::formula, std::move(tex), "", block.place}},
                        "",
                        "",
                        block.place});
        }
        if (block.fence != "scene" && block.fence != "question" && block.fence != "notes")
            return issues_.add(block.opening, "lesson.fence",
                               {{"value", std::string(first_characters(block.fence, 40))}});
        if (!fences_.insert(block.fence).second)
            return issues_.add(block.opening, "lesson.repeated_fence", {{"value", block.fence}});
        if (block.fence == "notes")
            page_->notes = block.text;
        else if (block.fence == "scene")
            scene_ = read_scene_block(block, issues_);
        else
            question_ = block; // its scene may follow
    }

    void finish_page() {
        if (!page_)
            return;
        if (question_ && !fences_.contains("scene"))
            issues_.add(question_->opening, "lesson.question_without_scene");
        if (question_ && scene_)
            page_->question = read_question_block(*question_, *scene_, issues_);
        if (scene_)
            page_->scene = std::move(scene_->scene);
        if (read_.lesson.pages.size() == static_cast<std::size_t>(limits::lesson_pages))
            issues_.add(page_->place, "lesson.pages", {{"limit", std::to_string(limits::lesson_pages)}});
        if (read_.lesson.pages.size() < static_cast<std::size_t>(limits::lesson_pages))
            read_.lesson.pages.push_back(std::move(*page_));
        page_.reset();
        scene_.reset();
        question_.reset();
    }

    LessonText read_;
    std::vector<std::string_view> lines_; // of the file
    LessonIssues issues_;
    std::optional<Page> page_;
    std::optional<SceneBlock> scene_;
    std::optional<MarkdownBlock> question_;
    std::set<std::string> fences_; // of this page
    int64_t pictures_ = 0;
    bool reported_no_title_ = false;
};

} // namespace

LessonText read_lesson(std::string_view text, Language language) {
    return LessonReader(language).read(text);
}

LessonText read_own_lesson(std::string_view text, Language language) {
    LessonText read = read_lesson(text, language);
    LessonIssues issues;
    for (const LessonIssue& issue : read.issues)
        issues.add(issue.place, issue.error);
    for (Page& page : read.lesson.pages)
        if (page.question)
            if (auto lack = lack_of_answer(page.scene->document, *page.question)) {
                issues.add(page.question->place, *std::move(lack));
                page.question.reset();
            }
    read.issues = issues.take();
    return read;
}

} // namespace convlens
