// The picture's pixels, one for each of the frame.
in vec2 v_texel;
uniform sampler2D u_colors; // premultiplied
out vec4 o_color;

void main() {
    o_color = texelFetch(u_colors, ivec2(v_texel), 0);
}
