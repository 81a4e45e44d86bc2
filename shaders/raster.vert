// One matrix on a parallelogram.
uniform vec2 u_origin;
uniform vec4 u_edges; // u.xy, v.xy in px
uniform vec4 u_view;
out vec2 v_st;       // 0..1 along u and v
out vec2 v_position; // px of the frame

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    vec2 u = u_edges.xy, v = u_edges.zw;
    float area = abs(u.x * v.y - u.y * v.x);
    vec2 size = vec2(area / length(v), area / length(u));
    v_st = corner + (corner * 2.0 - 1.0) * 1.5 / size;
    v_position = u_origin + u * v_st.x + v * v_st.y;
    gl_Position = vec4(v_position * u_view.xy + u_view.zw, 0.0, 1.0);
}
