// What the export panel puts into a file beside one picture: contact sheets of steps and of values, a file
// for each value; written by its job as the panel asks for it.
#include "document/presets.h"
#include "i18n/error.h"
#include "test_fonts.h"
#include "window/application/export/export_job.h"
#include "window/application/export/exporter.h"
#include "window/application/export/swept_figures.h"
#include "window/controls/sweep_choice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <unistd.h>

namespace convlens {
namespace {

namespace fs = std::filesystem;

const ExportFormat& format_named(std::string_view name) {
    return *std::find_if(std::begin(export_formats), std::end(export_formats),
                         [&](const ExportFormat& format) { return format.name == name; });
}

class ExportedContent : public testing::Test {
protected:
    ExportedContent() : folder(testing::TempDir() + "convlens-content-" + std::to_string(getpid())) {
        fs::create_directories(folder);
    }
    ~ExportedContent() override { fs::remove_all(folder); }

    /// As the panel has it, for a figure with a path in the folder.
    ExportWork work(const ExportForm& form, const std::string& name, const Document& document) const {
        ExportWork result;
        result.request.document = document;
        result.request.fonts = test_fonts();
        put_choices(form, result.request);
        result.request.path = folder + "/" + name;
        result.content = form.content();
        result.sweeps = form.choices.sweeps;
        return result;
    }
    int64_t size_of(const std::string& name) const {
        return static_cast<int64_t>(fs::file_size(folder + "/" + name));
    }
    std::string folder;
    JobControl control;
};

std::array<ExportSweep, 2> swept(ExportSweep one, ExportSweep other = {}) {
    one.is_on = true;
    return {one, other};
}

TEST(ExportSweeps, two_rows_never_have_the_same_parameter) {
    const Operation conv = operation_of(preset_named("no_padding_no_strides")->document);
    ExportSweeps sweeps = ExportForm().choices.sweeps;
    const auto offers = [&](std::size_t row, Parameter parameter) {
        const std::vector<Parameter> all = sweep_parameters(sweeps, row, conv.kind);
        return std::find(all.begin(), all.end(), parameter) != all.end();
    };
    sweeps[1] = usual_sweep(Parameter::padding, conv);
    for (const Parameter parameter : {Parameter::stride, Parameter::padding}) {
        const std::size_t own = parameter == Parameter::stride ? 0 : 1;
        EXPECT_TRUE(offers(own, parameter));
        EXPECT_FALSE(offers(1 - own, parameter));
    }
    sweeps[1].is_on = false;
    EXPECT_TRUE(offers(0, Parameter::padding)) << "a row that is off has none";
    sweeps[0] = sweeps[1] = usual_sweep(Parameter::dilation, conv);
    fit_sweeps(sweeps, conv);
    EXPECT_EQ(sweeps[0].parameter, Parameter::dilation);
    EXPECT_NE(sweeps[1].parameter, Parameter::dilation);
    EXPECT_FALSE(sweeps[1].is_on);
}

TEST(ExportSweeps, a_parameter_that_the_operation_has_not_is_another_one) {
    ExportSweeps sweeps = ExportForm().choices.sweeps;
    Operation unpool = operation_of(preset_named("no_padding_no_strides")->document);
    unpool.kind = Kind::max_unpool;
    sweeps[0].parameter = Parameter::output_padding;
    sweeps[1] = {Parameter::dilation, 1, 3, true};
    fit_sweeps(sweeps, unpool);
    EXPECT_EQ(sweeps[0].parameter, Parameter::stride);
    EXPECT_TRUE(sweeps[0].is_on);
    EXPECT_NE(sweeps[1].parameter, Parameter::stride);
    EXPECT_FALSE(sweeps[1].is_on);
}

TEST(ExportContents, a_sheet_is_chosen_without_words_and_has_sizes_of_its_own) {
    ExportForm form;
    put_text(form.path, "a.b/figure.png");
    choose(form, format_named("png"));
    form.typed().width = 800;
    choose(form, ExportContent::steps_sheet);
    EXPECT_TRUE(form.is_sheet() && form.has_steps());
    EXPECT_EQ(form.typed().width, 640);
    EXPECT_FALSE(form.choices.caption || form.choices.lenses || form.choices.formula);
    EXPECT_FALSE(exported_composition(form).progress);
    choose(form, ExportContent::single);
    EXPECT_EQ(form.typed().width, 800);
    EXPECT_TRUE(form.choices.caption && form.choices.lenses && form.choices.formula);
    EXPECT_STREQ(form.path.data(), "a.b/figure.png");
    choose(form, ExportContent::values_files);
    EXPECT_STREQ(form.path.data(), "a.b/figure/");
    choose(form, ExportContent::values_sheet);
    EXPECT_STREQ(form.path.data(), "a.b/figure.png");
    EXPECT_FALSE(form.has_steps());
    choose(form, format_named("gif"));
    EXPECT_EQ(form.content(), ExportContent::single) << "an animation is no sheet";
    EXPECT_TRUE(form.choices.caption && form.choices.lenses && form.choices.formula);
    choose(form, ExportPreset::slide);
    choose(form, format_named("pdf"));
    EXPECT_EQ(form.content(), ExportContent::single) << "presets are of one file";
}

TEST(ExportContents, beside_the_panel_is_the_first_or_last_picture_of_a_sheet) {
    StepRun run;
    run.steps = 9;
    ExportForm form;
    form.open = true;
    choose(form, format_named("svg"));
    choose(form, ExportContent::steps_sheet);
    form.choices.first_step = 3;
    EXPECT_EQ(previewed_cursor(form, run, finished(4, 1)), finished(2, 1));
    form.preview = ExportPreview::last;
    EXPECT_EQ(previewed_cursor(form, run, finished(4, 1)), finished(8, 1));
    choose(form, ExportContent::values_sheet);
    form.preview = ExportPreview::first;
    EXPECT_EQ(previewed_cursor(form, run, finished(4, 1)), finished(8, 1));
}

TEST(SweptFigures, are_every_combination_and_name_the_impossible) {
    const Document document = preset_named("no_padding_no_strides")->document;
    const auto sweeps = swept({Parameter::kernel_size, 3, 5, true}, {Parameter::padding, 0, 1, true});
    for (const Language language : {Language::en, Language::zh}) {
        const std::vector<SheetFigure> figures = swept_figures(sweeps, document, Texts(language));
        ASSERT_EQ(figures.size(), 6U);
        EXPECT_EQ(operation_of(figures[3].document).kernel_size, (Sizes{4, 4}));
        EXPECT_EQ(operation_of(figures[3].document).padding_end, (Sizes{1, 1}));
        std::set<std::string> captions;
        for (const SheetFigure& figure : figures)
            captions.insert(figure.caption);
        EXPECT_EQ(captions.size(), 6U);
        EXPECT_FALSE(figures[4].fault.empty()) << "5 x 5 over 4 x 4";
        EXPECT_TRUE(figures[5].fault.empty()) << figures[5].fault;
    }
}

TEST(SweptFigures, are_of_every_operation_and_dimension) {
    for (const Kind kind :
         {Kind::conv, Kind::conv_transpose, Kind::max_pool, Kind::avg_pool, Kind::lp_pool, Kind::max_unpool})
        for (std::size_t dims = 1; dims <= 3; ++dims) {
            Document document;
            document.operation = make_operation(kind, Sizes::filled(dims, 6), Sizes::filled(dims, 2));
            const auto figures =
                swept_figures(swept({Parameter::stride, 1, 3, true}), document, Texts(Language::en));
            ASSERT_EQ(figures.size(), 3U);
            for (int stride = 1; stride <= 3; ++stride)
                EXPECT_EQ(figures[static_cast<std::size_t>(stride - 1)].document.operation.stride,
                          Sizes::filled(dims, stride));
        }
}

TEST(SweptFigures, too_many_are_refused) {
    const auto sweeps = swept({Parameter::stride, 1, 9999, true}, {Parameter::padding, 0, 9999, true});
    EXPECT_THROW(swept_figures(sweeps, presets()[0].document, Texts(Language::en)), Error);
}

TEST_F(ExportedContent, of_steps_and_values_is_a_sheet_in_every_format_of_pictures) {
    ExportForm form;
    for (const ExportFormat& format : export_formats)
        for (const ExportContent content : {ExportContent::steps_sheet, ExportContent::values_sheet}) {
            if (format.is_movie())
                continue;
            choose(form, format);
            choose(form, content);
            const std::string name = "sheet" + std::string(format.ending);
            ExportWork asked = work(form, name, presets()[0].document);
            const auto expected = estimate_export(asked, control);
            ASSERT_TRUE(expected);
            EXPECT_EQ(expected->frames, content == ExportContent::steps_sheet ? 4 : 3) << format.name;
            ASSERT_TRUE(write_export(asked, control)) << format.name;
            EXPECT_NEAR(static_cast<double>(expected->bytes), static_cast<double>(size_of(name)),
                        0.4 * static_cast<double>(size_of(name)))
                << format.name;
            fs::remove(folder + "/" + name);
            control.cancelled = true;
            EXPECT_FALSE(write_export(asked, control)) << format.name;
            EXPECT_FALSE(fs::exists(folder + "/" + name)) << "cancelled: nothing is there";
            control.cancelled = false;
        }
}

TEST_F(ExportedContent, of_files_has_one_for_each_possible_value) {
    ExportForm form;
    for (const char* format : {"png", "gif", "html"}) {
        choose(form, format_named(format));
        choose(form, ExportContent::values_files);
        form.choices.sweeps = swept({Parameter::kernel_size, 3, 5, true});
        const std::string name = std::string(format) + "s/";
        const ExportWork asked = work(form, name, preset_named("no_padding_no_strides")->document);
        EXPECT_EQ(estimate_export(asked, control)->frames, 2);
        ASSERT_TRUE(write_export(asked, control));
        EXPECT_GT(size_of(name + "kernel-size-3." + format), 100);
        EXPECT_GT(size_of(name + "kernel-size-4." + format), 100);
        EXPECT_FALSE(fs::exists(folder + "/" + name + "kernel-size-5." + format)) << "impossible";
    }
    form.choices.sweeps = swept({Parameter::kernel_size, 7, 9, true});
    const ExportWork none = work(form, "none/", preset_named("no_padding_no_strides")->document);
    EXPECT_THROW(write_export(none, control), Error);
    EXPECT_FALSE(fs::exists(folder + "/none/"));
}

/// The panel stays open while its file is written.
class RunningExport : public ExportedContent {
protected:
    RunningExport() {
        choose(session.exporting, format_named("png"));
        put_text(session.exporting.path, folder + "/first.png");
        session.exporting.open = true;
        expect();
    }
    void expect() {
        exporter.expect(session, 0, ThemeId::light, Language::en,
                        [&]() -> std::optional<ExportRequest> { return figure(); });
    }
    ExportRequest figure() const { return work(session.exporting, "", presets()[0].document).request; }
    void start() { exporter.start(session, figure(), ThemeId::light, Language::en); }

    const FontSet fonts = test_fonts();
    CooperativeExecutor executor;
    Session session;
    Exporter exporter{fonts, executor};
};

TEST_F(RunningExport, tells_the_path_that_was_written) {
    start();
    put_text(session.exporting.path, folder + "/second.pdf");
    choose(session.exporting, format_named("pdf"));
    executor.poll();
    exporter.update(session, Texts(Language::en));
    EXPECT_TRUE(fs::exists(folder + "/first.png"));
    EXPECT_NE(session.message.find("first.png"), std::string::npos) << session.message;
    EXPECT_FALSE(fs::exists(folder + "/second.pdf"));
}

TEST_F(RunningExport, wakes_nobody_for_an_estimate) {
    EXPECT_GT(exporter.due(), 0);
    start();
    expect();
    EXPECT_EQ(exporter.due(), 0) << "its end is an event";
    executor.poll();
    exporter.update(session, Texts(Language::en));
    session.exporting.open = true;
    session.exporting.choices.loops = false;
    expect();
    EXPECT_GT(exporter.due(), 0);
}

} // namespace
} // namespace convlens
