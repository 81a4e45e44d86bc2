// A file a frame, each complete by itself.
#include "output/svg/folder.h"

#include "output/files/atomic_folder.h"

namespace convlens {
namespace {

class SvgFolder : public DrawingWriter {
public:
    SvgFolder(const std::string& path, const MovieFacts& facts, const FontSet& fonts,
              const SpaceName& space_name)
        : folder_(path, ".svg", facts.file.makes_folder), facts_(facts.file), fonts_(fonts),
          space_name_(space_name) {}

    void add(const Frame& frame) override { folder_.add(svg_of(frame, fonts_, space_name_, facts_)); }
    void commit() override { folder_.commit(); }

private:
    AtomicFolder folder_;
    FileFacts facts_;
    FontSet fonts_;
    SpaceName space_name_;
};

} // namespace

std::unique_ptr<DrawingWriter> open_svg_folder(const std::string& path, const MovieFacts& facts,
                                               const FontSet& fonts, const SpaceName& space_name) {
    return std::make_unique<SvgFolder>(path, facts, fonts, space_name);
}

} // namespace convlens
