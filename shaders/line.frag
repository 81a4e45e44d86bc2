// A line with round ends, or straight ones where it is a dash.
in vec2 v_point;
flat in vec4 v_size;
flat in vec4 v_color;
out vec4 o_color;

void main() {
    float d = length(vec2(v_point.x - clamp(v_point.x, 0.0, v_size.x), v_point.y));
    float ink = clamp(v_size.y - d + 0.5, 0.0, 1.0) - clamp(-v_size.y - d + 0.5, 0.0, 1.0);
    vec2 within = clamp(vec2(v_point.x, v_size.x - v_point.x) + 0.5, 0.0, 1.0);
    within = max(within, 1.0 - v_size.zw);
    o_color = v_color * (ink * within.x * within.y);
}
