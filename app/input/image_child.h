// The child that decodes an image for the program, and what passes between the two.
#pragma once

namespace convlens {

/// To be called by main before all else: where the hidden argument is there, decodes descriptor 0 into
/// descriptor 3 and returns the exit status of the child; else -1.
int image_child(int argc, char** argv);

} // namespace convlens

namespace convlens::image_child_protocol {

inline constexpr const char* argument = "--convlens-decode-image";

/// Exit statuses of the child: 0 for done, else this and the number of the DecodeOutcome.
inline constexpr int first_refusal = 10;

/// Descriptor 3 has an ImageHeader, the rows and an ImageFooter (row_sink.h); of a picture with too many
/// pixels the header alone.

} // namespace convlens::image_child_protocol
