// Every limit on what comes from outside and on what is asked for, in one place; `convlens --limits` prints
// them.
#pragma once

#include <cstdint>

namespace convlens::limits {

inline constexpr int64_t number = 2147483647;                 // on the command line
inline constexpr int64_t elements = 2147483647;               // of a tensor
inline constexpr int64_t matrix_entries = 2147483647;         // of a matrix that is written or computed with
inline constexpr int64_t result_memory = 2LL << 30;           // bytes of results and pictures, by default
inline constexpr int64_t picture_operations = 20'000'000'000; // of a picture or a trace on the command line
inline constexpr int64_t scene_bytes = 16LL << 20;            // of a scene file
inline constexpr int scene_depth = 32;                        // nesting of its JSON
inline constexpr int64_t scene_values = 4'000'000;            // objects, lists, texts, numbers in it
inline constexpr int64_t exported_bytes = 4LL << 30;          // of a file that is looked through for a scene
inline constexpr int64_t image_bytes = 256LL << 20;           // of an image file
inline constexpr int64_t image_pixels = 40'000'000;           // kept; larger pictures are reduced
inline constexpr int64_t photo_pixels = 2'000'000;            // kept of a picture in a lesson
inline constexpr int64_t decoded_pixels = 1'000'000'000;      // of the file of a picture that is reduced
inline constexpr int64_t decoder_memory = 512LL << 20;        // of the decoding child
inline constexpr int64_t decoder_seconds = 3;                 // of its processor time
inline constexpr int64_t decoder_wait_seconds = 10;           // until it is ended, whatever it does
inline constexpr int64_t decoder_files = 8;                   // it may have open
inline constexpr int64_t npy_bytes = 8 * elements + 131072;   // of a .npy file
inline constexpr int64_t npy_header = 65536;                  // bytes of a .npy header
inline constexpr int64_t archive_directory = 16LL << 20;      // bytes of the directory of a .npz file
inline constexpr int64_t safetensors_header = 8LL << 20;      // bytes of a .safetensors header
inline constexpr int64_t network_bytes = 1LL << 30;           // of an .onnx file, or of one with weights
inline constexpr int64_t network_nodes = 10'000;              // of an ONNX graph
inline constexpr int64_t network_links = 200'000;             // inputs, outputs and attributes of its nodes
inline constexpr int64_t network_arrays = 50'000;             // of a graph, and its inputs and outputs
inline constexpr int64_t network_layers = 10'000;             // that are made from it
inline constexpr int64_t network_folded = 1'000'000;          // numbers worked out while it is read
inline constexpr int64_t table_bytes = 64LL << 20;            // of a table of numbers as text
inline constexpr int64_t idx_bytes = 256LL << 20;             // of an IDX file, packed or not
inline constexpr int64_t epochs = 100'000;                    // of a training
inline constexpr int64_t training_batch = 100'000;            // pictures of a step of it
inline constexpr int64_t learning_rate = 1000;                // of it
inline constexpr int64_t pipe_bytes = 1LL << 30;              // read from a pipe or standard input
inline constexpr int64_t pipe_wait_seconds = 10;              // until somebody writes into a named pipe
inline constexpr int64_t min_picture_side = 16;               // px of an exported picture
inline constexpr int64_t picture_side = 16384;                // px of an exported picture
inline constexpr int64_t min_dpi = 36;                        // dots an inch of a picture on paper
inline constexpr int64_t dpi = 2400;                          //
inline constexpr int64_t min_paper_mm = 10;                   // its width there
inline constexpr int64_t paper_mm = 5000;                     //
inline constexpr int64_t sweep_values = 100;                  // of one parameter
inline constexpr int64_t sheet_pictures = 400;                // on a contact sheet
inline constexpr int64_t batch_files = 1000;                  // that one command writes
inline constexpr int64_t movie_frames = 1'000'000;            // of an exported animation
inline constexpr int64_t step_seconds = 3600;                 // of its steps, each
inline constexpr int64_t named_kernel_side = 63;              // binomial weights stay exact in a double
inline constexpr int64_t lesson_bytes = 2LL << 20;            // of a lesson file
inline constexpr int64_t lesson_pages = 200;                  // of a lesson
inline constexpr int64_t lesson_pictures = 32;                // of a lesson
inline constexpr int64_t lesson_issues = 100;                 // reported of a lesson file
inline constexpr int64_t lesson_size = 1000;                  // of a number in a question
inline constexpr int64_t tex_bytes = 2000;                    // of a formula in a lesson
inline constexpr int64_t tex_depth = 24;                      // of its groups
inline constexpr int64_t tex_nodes = 3000;                    // signs and groups in it
inline constexpr int64_t exercises = 200;                     // of a sheet
inline constexpr int64_t threads = 1024;                      // of a computation
inline constexpr int64_t repetitions = 1'000'000;             // of a computation

} // namespace convlens::limits
