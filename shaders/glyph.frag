// The ink of a glyph: its coverage from the atlas times its colour.
in vec2 v_texel;
flat in vec4 v_color;
uniform sampler2D u_atlas; // R8
out vec4 o_color;

void main() {
    o_color = v_color * texelFetch(u_atlas, ivec2(v_texel), 0).r;
}
