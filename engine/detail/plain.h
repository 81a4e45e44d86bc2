// Whole tensors term by term, with no blocking and no threads: what the fast paths are compared with, and
// what is left for geometries that they do not take. One thread works, whatever the crew,
// which is asked whether it still should. Private to the engine.
#pragma once

#include "convlens/operation.h"
#include "engine/detail/fast/threads.h"

namespace convlens::detail {

/// Sum the products of `operation`, in T and in the order of the Relation, into y (which is set first; the
/// bias, [O] or null, is added last), dx, or dw. The tensors are those of `forward`, `grad_input` and
/// `grad_weight`.
template <class T>
void plain_forward(const Operation& operation, const T* x, const T* w, const T* bias, T* y,
                   const Crew& crew = {});
template <class T>
void plain_grad_input(const Operation& operation, const T* dy, const T* w, T* dx, const Crew& crew = {});
template <class T>
void plain_grad_weight(const Operation& operation, const T* x, const T* dy, T* dw, const Crew& crew = {});

} // namespace convlens::detail
