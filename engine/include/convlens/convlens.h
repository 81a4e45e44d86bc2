// The whole engine in its reading order. Each header opens with what it is and may be included alone.
#pragma once

// What callers have to keep to, held in every build
#include "convlens/assert.h"

// Short lists of whole numbers: shapes, coordinates, parameters by axis
#include "convlens/sizes.h"

// Numbers with a shape
#include "convlens/tensor.h"

// What is computed, and whether it is possible
#include "convlens/operation.h"

// An impossible one with the nearest possible value in its place
#include "convlens/nearest.h"

// Output sizes, named paddings, the guide's relationships, formulas, counts
#include "convlens/arithmetic.h"

// Which input element lies at a position of a padded axis
#include "convlens/source.h"

// Which output meets which input through which weight
#include "convlens/relation.h"

// Convolutions, pools and unpooling, term by term
#include "convlens/forward.h"

// Their gradients, term by term
#include "convlens/gradient.h"

// Convolutions, pools and their gradients at the processor's speed
#include "convlens/fast.h"

// Gradients as convolutions of their own
#include "convlens/gradient_operation.h"

// im2col and the unrolled matrix
#include "convlens/matrix.h"

// Layers of these: forwards, what an element sees, and the ways back
#include "convlens/network.h"

// One kernel that learns what another one does
#include "convlens/kernel_fit.h"

// How networks learn
#include "convlens/training.h"

// .npy files
#include "convlens/npy.h"
