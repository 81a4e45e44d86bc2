// cmark gives a tree; the walk keeps what docs/LESSONS.md lists. Places count in the file: cmark counts lines
// and columns from 1, in bytes.
#include "lesson/reading/markdown.h"

#include "lesson/reading/source_place.h"

#include <cmark.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace convlens {
namespace {

struct FreeNode {
    void operator()(cmark_node* node) const { cmark_node_free(node); }
};

std::string_view literal(cmark_node* node) {
    const char* text = cmark_node_get_literal(node);
    return text ? std::string_view(text) : std::string_view();
}
std::string_view view(const char* text) {
    return text ? std::string_view(text) : std::string_view();
}

/// The children of a node, one after the other.
template <class Visit> void each_child(cmark_node* node, const Visit& visit) {
    for (cmark_node* child = cmark_node_first_child(node); child; child = cmark_node_next(child))
        visit(child);
}

bool is_wide(const std::string& text) { // ends in a character of Chinese text
    return !text.empty() && static_cast<unsigned char>(text.back()) >= 0x80;
}

/// Words, formulas and links of one paragraph.
class PieceReader {
public:
    PieceReader(std::size_t first_line, Language language, LessonIssues& issues)
        : first_line_(first_line), language_(language), issues_(issues) {}

    std::vector<Piece> read(cmark_node* paragraph) {
        read_children(paragraph, Piece::Kind::text, "");
        take_formulas();
        return std::move(pieces_);
    }

private:
    TextPlace place_of(cmark_node* node) const {
        return {first_line_ - 1 + static_cast<std::size_t>(std::max(cmark_node_get_start_line(node), 1)),
                static_cast<std::size_t>(std::max(cmark_node_get_start_column(node), 1))};
    }

    void add(Piece::Kind kind, std::string_view text, const std::string& target, TextPlace place) {
        if (!pieces_.empty() && kind != Piece::Kind::code && pieces_.back().kind == kind &&
            pieces_.back().target == target)
            pieces_.back().text += text;
        else
            pieces_.push_back({kind, std::string(text), target, place});
    }

    void read_children(cmark_node* parent, Piece::Kind kind, const std::string& target) {
        each_child(parent, [&](cmark_node* node) { read_one(node, kind, target); });
    }

    void read_one(cmark_node* node, Piece::Kind kind, const std::string& target) {
        const TextPlace place = place_of(node);
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_TEXT:
            return add(kind, literal(node), target, place);
        case CMARK_NODE_CODE:
            return add(Piece::Kind::code, literal(node), target, place);
        case CMARK_NODE_SOFTBREAK: // Chinese has no blanks between words
            if (language_ == Language::en || pieces_.empty() || !is_wide(pieces_.back().text))
                add(kind, " ", target, place);
            return;
        case CMARK_NODE_LINEBREAK:
            return add(Piece::Kind::line_end, "", "", place);
        case CMARK_NODE_EMPH:
        case CMARK_NODE_STRONG:
            return read_children(node, Piece::Kind::strong, target);
        case CMARK_NODE_LINK:
            return read_children(node, kind, link_target(node, place));
        case CMARK_NODE_IMAGE:
            return issues_.add(place, "lesson.picture_in_text");
        default:
            return issues_.add(place, "lesson.html");
        }
    }

    std::string link_target(cmark_node* node, TextPlace place) {
        const std::string_view url = view(cmark_node_get_url(node));
        if (url.starts_with("preset:") || url.starts_with("page:"))
            return std::string(url);
        issues_.add(place, "lesson.link", {{"value", std::string(url.substr(0, 80))}});
        return "";
    }

    /// A code span between dollars is a formula.
    void take_formulas() {
        for (std::size_t i = 1; i + 1 < pieces_.size(); ++i) {
            Piece& code = pieces_[i];
            std::string& before = pieces_[i - 1].text;
            std::string& after = pieces_[i + 1].text;
            if (code.kind != Piece::Kind::code || !before.ends_with('$') || !after.starts_with('$'))
                continue;
            before.pop_back();
            after.erase(0, 1);
            code.kind = Piece::Kind::formula;
        }
        std::erase_if(pieces_, [](const Piece& piece) {
            return piece.text.empty() && piece.kind != Piece::Kind::line_end;
        });
    }

    std::size_t first_line_;
    Language language_;
    LessonIssues& issues_;
    std::vector<Piece> pieces_;
};

