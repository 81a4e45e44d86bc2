// A line with round ends.
in vec2 v_point;
flat in vec2 v_size;
flat in vec4 v_color;
out vec4 o_color;

void main() {
    float d = length(vec2(v_point.x - clamp(v_point.x, 0.0, v_size.x), v_point.y));
    o_color = v_color * (clamp(v_size.y - d + 0.5, 0.0, 1.0) - clamp(-v_size.y - d + 0.5, 0.0, 1.0));
}
