// A lesson: pages with words, formulas, one figure and at most one question each. Values; read_lesson.h makes
// them from Markdown (docs/LESSONS.md).
#pragma once

#include "document/document.h"
#include "document/network.h"
#include "lesson/place.h"
#include "lesson/question.h"

#include <optional>
#include <string>
#include <vector>

namespace convlens {

/// A stretch of a page's words.
struct Piece {
    enum class Kind { text, strong, code, formula, line_end };
    Kind kind = Kind::text;
    std::string text;   // formula: its TeX
    std::string target; // of a link: "preset:NAME" or "page:N", else empty
    TextPlace place;
    bool operator==(const Piece&) const = default;
};

/// What a page shows below its title, from top to bottom.
struct Block {
    enum class Kind { paragraph, item, formula, picture };
    Kind kind = Kind::paragraph;
    std::vector<Piece> pieces; // paragraph and item; formula: one piece
    std::string path;          // picture: beside the lesson's file
    std::string description;   // picture: in words
    TextPlace place;
    bool operator==(const Block&) const = default;
};

/// The figure of a page and where it is paused.
struct PageScene {
    Document document;
    std::optional<NetworkDocument> network; // in place of the document, which is an empty one then
    int64_t step = -1;                      // finished steps are before it; -1: nothing has moved yet
    TextPlace place;
    bool operator==(const PageScene&) const = default;
};

struct Page {
    std::string title;
    std::vector<Block> blocks;
    std::optional<PageScene> scene;
    std::optional<Question> question; // only where there is a scene
    std::string notes;                // for the teacher
    TextPlace place;
    bool operator==(const Page&) const = default;
};

/// The targets of its links, in the order of its words.
std::vector<std::string> page_links(const Page& page);

struct Lesson {
    std::string id; // of a built-in one, the file's name without its ending; else empty
    Language language = Language::en;
    std::string title;
    std::vector<Page>
        pages; // what comes before the first page's heading is the first, with the lesson's title
    bool operator==(const Lesson&) const = default;
};

/// The path of what lies beside the lesson's file.
inline std::string path_beside(const std::string& file, const std::string& path) {
    return file.substr(0, file.rfind('/') + 1) + path; // npos + 1 is 0
}

} // namespace convlens
