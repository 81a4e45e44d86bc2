// Pieces of one link each count: a part of it may be strong.
#include "lesson/lesson.h"

namespace convlens {

std::vector<std::string> page_links(const Page& page) {
    std::vector<std::string> links;
    for (const Block& block : page.blocks)
        for (const Piece& piece : block.pieces)
            if (!piece.target.empty())
                links.push_back(piece.target);
    return links;
}

} // namespace convlens
