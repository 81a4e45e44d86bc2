// Every formula of the document, in its corrected form, within the subset of docs/LESSONS.md.
#pragma once

namespace convlens::scene_test {

struct DocumentFormula {
    const char* name;
    const char* tex;
};

inline constexpr DocumentFormula document_formulas[] = {
    {"unit stride", R"(o = (i - k) + 1)"},
    {"unit stride, padded", R"(o = (i - k) + 2p + 1)"},
    {"half padding", R"(k = 2p + 1, \quad p = \lfloor{\frac{k}{2}}\rfloor)"},
    {"full padding", R"(p = k - 1, \quad o = i + (k - 1))"},
    {"stride", R"(o = \lfloor{\frac{i-k}{s}}\rfloor + 1)"},
    {"stride, padded", R"(o = \lfloor{\frac{i+2p-k}{s}}\rfloor + 1)"},
    {"ceil", R"(o = \lceil \frac{i + 2p - k}{s} \rceil + 1, \quad o = \lceil i / s \rceil)"},
    {"dilation", R"(\hat{k} = k + (k - 1)(d - 1), \quad o = \lfloor \frac{i + 2p - \hat{k}}{s} \rfloor + 1)"},
    {"W", R"(W = \begin{pmatrix}
  w_{0,0} & w_{0,1} & w_{0,2} \\
  w_{1,0} & w_{1,1} & w_{1,2} \\
  w_{2,0} & w_{2,1} & w_{2,2}
 \end{pmatrix})"},
    {"X", R"(X = \begin{pmatrix}
  x_{0,0} & x_{0,1} & x_{0,2} & x_{0,3}\\
  x_{1,0} & x_{1,1} & x_{1,2} & x_{1,3}\\
  x_{2,0} & x_{2,1} & x_{2,2} & x_{2,3}\\
  x_{3,0} & x_{3,1} & x_{3,2} & x_{3,3}
 \end{pmatrix})"},
    {"X flat", R"(X_{\mathrm{flat}} = (x_{0,0}, x_{0,1}, x_{0,2}, x_{0,3}, x_{1,0}, \cdots, x_{3,3})^T)"},
    {"Y flat", R"(Y_{\mathrm{flat}} = \begin{pmatrix}
  w_{0,0}x_{0,0} + w_{0,1}x_{0,1} + w_{0,2}x_{0,2} +
  w_{1,0}x_{1,0} + w_{1,1}x_{1,1} + w_{1,2}x_{1,2} +
  w_{2,0}x_{2,0} + w_{2,1}x_{2,1} + w_{2,2}x_{2,2} \\
  w_{0,0}x_{0,1} + w_{0,1}x_{0,2} + w_{0,2}x_{0,3} +
  w_{1,0}x_{1,1} + w_{1,1}x_{1,2} + w_{1,2}x_{1,3} +
  w_{2,0}x_{2,1} + w_{2,1}x_{2,2} + w_{2,2}x_{2,3} \\
  w_{0,0}x_{1,0} + w_{0,1}x_{1,1} + w_{0,2}x_{1,2} +
  w_{1,0}x_{2,0} + w_{1,1}x_{2,1} + w_{1,2}x_{2,2} +
  w_{2,0}x_{3,0} + w_{2,1}x_{3,1} + w_{2,2}x_{3,2} \\
  w_{0,0}x_{1,1} + w_{0,1}x_{1,2} + w_{0,2}x_{1,3} +
  w_{1,0}x_{2,1} + w_{1,1}x_{2,2} + w_{1,2}x_{2,3} +
  w_{2,0}x_{3,1} + w_{2,1}x_{3,2} + w_{2,2}x_{3,3} \\
 \end{pmatrix})"},
    {"Y flat is C X flat", R"(Y_{\mathrm{flat}} = C X_{\mathrm{flat}})"},
    {"C", R"(C = \begin{pmatrix}
  w_{0,0} & w_{0,1} & w_{0,2} & 0 & w_{1,0} & w_{1,1} & w_{1,2} & 0
  & w_{2,0} & w_{2,1} & w_{2,2} & 0 & 0 & 0 & 0 & 0 \\
  0 & w_{0,0} & w_{0,1} & w_{0,2} & 0 & w_{1,0} & w_{1,1} & w_{1,2}
  & 0 & w_{2,0} & w_{2,1} & w_{2,2} & 0 & 0 & 0 & 0\\
  0 & 0 & 0 & 0 & w_{0,0} & w_{0,1} & w_{0,2} & 0
  & w_{1,0} & w_{1,1} & w_{1,2} & 0 & w_{2,0} & w_{2,1} & w_{2,2} & 0 \\
  0 & 0 & 0 & 0 & 0 & w_{0,0} & w_{0,1} & w_{0,2} & 0
  & w_{1,0} & w_{1,1} & w_{1,2} & 0 & w_{2,0} & w_{2,1} & w_{2,2}
 \end{pmatrix})"},
    {"im2col", R"(Y_{\mathrm{flat}}^T = \begin{pmatrix}
  w_{0,0} & w_{0,1} & w_{0,2} & w_{1,0} & w_{1,1} & w_{1,2} & w_{2,0} & w_{2,1} & w_{2,2}
  \end{pmatrix}
  \cdot
  \begin{pmatrix}
  x_{0,0} & x_{0,1} & x_{1,0} & x_{1,1} \\
  x_{0,1} & x_{0,2} & x_{1,1} & x_{1,2} \\
  x_{0,2} & x_{0,3} & x_{1,2} & x_{1,3} \\
  x_{1,0} & x_{1,1} & x_{2,0} & x_{2,1} \\
  x_{1,1} & x_{1,2} & x_{2,1} & x_{2,2} \\
  x_{1,2} & x_{1,3} & x_{2,2} & x_{2,3} \\
  x_{2,0} & x_{2,1} & x_{3,0} & x_{3,1} \\
  x_{2,1} & x_{2,2} & x_{3,1} & x_{3,2} \\
  x_{2,2} & x_{2,3} & x_{3,2} & x_{3,3}
 \end{pmatrix})"},
    {"conv2d",
     R"(Y = \mathrm{conv2d}(\mathrm{input}=X, \mathrm{kernel}=W, \mathrm{pad}=0, \mathrm{stride}=1))"},
    {"gradients", R"(\frac{\partial J}{\partial W}, \quad \frac{\partial J}{\partial X})"},
    {"dW00", R"(\frac{\partial J}{\partial w_{00}} =
\sum_{i,j} \frac{\partial J}{\partial y_{ij}} \frac{\partial y_{ij}}{\partial w_{00}} =
\frac{\partial J}{\partial y_{00}} x_{00} +
\frac{\partial J}{\partial y_{01}} x_{01} +
\frac{\partial J}{\partial y_{10}} x_{10} +
\frac{\partial J}{\partial y_{11}} x_{11})"},
    {"dW01", R"(\frac{\partial J}{\partial w_{01}} =
\frac{\partial J}{\partial y_{00}} x_{01} +
\frac{\partial J}{\partial y_{01}} x_{02} +
\frac{\partial J}{\partial y_{10}} x_{11} +
\frac{\partial J}{\partial y_{11}} x_{12})"},
    {"dW02", R"(\frac{\partial J}{\partial w_{02}} =
\frac{\partial J}{\partial y_{00}} x_{02} +
\frac{\partial J}{\partial y_{01}} x_{03} +
\frac{\partial J}{\partial y_{10}} x_{12} +
\frac{\partial J}{\partial y_{11}} x_{13})"},
    {"dW10", R"(\frac{\partial J}{\partial w_{10}} =
\frac{\partial J}{\partial y_{00}} x_{10} +
\frac{\partial J}{\partial y_{01}} x_{11} +
\frac{\partial J}{\partial y_{10}} x_{20} +
\frac{\partial J}{\partial y_{11}} x_{21})"},
    {"dWuv",
     R"(\frac{\partial J}{\partial w_{uv}} = \sum_{i,j} \frac{\partial J}{\partial y_{ij}} x_{i+u,\,j+v})"},
    {"dW", R"(\frac{\partial J}{\partial W} =
\begin{pmatrix}
\frac{\partial J}{\partial w_{00}} & \frac{\partial J}{\partial w_{01}} & \frac{\partial J}{\partial w_{02}}\\
\frac{\partial J}{\partial w_{10}} & \frac{\partial J}{\partial w_{11}} & \frac{\partial J}{\partial w_{12}}\\
\frac{\partial J}{\partial w_{20}} & \frac{\partial J}{\partial w_{21}} & \frac{\partial J}{\partial w_{22}}
\end{pmatrix})"},
    {"dW as conv2d", R"(\frac{\partial J}{\partial W} = \mathrm{conv2d}(
\mathrm{input} = \begin{pmatrix}
x_{0,0} & x_{0,1} & x_{0,2} & x_{0,3}\\
  x_{1,0} & x_{1,1} & x_{1,2} & x_{1,3}\\
  x_{2,0} & x_{2,1} & x_{2,2} & x_{2,3}\\
  x_{3,0} & x_{3,1} & x_{3,2} & x_{3,3}
\end{pmatrix},
\mathrm{kernel}= \begin{pmatrix}
\frac{\partial J}{\partial y_{00}} & \frac{\partial J}{\partial y_{01}} \\
\frac{\partial J}{\partial y_{10}} & \frac{\partial J}{\partial y_{11}}
\end{pmatrix},
\mathrm{pad}=0, \mathrm{stride}=1))"},
    {"dW, short", R"(\frac{\partial J}{\partial W} = \mathrm{conv2d}(\mathrm{input} = X,
\mathrm{kernel}=\frac{\partial J}{\partial Y}, \mathrm{pad}=0, \mathrm{stride}=1))"},
    {"dX as conv2d", R"(\frac{\partial J}{\partial X} = \mathrm{conv2d}(
\mathrm{input}= \begin{pmatrix}
\frac{\partial J}{\partial y_{00}} & \frac{\partial J}{\partial y_{01}} \\
\frac{\partial J}{\partial y_{10}} & \frac{\partial J}{\partial y_{11}}
\end{pmatrix},
\mathrm{kernel}= \begin{pmatrix}
w_{2,2} & w_{2,1} & w_{2,0}\\
w_{1,2} & w_{1,1} & w_{1,0}\\
w_{0,2} & w_{0,1} & w_{0,0}
\end{pmatrix},
\mathrm{pad}=\mathrm{full}, \mathrm{stride}=1))"},
    {"dX, short",
     R"(\frac{\partial J}{\partial X} = \mathrm{conv2d}(\mathrm{input}=\frac{\partial J}{\partial Y},
\mathrm{kernel}=W_{\mathrm{reverse}}, \mathrm{pad}=\mathrm{full}, \mathrm{stride}=1))"},
    {"neighbours", R"(x_{i',j'}, \quad 0 \le i'-i \le 2, \quad 0 \le j'-j \le 2)"},
    {"distance", R"(\lvert{i'-i}\rvert \le 1, \quad \lvert{j'-j}\rvert \le 1)"},
    {"which x", R"(i' = s \cdot i - p + d \cdot u, \quad u = 0, \dots, k-1)"},
    {"p-norm",
     R"(\left( \sum_{i} \lvert x_i \rvert^p \right)^{\frac{1}{p}} \to \max_i \lvert x_i \rvert, \quad p \rightarrow \infty)"},
    {"root", R"(\sqrt[p]{\sum_{i=1}^{k} x_i^p} \approx \sqrt{x_1^2 + \cdots + x_k^2})"},
    {"transposed, unit stride", R"(s' = s, \quad p' = k - 1, \quad o' = i' + (k - 1))"},
    {"transposed, padded", R"(s'=s, \quad p'=k-p-1, \quad o' = i' + (k-1) - 2p)"},
    {"transposed, half", R"(k = 2p + 1, \quad s'=s, \quad p'=p, \quad o'=i')"},
    {"transposed, full", R"(p = k - 1, \quad s'=s, \quad p'=0, \quad o'=i'- (k-1))"},
    {"transposed, stride", R"(s'=1, \quad p'=k-1, \quad o'=s(i'-1)+k)"},
    {"transposed, stride and padding", R"(s'=1, \quad p'=k-p-1, \quad o'=s(i'-1)+k-2p)"},
    {"stretched", R"(\tilde{i}' = s(i' - 1) + 1)"},
    {"remainder", R"(a = (i + 2p - k) \bmod s, \quad o' = s(i'-1)+a+k-2p, \quad a \in \{0, \dots, s-1\})"},
    {"true convolution", R"(\frac{\partial y_i}{\partial x_m} = w_{m-i}, \quad y_i=\sum_{u} w_u x_{i+u})"},
    {"layer", R"(Y^{(k)} = \mathrm{conv2d}(X^{(k-1)}, W^{(k)}))"},
    {"layer recursion",
     R"(\frac{\partial J}{\partial X^{(k-1)}} = \mathrm{conv2d}(\frac{\partial J}{\partial Y^{(k)}},
W_{\mathrm{reverse}}^{(k)}, \mathrm{pad}=\hat{k}-1-p))"},
    {"transposed gradient",
     R"(\left(\frac{\partial J}{\partial W}\right)^{\top} = \mathrm{conv2d}(X^{\top}, \left(\frac{\partial J}{\partial Y}\right)^{\top}))"},
    {"counts",
     R"(\begin{pmatrix} 1 & 2 & 2 & 1 \\ 2 & 4 & 4 & 2 \\ 2 & 4 & 4 & 2 \\ 1 & 2 & 2 & 1 \end{pmatrix})"},
    {"pattern",
     R"(\begin{pmatrix} a_{11} & \cdots & a_{1n} \\ \vdots & & \vdots \\ a_{m1} & \cdots & a_{mn} \end{pmatrix},
\quad \text{特征图 map } \ne \alpha, \beta, \lambda, \sigma, \Delta, \Sigma)"},
};

} // namespace convlens::scene_test
