// Frames to PDF by cairo, with text that can be searched and copied.
#pragma once

#include "output/drawing_series.h"
#include "output/file_facts.h"
#include "picture/frame.h"
#include "picture/typesetter.h"

#include <memory>
#include <span>
#include <string>

namespace convlens {

/// The bytes of the file: one page. The same frame and facts give the same bytes. Throws Error where cairo
/// fails.
std::string pdf_of(const Frame& frame, const FontSet& fonts, const FileFacts& facts = {});
/// A page for each frame, all of one size; at least one.
std::string pdf_of(std::span<const Frame> frames, const FontSet& fonts, const FileFacts& facts = {});

/// An animation as a file with a page for each frame.
std::unique_ptr<DrawingWriter> open_pdf_pages(const std::string& path, const MovieFacts& facts,
                                              const FontSet& fonts);

} // namespace convlens
