// A picture that several pages show is read once; one that cannot be read is named on each.
#include "export/lesson_pictures.h"

#include "i18n/error.h"
#include "input/image_file.h"
#include "scene/base/photo.h"

namespace convlens {

ReadPictures read_lesson_pictures(const Lesson& lesson, const std::string& file) {
    ReadPictures read;
    for (const Page& page : lesson.pages)
        for (const Block& block : page.blocks) {
            if (block.kind != Block::Kind::picture || read.pictures.contains(block.path))
                continue;
            try {
                read.pictures[block.path] = photo_of(read_image(path_beside(file, block.path)));
            } catch (const Error& error) {
                read.issues.push_back({block.place, error});
            }
        }
    return read;
}

} // namespace convlens
