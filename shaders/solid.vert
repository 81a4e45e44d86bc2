// A rectangle of whole pixels in one opaque colour, an instance each.
layout(location = 0) in vec4 a_rect; // x, y, width, height in px of the frame
layout(location = 1) in vec4 a_color;
uniform vec4 u_view;
flat out vec4 v_color;

void main() {
    v_color = a_color;
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1));
    gl_Position = vec4((a_rect.xy + corner * a_rect.zw) * u_view.xy + u_view.zw, 0.0, 1.0);
}