class BlockReader {
public:
    BlockReader(std::string_view text, std::size_t first_line, Language language, LessonIssues& issues)
        : first_line_(first_line), language_(language), issues_(issues), lines_(lines_of(text)) {}

    std::vector<MarkdownBlock> read(cmark_node* document) {
        each_child(document, [&](cmark_node* node) { read_block(node); });
        return std::move(blocks_);
    }

private:
    TextPlace place_of(cmark_node* node) const {
        return {first_line_ - 1 + static_cast<std::size_t>(cmark_node_get_start_line(node)),
                static_cast<std::size_t>(cmark_node_get_start_column(node))};
    }

    void read_block(cmark_node* node) {
        switch (cmark_node_get_type(node)) {
        case CMARK_NODE_HEADING:
            return read_heading(node);
        case CMARK_NODE_PARAGRAPH:
            return read_paragraph(node);
        case CMARK_NODE_CODE_BLOCK:
            return read_fence(node);
        case CMARK_NODE_LIST:
            each_child(node, [&](cmark_node* item) {
                each_child(item, [&](cmark_node* part) { read_item(part); });
            });
            return;
        case CMARK_NODE_HTML_BLOCK:
            return issues_.add(place_of(node), "lesson.html");
        case CMARK_NODE_BLOCK_QUOTE:
            return issues_.add(place_of(node), "lesson.quotation");
        default:
            return issues_.add(place_of(node), "lesson.rule");
        }
    }

    std::vector<Piece> pieces_of(cmark_node* node) {
        return PieceReader(first_line_, language_, issues_).read(node);
    }

    void read_heading(cmark_node* node) {
        MarkdownBlock& block = blocks_.emplace_back();
        block.kind = MarkdownBlock::Kind::heading;
        block.level = cmark_node_get_heading_level(node);
        block.place = place_of(node);
        if (block.level > 2)
            issues_.add(block.place, "lesson.deep_heading");
        block.pieces = pieces_of(node);
    }

    void read_paragraph(cmark_node* node) {
        cmark_node* const first = cmark_node_first_child(node);
        MarkdownBlock block;
        block.place = place_of(node);
        if (first && !cmark_node_next(first) && cmark_node_get_type(first) == CMARK_NODE_IMAGE) {
            block.kind = MarkdownBlock::Kind::picture;
            block.path = view(cmark_node_get_url(first));
            block.description = plain_text(pieces_of(first));
        } else {
            block.pieces = pieces_of(node);
        }
        blocks_.push_back(std::move(block));
    }

    void read_item(cmark_node* node) {
        if (cmark_node_get_type(node) != CMARK_NODE_PARAGRAPH)
            return read_block(node);
        MarkdownBlock& block = blocks_.emplace_back();
        block.kind = MarkdownBlock::Kind::item;
        block.place = place_of(node);
        block.pieces = pieces_of(node);
    }

    void read_fence(cmark_node* node) {
        MarkdownBlock block;
        block.kind = MarkdownBlock::Kind::fence;
        block.fence = view(cmark_node_get_fence_info(node));
        block.text = literal(node);
        block.opening = place_of(node);
        // An open fence may be the last line.
        block.place = {std::min(block.opening.line + 1, first_line_ - 1 + lines_.size()),
                       block.opening.column};
        if (!is_closed(node))
            issues_.add(block.opening, "lesson.unclosed_fence");
        blocks_.push_back(std::move(block));
    }

    /// cmark ends an open fence with the file and says nothing.
    bool is_closed(cmark_node* node) const {
        const auto first = static_cast<std::size_t>(cmark_node_get_start_line(node));
        const auto last = static_cast<std::size_t>(cmark_node_get_end_line(node));
        if (last <= first || last > lines_.size())
            return false;
        std::string_view line = lines_[last - 1];
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        return line.starts_with("```") || line.starts_with("~~~");
    }

    std::size_t first_line_;
    Language language_;
    LessonIssues& issues_;
    std::vector<std::string_view> lines_;
    std::vector<MarkdownBlock> blocks_;
};

} // namespace

std::vector<MarkdownBlock> read_markdown(std::string_view text, std::size_t first_line, Language language,
                                         LessonIssues& issues) {
    const std::unique_ptr<cmark_node, FreeNode> document(
        cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT));
    return BlockReader(text, first_line, language, issues).read(document.get());
}

std::string plain_text(const std::vector<Piece>& pieces) {
    std::string text;
    for (const Piece& piece : pieces)
        text += piece.kind == Piece::Kind::line_end ? " " : piece.text;
    return text;
}

} // namespace convlens
