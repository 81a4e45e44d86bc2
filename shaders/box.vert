// One parallelogram an instance, or a part of one; the caller leaves room for half the stroke and the soft edge.
layout(location = 0) in vec2 a_origin;
layout(location = 1) in vec4 a_edges; // u.xy, v.xy in px
layout(location = 2) in vec4 a_style; // radius, stroke width, dash, pattern
layout(location = 3) in vec4 a_shift; // the outline against the fill: corner, change of size, px
layout(location = 4) in vec4 a_fill;
layout(location = 5) in vec4 a_stroke;
layout(location = 6) in vec4 a_ink;
layout(location = 7) in vec4 a_part;  // what is drawn of it, px from the edges at the origin: from x, y, to x, y
uniform vec4 u_view; // px of the frame to clip space: scale.xy, shift.xy

out vec2 v_distance;       // px from the edges at the origin, across them
out vec2 v_position;       // px of the frame
flat out vec4 v_size;      // distance between opposite edges (x, y), width of the soft edge (x, y)
flat out vec4 v_edges;
flat out vec4 v_dash;       // ink and gap along u, ink and gap along v, px
flat out vec4 v_style;
flat out vec4 v_shift;
flat out vec4 v_fill, v_stroke, v_ink;

// Ink and gap fitted to an edge: both ends have half a dash (picture/outline.h, fitted_dash).
vec2 fitted(vec2 dash, float edge) {
    float period = edge / max(1.0, floor(edge / (dash.x + dash.y) + 0.5));
    float ink = period * dash.x / (dash.x + dash.y);
    return vec2(ink, period - ink);
}

void main() {
    vec2 u = a_edges.xy, v = a_edges.zw;
    float area = abs(u.x * v.y - u.y * v.x);
    vec2 lengths = vec2(length(u), length(v));
    vec2 size = vec2(area / lengths.y, area / lengths.x);
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    v_distance = mix(a_part.xy, a_part.zw, corner);
    vec2 st = v_distance / size;
    v_position = a_origin + u * st.x + v * st.y;
    // A box filter of one pixel sees an edge over |nx| + |ny| pixels.
    v_size = vec4(size, (abs(v.x) + abs(v.y)) / lengths.y, (abs(u.x) + abs(u.y)) / lengths.x);
    v_edges = a_edges;
    vec2 dash = (a_style.z < 1.5 ? vec2(4.0, 3.0) : vec2(1.0, 2.0)) * max(1.0, a_style.y);
    v_dash = vec4(fitted(dash, lengths.x), fitted(dash, lengths.y));
    v_style = a_style;
    v_shift = a_shift;
    v_fill = vec4(a_fill.rgb * a_fill.a, a_fill.a);
    v_stroke = vec4(a_stroke.rgb * a_stroke.a, a_stroke.a);
    v_ink = vec4(a_ink.rgb * a_ink.a, a_ink.a);
    gl_Position = vec4(v_position * u_view.xy + u_view.zw, 0.0, 1.0);
}
