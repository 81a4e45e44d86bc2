// Triangles of filled polygons; their outermost pixel fades by `coverage`.
layout(location = 0) in vec3 a_vertex; // x, y in px, coverage
layout(location = 1) in vec4 a_color;
uniform vec4 u_view;

out float v_coverage;
flat out vec4 v_color;

void main() {
    v_coverage = a_vertex.z;
    v_color = vec4(a_color.rgb * a_color.a, a_color.a);
    gl_Position = vec4(a_vertex.xy * u_view.xy + u_view.zw, 0.0, 1.0);
}
