// One Frame as a TikZ picture (the PGF manual), for papers: text is the document's business, as text, lines
// are lines. Deterministic.
#pragma once

#include "output/file_facts.h"
#include "picture/frame.h"
#include "picture/typesetter.h"

#include <string>

namespace convlens {

/// A file that pdflatex takes by itself, on a page of the picture's size, and that a document which has
/// loaded TikZ takes by \input. Text looks as in the other formats, as outlines; above it lies the same text
/// unseen, to be searched and copied, which a document shows in its own fonts instead where it defines
/// \convlenstext. What LaTeX has no fonts for (Chinese) is outlines alone, and so is all with
/// FileFacts::outlines_text. The scene is in comments.
std::string tikz_of(const Frame& frame, const FontSet& fonts, const FileFacts& facts);

} // namespace convlens
