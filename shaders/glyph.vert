// One glyph an instance, on whole pixels, so that the atlas is read texel by texel.
layout(location = 0) in vec4 a_rect;  // x, y, width, height in px of the frame
layout(location = 1) in vec2 a_texel; // its corner in the atlas
layout(location = 2) in vec4 a_color;
uniform vec4 u_view;

out vec2 v_texel;
flat out vec4 v_color;

void main() {
    vec2 corner = vec2(float(gl_VertexID & 1), float(gl_VertexID >> 1)) * a_rect.zw;
    v_texel = a_texel + corner;
    v_color = vec4(a_color.rgb * a_color.a, a_color.a);
    gl_Position = vec4((a_rect.xy + corner) * u_view.xy + u_view.zw, 0.0, 1.0);
}
