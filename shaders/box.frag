// Fill and solid outline of a parallelogram by the share of the pixel that they cover. With ROUNDED also round
// corners, with FANCY dashes and the patterns of picture/frame.h: software OpenGL pays for every line of a shader at
// every pixel, so the usual cell takes the shortest program.
in vec2 v_distance;
in vec2 v_position;
flat in vec4 v_size;
flat in vec4 v_edges;
flat in vec4 v_dash;
flat in vec4 v_style;
flat in vec4 v_shift;
flat in vec4 v_fill, v_stroke, v_ink;
out vec4 o_color;

// Share of the pixel within a parallelogram at `distance` from its first edges, larger by `grow` on every side.
float coverage(vec2 distance, vec2 size, float grow) {
    vec2 inner = clamp((distance + grow) / v_size.zw + 0.5, 0.0, 1.0);
    vec2 outer = clamp((size - distance + grow) / v_size.zw + 0.5, 0.0, 1.0);
    vec2 both = max(inner + outer - 1.0, 0.0);
    return both.x * both.y;
}

float band(vec2 distance, vec2 size, float width) {
    return coverage(distance, size, width * 0.5) - coverage(distance, size, -width * 0.5);
}

#ifdef ROUNDED
float rounded(vec2 distance, vec2 size, float grow, float radius) {
    vec2 q = abs(distance - size * 0.5) - size * 0.5 + radius;
    float d = length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
    return clamp(grow - d + 0.5, 0.0, 1.0);
}

float rounded_band(vec2 distance, vec2 size, float width, float radius) {
    return rounded(distance, size, width * 0.5, radius) - rounded(distance, size, -width * 0.5, radius);
}
#endif

#ifdef FANCY
float stripe(float d, float half_width) {
    return clamp(half_width - d + 0.5, 0.0, 1.0) - clamp(-half_width - d + 0.5, 0.0, 1.0);
}

// Share of ink at `at` px along an edge that begins and ends with half a dash.
float dash_at(vec2 dash, float at) {
    float period = dash.x + dash.y;
    float from_middle = abs(mod(at + period * 0.5, period) - period * 0.5);
    return clamp(dash.x * 0.5 - from_middle + 0.5, 0.0, 1.0);
}

// The dash of the nearest edge. Edges run along u and v, so that neighbours agree on the edge that they share.
float dash() {
    vec2 from_edge = min(abs(v_distance), abs(v_size.xy - v_distance));
    vec2 along = v_distance / v_size.xy * vec2(length(v_edges.xy), length(v_edges.zw));
    return from_edge.y < from_edge.x ? dash_at(v_dash.xy, along.x) : dash_at(v_dash.zw, along.y);
}

uniform vec3 u_crossed, u_cornered; // the cross's middle along the edges, half its size, as parts of them
float diagonal(vec2 from_middle, vec2 whole, float half_length, float width) {
    vec2 along = whole / length(whole);
    float end = length(whole) * half_length - abs(dot(from_middle, along));
    return stripe(abs(from_middle.x * along.y - from_middle.y * along.x), width * 0.5) * clamp(end + 0.5, 0.0, 1.0);
}

uniform vec2 u_hatch; // distance between the lines, their width, px
float pattern() {
    vec2 st = v_distance / v_size.xy;
    float width = max(1.0, v_style.y);
    if (v_style.w < 1.5) {
        float at = (v_position.x + v_position.y) * 0.70710678;
        return stripe(abs(mod(at + u_hatch.x * 0.5, u_hatch.x) - u_hatch.x * 0.5), u_hatch.y * 0.5);
    }
    if (v_style.w < 2.5) {
        vec2 center = (st.x - 0.5) * v_edges.xy + (st.y - 0.5) * v_edges.zw;
        return clamp(min(v_size.x, v_size.y) * 0.125 - length(center) + 0.5, 0.0, 1.0);
    }
    vec3 place = v_style.w < 3.5 ? u_crossed : u_cornered;
    vec2 from_middle = (st.x - place.x) * v_edges.xy + (st.y - place.y) * v_edges.zw;
    return max(diagonal(from_middle, v_edges.xy + v_edges.zw, place.z, width),
               diagonal(from_middle, v_edges.xy - v_edges.zw, place.z, width));
}
#endif

void main() {
    vec2 distance = v_distance - v_shift.xy, size = v_size.xy + v_shift.zw;
#ifdef ROUNDED
    float radius = v_style.x;
    float inside = radius > 0.0 ? rounded(v_distance, v_size.xy, 0.0, radius) : coverage(v_distance, v_size.xy, 0.0);
    float outline = radius > 0.0 ? rounded_band(distance, size, v_style.y, radius) : band(distance, size, v_style.y);
#else
    float inside = coverage(v_distance, v_size.xy, 0.0);
    float outline = band(distance, size, v_style.y);
#endif
    o_color = v_fill * inside;
#ifdef FANCY
    if (v_style.w > 0.5) {
        vec4 ink = v_ink * (pattern() * inside);
        o_color = ink + o_color * (1.0 - ink.a);
    }
    if (v_style.z > 0.5)
        outline *= dash();
#endif
    vec4 line = v_stroke * outline;
    o_color = line + o_color * (1.0 - line.a);
}
