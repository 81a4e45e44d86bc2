// The subcommands that write arrays: `compute`, an operation on real tensors, and `matrix`, the document's
// matrices. Both read and write .npy files and open no others.
#pragma once

#include "command/arguments/command_line.h"
#include "command/arguments/layout.h"
#include "command/array_files.h"
#include "convlens/operation.h"

namespace convlens {

/// Do the work and write all files, or none. Throw Error and ImpossibleOperation.
void write_computed(const CommandLine& request);
void write_matrix(const CommandLine& request);

/// The operation of the parameters on the files' shapes, with the files' batch, and which axes are which.
struct ArrayOperation {
    Operation operation;
    Layout layout;
};
/// Throws Error and ImpossibleOperation, whose places name the files with their shapes.
ArrayOperation array_operation(const CommandLine& request, const ArrayFiles& files);

/// Throws Error (request) where the matrix has over 2^31-1 entries.
void require_matrix_size(const Sizes& shape, MatrixKind kind, const std::string& where);

} // namespace convlens
