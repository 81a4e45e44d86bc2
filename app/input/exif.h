// Which way up a photograph is, from its Exif data.
#pragma once

#include <string_view>

namespace convlens {

/// The orientation 1..8 that the TIFF structure of Exif data names (tag 274 of its first directory); 1, the
/// usual one, where it names none or is malformed. Source: Exif 2.32, section 4.6.4
int exif_orientation(std::string_view tiff);

} // namespace convlens
