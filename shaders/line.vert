// One piece of a polyline an instance: a rectangle around it with room for its round ends.
layout(location = 0) in vec4 a_ends;  // a.xy, b.xy in px
layout(location = 1) in vec3 a_style; // half width; 1 where the line is cut straight at a, at b: ends of dashes
layout(location = 2) in vec4 a_color;
uniform vec4 u_view;

out vec2 v_point;         // px along the piece from a, px across it
flat out vec4 v_size;     // length, half width, px; cut at a, at b
flat out vec4 v_color;

void main() {
    vec2 along = a_ends.zw - a_ends.xy;
    float reach = length(along);
    vec2 direction = reach > 0.0 ? along / reach : vec2(1.0, 0.0);
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    float margin = a_style.x + 1.0;
    v_point = vec2(mix(-margin, reach + margin, corner.x), mix(-margin, margin, corner.y));
    v_size = vec4(reach, a_style);
    v_color = vec4(a_color.rgb * a_color.a, a_color.a);
    vec2 position = a_ends.xy + direction * v_point.x + vec2(-direction.y, direction.x) * v_point.y;
    gl_Position = vec4(position * u_view.xy + u_view.zw, 0.0, 1.0);
}
