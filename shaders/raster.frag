// The cell of a matrix that lies under the pixel, through a colour map, with lines between the cells. The values stand
// in row order in a texture of any width, so that no matrix is too long for one.
in vec2 v_st;
in vec2 v_position;
uniform vec2 u_origin;
uniform vec4 u_edges;
uniform sampler2D u_values;  // R32F
uniform ivec4 u_cells;       // columns, rows, width of the texture, cells shown
uniform vec3 u_stops;        // lo, mid, hi
uniform vec4 u_low, u_middle, u_high, u_blank, u_grid; // straight alpha
uniform vec4 u_size;         // px between opposite edges, width of their soft edge
uniform vec2 u_line;         // width of the grid lines in px (0: none); 1 or 2: on whole pixels (odd, even)
uniform vec4 u_within;       // upright: its rectangle in whole px
out vec4 o_color;

vec4 mapped(float value) {
    // NaN has no ink; written so that a compiler may not reason it away.
    if (!(value <= 3.4e38 || value >= -3.4e38))
        return vec4(0.0);
    if (value < u_stops.y)
        return mix(u_low, u_middle, clamp((value - u_stops.x) / max(u_stops.y - u_stops.x, 1e-30), 0.0, 1.0));
    return mix(u_middle, u_high, clamp((value - u_stops.y) / max(u_stops.z - u_stops.y, 1e-30), 0.0, 1.0));
}

void main() {
    vec2 cells = vec2(u_cells.xy);
    ivec2 cell = ivec2(clamp(floor(v_st * cells), vec2(0.0), cells - 1.0));
    int index = cell.y * u_cells.x + cell.x;
    vec4 color = u_blank;
    if (index < u_cells.w)
        color = mapped(texelFetch(u_values, ivec2(index % u_cells.z, index / u_cells.z), 0).r);
    color.rgb *= color.a;
#ifdef GRID
    {
        vec2 nearest = floor(v_st * cells + 0.5);
        vec2 from_line = abs(v_st * cells - nearest) * u_size.xy / cells;
        if (u_line.y > 0.5) {
            vec2 at = u_origin + nearest / cells * (u_edges.xy + u_edges.zw);
            at = u_line.y < 1.5 ? floor(at) + 0.5 : floor(at + 0.5);
            from_line = abs(v_position - at);
        }
        vec2 cover = clamp((u_line.x * 0.5 - from_line) / u_size.zw + 0.5, 0.0, 1.0) -
                     clamp((-u_line.x * 0.5 - from_line) / u_size.zw + 0.5, 0.0, 1.0);
        float alpha = u_grid.a * max(cover.x, cover.y);
        color = vec4(u_grid.rgb * alpha, alpha) + color * (1.0 - alpha);
    }
#endif
    if (u_within.x > -1e5) {
        bool inside = v_position.x > u_within.x && v_position.x < u_within.z && v_position.y > u_within.y &&
                      v_position.y < u_within.w;
        o_color = inside ? color : vec4(0.0);
        return;
    }
    vec2 near = clamp(v_st * u_size.xy / u_size.zw + 0.5, 0.0, 1.0);
    vec2 far = clamp((1.0 - v_st) * u_size.xy / u_size.zw + 0.5, 0.0, 1.0);
    vec2 inside = max(near + far - 1.0, 0.0);
    o_color = color * (inside.x * inside.y);
}
