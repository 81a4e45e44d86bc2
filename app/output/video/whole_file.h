// Whether an encoder's file is what its lengths say: ffmpeg passes over a seek that fails, and writes what
// belongs to one place at another.
#pragma once

namespace convlens {

/// `descriptor`: of a regular file. Boxes of MP4 that fill it from the first to the last, with the index.
bool is_whole_mp4(int descriptor);
/// Elements of WebM that fill it, those of the segment too.
bool is_whole_webm(int descriptor);

} // namespace convlens
