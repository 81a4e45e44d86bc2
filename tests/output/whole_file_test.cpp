// Files of encoders that are what their lengths say, and those that are not.
#include "output/video/whole_file.h"

#include "output/temporary_folder.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <string>
#include <unistd.h>

namespace convlens {
namespace {

using test::put_content;
using test::TemporaryFolder;

bool is_whole(const std::string& bytes, bool (*check)(int descriptor)) {
    const TemporaryFolder folder;
    put_content(folder / "a", bytes);
    const int descriptor = open((folder / "a").c_str(), O_WRONLY | O_CLOEXEC); // as a file that is written
    const bool answer = check(descriptor);
    close(descriptor);
    return answer;
}

std::string box(const std::string& type, const std::string& data, int more = 0) {
    return std::string(3, '\0') + static_cast<char>(8 + static_cast<int>(data.size()) + more) + type + data;
}
std::string element(const std::string& name, const std::string& data) {
    return name + static_cast<char>(0x80U | data.size()) + data;
}

TEST(WholeFile, mp4_is_filled_by_its_boxes) {
    const std::string whole = box("ftyp", "isom") + box("moov", "index") + box("mdat", "pictures");
    EXPECT_TRUE(is_whole(whole, is_whole_mp4));
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(is_whole(whole.substr(0, length), is_whole_mp4) && length != 25) << length;
    EXPECT_FALSE(is_whole(whole + "rest", is_whole_mp4));
    EXPECT_FALSE(is_whole(box("ftyp", "isom") + box("mdat", "pictures"), is_whole_mp4)) << "no index";
    EXPECT_FALSE(is_whole(box("ftyp", "isom") + box("moov", "") + box("mdat", "", -8), is_whole_mp4))
        << "a length of 0: it was to be written later";
}

TEST(WholeFile, webm_is_filled_by_its_elements) {
    const std::string head = element("\x1A\x45\xDF\xA3", "webm"), cluster = element("\x1F\x43\xB6\x75", "a");
    const std::string cues = element("\x1C\x53\xBB\x6B", "at");
    const std::string whole = head + element("\x18\x53\x80\x67", cluster + cues);
    EXPECT_TRUE(is_whole(whole, is_whole_webm));
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_FALSE(is_whole(whole.substr(0, length), is_whole_webm)) << length;
    EXPECT_FALSE(is_whole(whole + "rest", is_whole_webm));
    EXPECT_FALSE(is_whole(head + element("\x18\x53\x80\x67", cluster), is_whole_webm)) << "no index";
    EXPECT_FALSE(is_whole(head + "\x18\x53\x80\x67\xFF" + cluster + cues, is_whole_webm)) << "no length";
    EXPECT_FALSE(is_whole(head + element("\x18\x53\x80\x67", cues + cluster.substr(0, 5)), is_whole_webm));
}

} // namespace
} // namespace convlens
