// render and export: the files that appear, as far as their first bytes tell; output's own tests read them
// whole.
#include "command/program.h"
#include "document/evaluate/reverse.h"
#include "document/presets.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace convlens::test {
namespace {

/// A .npy file of float64 numbers 0, 1, 2 ... with this shape.
std::string npy(const std::string& shape, std::size_t count) {
    std::string header = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + shape + "), }";
    header += std::string((64 - (10 + header.size() + 1) % 64) % 64, ' ') + "\n";
    std::string file("\x93NUMPY\x01\x00", 8);
    file += static_cast<char>(header.size() % 256);
    file += static_cast<char>(header.size() / 256);
    file += header;
    for (std::size_t i = 0; i < count; ++i) {
        const auto value = static_cast<double>(i);
        file.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    return file;
}

Outcome expect_done(const Folder& folder, const std::string& line) {
    const Outcome outcome = run(folder, words(line));
    EXPECT_EQ(outcome.status, 0) << line << ": " << outcome.err;
    EXPECT_EQ(outcome.err, "") << line;
    return outcome;
}

/// Frames in a GIF: its image descriptors follow graphic control extensions, one each.
std::size_t gif_frames(const std::string& gif) {
    std::size_t frames = 0;
    constexpr std::size_t length = 8; // of the extension; compressed pixels may begin as one does
    for (std::size_t at = gif.find("\x21\xF9\x04"); at != std::string::npos;
         at = gif.find("\x21\xF9\x04", at + 1))
        frames += at + length < gif.size() && gif[at + length] == '\x2C' ? 1 : 0;
    return frames;
}

TEST(Render, writes_what_the_ending_says) {
    const Folder folder;
    expect_done(folder, "render dilation --step 4 --size 320x180 -o a.png");
    expect_done(
        folder,
        "render dilation --step 4 --term 3 --view flat --values names --theme dark --lang zh -o b.SVG");
    expect_done(folder, "render dilation --step 4 --transparent -o c.pdf");
    EXPECT_TRUE(folder.read("a.png").starts_with("\x89PNG"));
    EXPECT_NE(folder.read("b.SVG").find("<svg"), std::string::npos);
    EXPECT_TRUE(folder.read("c.pdf").starts_with("%PDF"));
    EXPECT_EQ(folder.names(), (std::vector<std::string>{"a.png", "b.SVG", "c.pdf"}));
}

TEST(Render, text_as_outlines_in_svg_only) {
    const Folder folder;
    expect_done(folder, "render dilation --step 4 --outline-text -o a.svg");
    EXPECT_EQ(folder.read("a.svg").find("<text"), std::string::npos);
    EXPECT_EQ(folder.read("a.svg").find("url("), std::string::npos);
    for (const char* line :
         {"render dilation --step 4 --outline-text -o b.png",
          "render dilation --step 4 --outline-text -o b.pdf", "export dilation --outline-text -o b.gif",
          "export dilation --outline-text -o b/"}) {
        const Outcome pixels = run(folder, words(line));
        EXPECT_EQ(pixels.status, 2) << line;
        EXPECT_NE(pixels.err.find("goes with .svg only"), std::string::npos) << line << ": " << pixels.err;
        EXPECT_NE(pixels.err.find("--outline-text"), std::string::npos) << line << ": " << pixels.err;
        EXPECT_EQ(std::count(pixels.err.begin(), pixels.err.end(), '\n'), 1) << line << ": " << pixels.err;
        EXPECT_EQ(folder.names(), std::vector<std::string>{"a.svg"}) << line;
    }
}

TEST(Render, standard_output_is_the_same_picture) {
    const Folder folder;
    expect_done(folder, "render dilation --step 4 -o a.png");
    EXPECT_EQ(expect_done(folder, "render dilation --step 4 -o -").out, folder.read("a.png"));
}

TEST(Render, takes_arrays) {
    const Folder folder;
    folder.write("x.npy", npy("5, 5", 25));
    folder.write("w.npy", npy("3, 3", 9));
    folder.write("batch.npy", npy("2, 3, 4, 4", 96));
    expect_done(folder, "render conv --input x.npy --weight w.npy --step 8 -o a.png");
    expect_done(folder, "render max-pool --input x.npy --kernel-size 2 --step 0 -o b.png");
    expect_done(folder, "render conv --input batch.npy --batch-item 1 --kernel-size 3 --step 0 -o c.png");
    expect_done(folder, "render numerical_padding_strides --input x.npy --kernel sharpen --step 0 -o d.png");
    const Outcome trace = expect_done(folder, "trace conv --input x.npy --weight w.npy --step 0 --json");
    EXPECT_NE(trace.out.find("\"output_index\":[0,0]"), std::string::npos) << trace.out;
    EXPECT_NE(trace.out.find("\"value\":312"), std::string::npos)
        << trace.out; // 0*0+1*1+2*2+5*3+6*4+7*5+10*6+11*7+12*8
}

TEST(Render, refuses_options_against_files) {
    const Folder folder;
    folder.write("x.npy", npy("5, 5", 25));
    folder.write("w.npy", npy("3, 3", 9));
    folder.write("batch.npy", npy("2, 3, 4, 4", 96));
    for (const char* const line :
         {"render conv --input x.npy --weight w.npy --kernel-size 5 --step 0 -o a.png",
          "render conv --input x.npy --input-size 4x4 --kernel-size 3 --step 0 -o a.png",
          "render conv --input batch.npy --weight w.npy --step 0 -o a.png",
          "render conv --input batch.npy --kernel-size 3 --batch-item 2 --step 0 -o a.png",
          "render conv --input batch.npy --kernel-size 3 --in-channels 2 --step 0 -o a.png",
          "render conv --input x.npy --kernel-size 3 --max-cells 3 --step 0 -o a.png",
          "render conv --input x.npy --kernel-size 3 --dims 1 --step 0 -o a.png"}) {
        const auto before = folder.names();
        const Outcome outcome = run(folder, words(line));
        EXPECT_EQ(outcome.status, 2) << line << ": " << outcome.err;
        EXPECT_EQ(fault_of_error_line(outcome.err), "") << outcome.err;
        EXPECT_EQ(folder.names(), before) << line;
    }
}

TEST(Export, has_one_frame_a_step_where_the_rate_is_one) {
    const Folder folder;
    expect_done(folder, "export padding_strides --size 320x180 --fps 20 --seconds-per-step 0.05 -o a.gif");
    EXPECT_EQ(gif_frames(folder.read("a.gif")), 9U);
    expect_done(folder, "export padding_strides --size 320x180 --fps 1 -o frames/");
    EXPECT_EQ(folder.names().size(), 2U + 9U);
}

TEST(Export, a_pair_has_the_steps_of_the_figure_that_has_more) {
    const Folder folder;
    for (const char* name : {"no_padding_no_strides", "no_padding_no_strides_transposed"}) {
        const std::string frames = std::string(name) + "/";
        expect_done(folder, "export " + std::string(name) + " --pair --size 320x180 --fps 1 -o " + frames);
        const auto names = folder.names();
        EXPECT_EQ(std::count_if(names.begin(), names.end(),
                                [&](const std::string& file) {
                                    return file.starts_with(frames) && file.ends_with(".png");
                                }),
                  16)
            << name;
    }
    folder.write("pair.json",
                 R"({"schema":1,"operation":"max-pool","input_size":[4,4],"kernel_size":[2,2],"pair":true})");
    expect_done(folder, "render pair.json --step 3 -o pair.svg");
    EXPECT_NE(folder.read("pair.svg").find("Max unpooling"), std::string::npos);
}

TEST(Export, has_more_frames_at_a_higher_rate) {
    const Folder folder;
    expect_done(folder,
                "export no_padding_no_strides --size 320x180 --fps 5 --seconds-per-step 1 -o frames/");
    EXPECT_EQ(folder.names().size(), 1U + 20U);
}

TEST(Export, progress_is_shown_where_asked_for) {
    const Folder folder;
    const Outcome outcome =
        run(folder, words("export no_padding_no_strides --fps 1 --size 320x180 --progress always -o a.gif"));
    EXPECT_EQ(outcome.status, 0);
    EXPECT_NE(outcome.err.find("100 %"), std::string::npos) << outcome.err;
}

int gif_width(const std::string& gif) {
    return static_cast<unsigned char>(gif.at(6)) + 256 * static_cast<unsigned char>(gif.at(7));
}

/// A pair has the steps of the longer figure, and each half the figure's own size; what has no way back is
/// alone.
TEST(Export, all_writes_pairs_where_asked) {
    const Folder folder;
    expect_done(folder, "export --all --pair -o pairs/");
    EXPECT_EQ(folder.names().size(), presets().size() + 1) << "with the folder";
    for (const Preset& preset : presets()) {
        const std::string gif = folder.read("pairs/" + preset.document.name + ".gif");
        Document document = preset.document;
        document.pair = true;
        const int64_t own = preset.document.export_size.empty() ? 1280 : preset.document.export_size[0];
        const bool is_wide = shows_pair(document) && !preset.document.export_size.empty();
        EXPECT_EQ(gif_width(gif), is_wide ? 2 * own : own) << preset.document.name;
        EXPECT_EQ(gif_frames(gif), static_cast<std::size_t>(shown_steps(document))) << preset.document.name;
    }
}

TEST(Export, all_writes_every_figure) {
    const Folder folder;
    folder.write("note.txt", "kept");
    expect_done(folder, "export --all -o figures/");
    expect_done(folder, "export --all --format gif -o figures/"); // into the folder that is there
    const auto names = folder.names();
    EXPECT_NE(std::find(names.begin(), names.end(), "figures/padding_strides_odd_transposed.gif"),
              names.end());
    EXPECT_EQ(gif_frames(folder.read("figures/padding_strides_odd_transposed.gif")), 36U);
    EXPECT_EQ(folder.read("note.txt"), "kept");
    for (const std::string& name : names)
        EXPECT_EQ(name.find("/."), std::string::npos) << name << " was left behind";
}

} // namespace
} // namespace convlens::test
