// The parts of the window that are plain computation: keys, settings, gestures, limits of controls, playback,
// formulas.
#include "convlens/arithmetic.h"
#include "document/evaluate/results.h"
#include "document/presets.h"
#include "picture/theme.h"
#include "scene/base/formula_parts.h"
#include "support/source_folder.h"
#include "window/application/export/exporter.h"
#include "window/controls/knob.h"
#include "window/controls/notes.h"
#include "window/platform/folder_listing.h"
#include "window/platform/platform.h"
#include "window/session/gestures.h"
#include "window/session/keys.h"
#include "window/session/playback.h"
#include "window/session/session.h"
#include "window/session/settings.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace convlens {
namespace {

TEST(Keys, no_shortcut_means_two_things) {
    std::set<std::tuple<int, int, KeyScope>> seen;
    for (const KeyBinding& binding : key_bindings())
        EXPECT_TRUE(seen.insert({binding.key, binding.mods, binding.scope}).second) << binding.name;
}

TEST(Keys, letters_belong_to_a_text_field_while_it_has_the_focus) {
    EXPECT_EQ(binding_of(GLFW_KEY_L, 0, {})->command, Command(PlaybackCommand::toggle_loop));
    EXPECT_EQ(binding_of(GLFW_KEY_L, 0, {.typing = true}), nullptr);
    EXPECT_EQ(binding_of(GLFW_KEY_F5, 0, {.typing = true})->command, Command(LookCommand::toggle_stage));
}

TEST(Keys, arrows_belong_to_panels_that_have_the_focus_but_pages_always_step) {
    const KeyContext panel{.focus_in_panel = true};
    EXPECT_EQ(binding_of(GLFW_KEY_RIGHT, 0, {})->command, Command(PlaybackCommand::next_step));
    EXPECT_EQ(binding_of(GLFW_KEY_RIGHT, 0, panel), nullptr);
    EXPECT_EQ(binding_of(GLFW_KEY_SPACE, 0, panel), nullptr);
    EXPECT_EQ(binding_of(GLFW_KEY_PAGE_UP, 0, panel)->command, Command(PlaybackCommand::previous_step));
}

TEST(Keys, black_and_white_screens_in_stage_mode_only) {
    EXPECT_EQ(binding_of(GLFW_KEY_W, 0, {}), nullptr);
    EXPECT_EQ(binding_of(GLFW_KEY_PERIOD, 0, {})->command, Command(PlaybackCommand::next_term));
    EXPECT_EQ(binding_of(GLFW_KEY_COMMA, 0, {})->command, Command(PlaybackCommand::previous_term));
    EXPECT_EQ(binding_of(GLFW_KEY_COMMA, 0, {.stage = true}), nullptr);
    EXPECT_EQ(binding_of(GLFW_KEY_PERIOD, 0, {.typing = true}), nullptr);
    EXPECT_EQ(binding_of(GLFW_KEY_PERIOD, 0, {.stage = true})->command, Command(LookCommand::black_screen));
    EXPECT_EQ(binding_of(GLFW_KEY_W, 0, {.stage = true})->command, Command(LookCommand::white_screen));
}

TEST(Keys, what_begins_a_guess_belongs_to_it_in_front_of_a_class_too) {
    const KeyContext none{.stage = true, .lesson = true, .guess = true};
    KeyContext begun = none;
    begun.guess_begun = true;
    EXPECT_EQ(binding_of(GLFW_KEY_PERIOD, 0, none)->command, Command(LookCommand::black_screen));
    EXPECT_EQ(binding_of(GLFW_KEY_PERIOD, 0, begun)->command, Command(LessonCommand::type_guess));
    EXPECT_EQ(binding_of(GLFW_KEY_PERIOD, 0, begun)->argument, '.');
    for (const int key : {GLFW_KEY_B, GLFW_KEY_W}) {
        EXPECT_NE(binding_of(key, 0, none), nullptr);
        EXPECT_EQ(binding_of(key, 0, begun), nullptr) << "nothing is blanked while somebody types";
    }
}

TEST(Keys, locks_do_not_matter_but_modifiers_do) {
    EXPECT_EQ(binding_of(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_NUM_LOCK, {})->command,
              Command(EditCommand::undo));
    EXPECT_EQ(binding_of(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT, {})->command,
              Command(EditCommand::redo));
    EXPECT_EQ(binding_of(GLFW_KEY_K, GLFW_MOD_ALT | GLFW_MOD_SHIFT, {})->command,
              Command(EditCommand::parameter_down));
    EXPECT_EQ(binding_of(GLFW_KEY_L, GLFW_MOD_SUPER, {}), nullptr);
}

TEST(Keys, every_row_of_the_list_has_its_text_and_a_shortcut) {
    for (const KeyHelp& row : key_help()) {
        EXPECT_FALSE(row.shortcuts.empty()) << row.text_key;
        for (const Language language : {Language::en, Language::zh})
            EXPECT_FALSE(Texts(language)(row.text_key).empty());
    }
    EXPECT_EQ(shortcut_text(FileCommand::export_panel), "Ctrl+E");
}

TEST(SettingsFile, comes_back_as_it_was) {
    Settings settings;
    settings.theme = ThemeId::projector;
    settings.language = Language::zh;
    settings.scale = 1.3F;
    settings.reduced_motion = true;
    settings.recent = {"/tmp/a=b.json", "/tmp/图.png"};
    EXPECT_EQ(read_settings(write_settings(settings)), settings);
}

TEST(SettingsFile, damage_costs_only_what_is_damaged) {
    const Settings read =
        read_settings("theme=purple\nscale=1e30\nlanguage=zh\n=\nrubbish\nreduced_motion=1");
    Settings expected;
    expected.language = Language::zh;
    expected.reduced_motion = true;
    EXPECT_EQ(read, expected);
    EXPECT_EQ(read_settings(""), Settings());
}

TEST(SettingsFile, recent_files_stand_once_newest_first) {
    Settings settings;
    for (int i = 0; i < 12; ++i)
        add_recent(settings, "/f" + std::to_string(i));
    add_recent(settings, "/f8");
    EXPECT_EQ(settings.recent.size(), Settings::max_recent);
    EXPECT_EQ(settings.recent[0], "/f8");
    EXPECT_EQ(settings.recent[1], "/f11");
}

TEST(Gestures, a_burst_of_the_wheel_is_one) {
    GestureCounter counter;
    counter.wheel(1);
    const uint64_t first = counter.value();
    counter.wheel(1.4);
    counter.wheel(1.8);
    EXPECT_EQ(counter.value(), first);
    counter.wheel(2.4);
    EXPECT_EQ(counter.value(), first + 1);
    counter.press();
    EXPECT_EQ(counter.value(), first + 2);
}

TEST(Knob, stops_at_the_last_possible_value_and_says_why) {
    const Operation operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    const KnobRange kernel = range_of(operation, {Parameter::kernel_size}, 1, 8);
    EXPECT_EQ(kernel.low, 1);
    EXPECT_EQ(kernel.high, 5);
    ASSERT_TRUE(kernel.above);
    EXPECT_EQ(kernel.above->code, IssueCode::kernel_exceeds_input);
    EXPECT_FALSE(kernel.below);
    const KnobRange input = range_of(operation, {Parameter::input_size}, 1, 16);
    EXPECT_EQ(input.low, 3);
    EXPECT_TRUE(input.below);
}

TEST(Knob, an_impossible_value_has_a_way_back) {
    const Operation operation =
        with_value(make_operation(Kind::conv, {5, 5}, {3, 3}), {Parameter::kernel_size}, 9);
    EXPECT_FALSE(check(operation).empty());
    const KnobRange range = range_of(operation, {Parameter::kernel_size}, 1, 16);
    EXPECT_EQ(range.low, 1);
    EXPECT_EQ(range.high, 16);
}

TEST(Knob, sets_one_axis_or_one_side) {
    Operation operation = make_operation(Kind::conv, {5, 5}, {3, 3});
    operation = with_value(operation, {Parameter::padding, 1, Side::end}, 2);
    EXPECT_EQ(operation.padding_begin, (Sizes{0, 0}));
    EXPECT_EQ(operation.padding_end, (Sizes{0, 2}));
    operation = with_value(operation, {Parameter::stride, 0}, 3);
    EXPECT_EQ(operation.stride, (Sizes{3, 1}));
    EXPECT_EQ(value_of(operation, {Parameter::padding, 1, Side::end}), 2);
}

TEST(Knob, every_kind_turns_into_every_other) {
    const Kind kinds[] = {Kind::conv,     Kind::conv_transpose, Kind::max_pool,
                          Kind::avg_pool, Kind::lp_pool,        Kind::max_unpool};
    for (const Preset& preset : presets())
        for (const Kind kind : kinds)
            EXPECT_TRUE(check(with_kind(preset.document.operation, kind)).empty())
                << preset.document.name << " to kind " << static_cast<int>(kind);
}

TEST(Knob, another_kind_keeps_all_numbers_that_it_allows) {
    const Kind kinds[] = {Kind::conv,     Kind::conv_transpose, Kind::max_pool,
                          Kind::avg_pool, Kind::lp_pool,        Kind::max_unpool};
    for (const Kind from : kinds)
        for (const Kind to : kinds)
            for (const int64_t stride : {1, 2, 3}) {
                Operation operation = make_operation(from, {9, 9}, {3, 3});
                operation.stride = {stride, stride};
                operation.padding_begin = operation.padding_end = {1, 1};
                operation.in_channels = operation.out_channels = 2;
                const Operation other = with_kind(operation, to);
                EXPECT_EQ(other.stride, operation.stride) << static_cast<int>(to);
                EXPECT_EQ(other.kernel_size, operation.kernel_size) << static_cast<int>(to);
                EXPECT_EQ(other.padding_begin, operation.padding_begin) << static_cast<int>(to);
                EXPECT_EQ(other.in_channels, 2) << static_cast<int>(to);
                EXPECT_EQ(other.out_channels, 2) << static_cast<int>(to);
            }
}

TEST(Knob, another_kind_has_the_nearest_of_what_it_does_not_allow) {
    Operation conv = make_operation(Kind::conv, {9, 9}, {3, 3});
    conv.padding_begin = conv.padding_end = {4, 4};
    conv.stride = {2, 2};
    conv.dilation = {2, 2};
    conv.padding_mode = PaddingMode::reflect;
    const Operation pool = with_kind(conv, Kind::max_pool);
    EXPECT_TRUE(check(pool).empty());
    EXPECT_EQ(pool.padding_begin, (Sizes{4, 4})); // d(k - 1)
    EXPECT_EQ(pool.stride, conv.stride);
    EXPECT_EQ(pool.dilation, conv.dilation);
    conv.dilation = {1, 1};
    EXPECT_EQ(with_kind(conv, Kind::avg_pool).padding_begin, (Sizes{2, 2}));
    EXPECT_EQ(with_kind(conv, Kind::avg_pool).stride, conv.stride);
    conv.dilation = {2, 1};
    conv.padding_begin = conv.padding_end = {1, 1};
    EXPECT_EQ(with_kind(conv, Kind::max_unpool).kernel_size, (Sizes{5, 3})); // as wide as the dilated one
}

TEST(Knob, unpooling_after_a_dilated_pool_gives_back_its_input_size) {
    for (const int64_t size : {7, 8, 12}) {
        Operation pool = make_operation(Kind::max_pool, {size, size}, {3, 2});
        pool.dilation = {2, 3};
        pool.stride = {2, 1};
        const Operation unpool = with_kind(pool, Kind::max_unpool);
        EXPECT_TRUE(check(unpool).empty()) << size;
        EXPECT_EQ(output_size(unpool), pool.input_size) << size;
        EXPECT_EQ(unpool.input_size, output_size(pool)) << size;
    }
}

TEST(Knob, a_kind_of_the_other_direction_comes_with_the_size_that_leads_back) {
    for (const Preset& preset : presets())
        for (const Kind kind : {Kind::conv, Kind::conv_transpose, Kind::max_pool, Kind::avg_pool,
                                Kind::lp_pool, Kind::max_unpool}) {
            const Operation& from = preset.document.operation;
            const Operation to = with_kind(from, kind);
            const std::string what =
                preset.document.name + " to kind " + std::to_string(static_cast<int>(kind));
            EXPECT_EQ(to.input_size,
                      is_swapped(kind) != is_swapped(from.kind) ? output_size(from) : from.input_size)
                << what;
            const bool leads_back =
                has_weight(kind) == has_weight(from.kind) && is_swapped(kind) != is_swapped(from.kind);
            if (leads_back) {
                EXPECT_EQ(output_size(to), from.input_size) << what;
            }
        }
}

TEST(UnreadNote, speaks_of_what_the_stride_leaves) {
    Operation operation = make_operation(Kind::conv, {6, 6}, {3, 3});
    EXPECT_EQ(unread_note(Texts(Language::en), operation), "");
    operation.stride = {2, 2};
    EXPECT_EQ(unread_note(Texts(Language::en), operation), "left over: 1 row, 1 column");
    EXPECT_EQ(unread_note(Texts(Language::zh), operation), "末端剩余 1 行 1 列");
    operation.input_size = {6, 7};
    EXPECT_EQ(unread_note(Texts(Language::en), operation), "left over: 1 row");
}

TEST(UnreadNote, has_each_number_of_dimensions) {
    for (const auto& [size, en, zh] :
         {std::tuple<Sizes, const char*, const char*>{{8}, "left over: 2 cells", "末端剩余 2 格"},
          {{8, 6}, "left over: 2 rows", "末端剩余 2 行"},
          {{7, 8, 6}, "left over: 1 slice, 2 rows", "末端剩余 1 个切片 2 行"}}) {
        Operation operation = make_operation(Kind::conv, size, Sizes::filled(size.size(), 3));
        operation.stride = Sizes::filled(size.size(), 3);
        EXPECT_EQ(unread_note(Texts(Language::en), operation), en);
        EXPECT_EQ(unread_note(Texts(Language::zh), operation), zh);
        operation.input_size = operation.kernel_size;
        EXPECT_EQ(unread_note(Texts(Language::en), operation), "");
        operation.kernel_size = Sizes::filled(size.size(), 1);
        operation.stride = Sizes::filled(size.size(), 2);
        EXPECT_EQ(unread_note(Texts(Language::en), operation), "some between the windows are skipped");
    }
}

TEST(FormulaParts, are_split_at_the_floor_and_the_fraction) {
    EXPECT_EQ(parts_of("⌊(5 + 2·1 − 3) / 2⌋ + 1"), (FormulaParts{"", "5 + 2·1 − 3", "2", " + 1", true}));
    EXPECT_EQ(parts_of("⌈(5 − 3) / 2⌉"), (FormulaParts{"", "5 − 3", "2", "", true, true}));
    EXPECT_EQ(parts_of("(5 − 3) + 1"), (FormulaParts{"(5 − 3) + 1", "", "", "", false}));
}

TEST(FormulaParts, keep_every_character_of_every_figure) {
    for (const Preset& preset : presets()) {
        const std::string text = formula(preset.document.operation, 0).numeric;
        const FormulaParts parts = parts_of(text);
        const std::string all = parts.before + parts.above + parts.below + parts.after;
        std::multiset<char> left(text.begin(), text.end());
        for (const char c : all)
            EXPECT_EQ(left.count(c) > 0, true) << text;
        EXPECT_FALSE(all.empty()) << text;
    }
}

TEST(Playback, loops_or_comes_to_its_end) {
    Results results;
    results.steps = 4;
    results.terms_per_step = 9;
    const Timeline timeline = timeline_of(results, false);
    const int64_t end = timeline.duration_us();
    EXPECT_EQ(advanced(timeline, end - 10, 30, true).time_us, 20);
    EXPECT_TRUE(advanced(timeline, end - 10, 30, false).finished);
    EXPECT_EQ(advanced(timeline, end - 10, 30, false).time_us, end - 1);
}

TEST(Playback, the_step_stays_on_another_timeline) {
    Results results;
    results.steps = 9;
    results.terms_per_step = 9;
    const Timeline usual = timeline_of(results, false), slow = timeline_of(results, true);
    for (int64_t step = 0; step < 9; ++step)
        EXPECT_EQ(carried_over(usual, slow, end_of(usual, step)), end_of(slow, step));
    results.steps = 3;
    EXPECT_EQ(step_at(timeline_of(results, false),
                      carried_over(usual, timeline_of(results, false), end_of(usual, 8))),
              2);
}

TEST(Monitors, the_one_with_most_of_the_window) {
    std::vector<Monitor> monitors;
    for (const Rect& place : {Rect{{0, 0}, {1280, 720}}, Rect{{1280, 0}, {3200, 1080}}})
        monitors.push_back({place, place, nullptr});
    EXPECT_EQ(monitor_of({{100, 100}, {900, 600}}, monitors), 0U);
    EXPECT_EQ(monitor_of({{1200, 100}, {2000, 600}}, monitors), 1U);
    EXPECT_EQ(monitor_of({{800, 100}, {1600, 600}}, monitors), 0U);
    EXPECT_EQ(monitor_of({{-900, -900}, {-100, -100}}, monitors), 0U) << "on none";
}

TEST(Monitors, a_window_is_no_larger_than_its_own) {
    EXPECT_EQ(fitting({1280, 720}, {1920, 1080}), (Vec2{1280, 720}));
    EXPECT_EQ(fitting({2560, 1440}, {1920, 1040}), (Vec2{1920, 1040}));
    EXPECT_EQ(fitting({2560, 1440}, {3000, 1000}), (Vec2{2560, 1000}));
    EXPECT_EQ(fitting({1280, 720}, {}), (Vec2{1280, 720})) << "nothing is known of it";
}

TEST(Export, stops_the_playing_while_its_panel_is_open) {
    Session session;
    session.playing = true;
    session.exporting.open = true;
    pause_while_exporting(session);
    EXPECT_FALSE(session.playing);
    pause_while_exporting(session);
    session.exporting.open = false;
    pause_while_exporting(session);
    EXPECT_TRUE(session.playing);
    session.playing = false;
    session.exporting.open = true;
    pause_while_exporting(session);
    session.exporting.open = false;
    pause_while_exporting(session);
    EXPECT_FALSE(session.playing) << "it did not play before";
}

TEST(Export, has_sizes_of_its_own_for_each_format) {
    ExportForm form;
    form.typed() = {640, 360, 10, 0.5F};
    for (const ExportFormat& format : export_formats) {
        form.format = &format;
        EXPECT_EQ(form.typed().width, &format == export_formats ? 640 : 1280) << format.name;
    }
    EXPECT_EQ(exported_composition(form).size, (Vec2{1280, 720}));
    EXPECT_FALSE(exported_composition(form).choices) << "nothing in a file can be clicked";
}

TEST(Export, presets_set_format_sizes_choices_and_ending) {
    ExportForm form;
    put_text(form.path, "figures/my.figure.gif");
    choose(form, ExportPreset::small_gif);
    EXPECT_EQ(form.format->name, "gif");
    EXPECT_EQ(form.choices.max_bytes, 2'000'000);
    choose(form, ExportPreset::paper);
    EXPECT_EQ(form.format->name, "pdf");
    EXPECT_STREQ(form.path.data(), "figures/my.figure.pdf");
    EXPECT_TRUE(form.choices.crops && form.typed().on_paper);
    EXPECT_EQ(form.choices.max_bytes, 0);
    ExportRequest request;
    put_choices(form, request);
    EXPECT_TRUE(request.crops);
    EXPECT_NEAR(request.file.width_mm.value(), 85, 1e-3);
    EXPECT_EQ(request.options.composition.size, (Vec2{482, 362}));
    EXPECT_FALSE(request.options.composition.title);
    choose(form, export_formats[0]);
    EXPECT_FALSE(form.typed().on_paper) << "what is typed for one format stays its own";
}

TEST(Export, what_stands_beside_the_panel_is_the_first_or_the_last_frame) {
    StepRun run;
    run.steps = 9;
    ExportForm form;
    const Cursor shown = finished(4, 1);
    EXPECT_EQ(previewed_cursor(form, run, shown), shown) << "the panel is not open";
    form.open = true;
    form.choices.first_step = 3;
    EXPECT_EQ(previewed_cursor(form, run, shown).step, 2);
    form.preview = ExportPreview::last;
    EXPECT_EQ(previewed_cursor(form, run, shown), finished(8, 1));
    form.choices.last_step = 7;
    EXPECT_EQ(previewed_cursor(form, run, shown).step, 6);
    run.steps = 2; // of another figure
    EXPECT_EQ(previewed_cursor(form, run, shown).step, 1);
    for (const ExportFormat& format : export_formats) {
        form.format = &format;
        form.preview = ExportPreview::first;
        if (format.is_by_step) {
            EXPECT_EQ(previewed_cursor(form, run, shown), finished(1, 1))
                << format.name << ": a frame a step";
        } else if (!format.is_movie()) {
            EXPECT_EQ(previewed_cursor(form, run, shown), shown) << format.name;
        }
    }
}

TEST(Completion, gives_folders_first_and_their_common_start) {
    const std::vector<std::string> names = completions(source_folder(), "", 100);
    EXPECT_NE(std::find(names.begin(), names.end(), "engine/"), names.end());
    EXPECT_NE(std::find(names.begin(), names.end(), "CMakeLists.txt"), names.end());
    EXPECT_EQ(common_start({"scene.json", "scenery.json"}), "scene");
    EXPECT_EQ(common_start({}), "");
    EXPECT_TRUE(completions("/no/such/folder", "", 10).empty());
}

} // namespace
} // namespace convlens
