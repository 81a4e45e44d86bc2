// The rows of `convlens --limits`, in the order of input/limits.h.
#include "command/limits_text.h"

#include "codegen/pasted/pasted.h"
#include "document/document.h"
#include "document/grid.h"
#include "document/network.h"
#include "input/limits.h"
#include "output/gif/movie.h"

namespace convlens {
namespace {

constexpr Limit table[] = {
    {"limit.number", limits::number},
    {"limit.elements", limits::elements},
    {"limit.matrix_entries", limits::matrix_entries},
    {"limit.result_memory", limits::result_memory},
    {"limit.picture_operations", limits::picture_operations},
    {"limit.scene_bytes", limits::scene_bytes},
    {"limit.scene_depth", limits::scene_depth},
    {"limit.scene_values", limits::scene_values},
    {"limit.scene_pins", max_pins},
    {"limit.chain_layers", max_chain},
    {"limit.exported_bytes", limits::exported_bytes},
    {"limit.image_bytes", limits::image_bytes},
    {"limit.image_pixels", limits::image_pixels},
    {"limit.photo_pixels", limits::photo_pixels},
    {"limit.decoded_pixels", limits::decoded_pixels},
    {"limit.decoder_memory", limits::decoder_memory},
    {"limit.decoder_seconds", limits::decoder_seconds},
    {"limit.decoder_wait_seconds", limits::decoder_wait_seconds},
    {"limit.decoder_files", limits::decoder_files},
    {"limit.npy_bytes", limits::npy_bytes},
    {"limit.npy_header", limits::npy_header},
    {"limit.npy_axes", Sizes::capacity},
    {"limit.archive_directory", limits::archive_directory},
    {"limit.safetensors_header", limits::safetensors_header},
    {"limit.network_bytes", limits::network_bytes},
    {"limit.network_nodes", limits::network_nodes},
    {"limit.network_links", limits::network_links},
    {"limit.network_arrays", limits::network_arrays},
    {"limit.network_layers", limits::network_layers},
    {"limit.network_folded", limits::network_folded},
    {"limit.table_bytes", limits::table_bytes},
    {"limit.idx_bytes", limits::idx_bytes},
    {"limit.epochs", limits::epochs},
    {"limit.training_batch", limits::training_batch},
    {"limit.learning_rate", limits::learning_rate},
    {"limit.strongest", max_strongest},
    {"limit.lesson_bytes", limits::lesson_bytes},
    {"limit.lesson_pages", limits::lesson_pages},
    {"limit.lesson_pictures", limits::lesson_pictures},
    {"limit.lesson_issues", limits::lesson_issues},
    {"limit.lesson_size", limits::lesson_size},
    {"limit.tex_bytes", limits::tex_bytes},
    {"limit.tex_depth", limits::tex_depth},
    {"limit.tex_nodes", limits::tex_nodes},
    {"limit.exercises", limits::exercises},
    {"limit.pipe_bytes", limits::pipe_bytes},
    {"limit.pipe_wait_seconds", limits::pipe_wait_seconds},
    {"limit.grid_rows", Grid::max_rows},
    {"limit.grid_columns", Grid::max_columns},
    {"limit.pasted_bytes", max_pasted},
    {"limit.min_picture_side", limits::min_picture_side},
    {"limit.picture_side", limits::picture_side},
    {"limit.min_dpi", limits::min_dpi},
    {"limit.dpi", limits::dpi},
    {"limit.min_paper_mm", limits::min_paper_mm},
    {"limit.paper_mm", limits::paper_mm},
    {"limit.sweep_values", limits::sweep_values},
    {"limit.movie_frames", limits::movie_frames},
    {"limit.sheet_pictures", limits::sheet_pictures},
    {"limit.batch_files", limits::batch_files},
    {"limit.step_seconds", limits::step_seconds},
    {"limit.gif_frames_per_second", max_gif_frames_per_second},
    {"limit.named_kernel_side", limits::named_kernel_side},
    {"limit.threads", limits::threads},
    {"limit.repetitions", limits::repetitions},
};

} // namespace

std::span<const Limit> limits_table() {
    return table;
}

std::string limits_text(const Texts& texts) {
    std::string text;
    for (const auto& [key, limit] : table) {
        text += texts("describe.line", {{"name", texts(key)}, {"value", std::to_string(limit)}});
        text += "\n";
    }
    return text;
}

} // namespace convlens
