// Pictures beside a lesson's file, as its pages show them.
#pragma once

#include "picture/frame.h"

#include <map>
#include <memory>
#include <string>

namespace convlens {

/// By the path that the file has for them; one that could not be read is not there.
using LessonPictures = std::map<std::string, std::shared_ptr<const PhotoPixels>>;

} // namespace convlens
